package io.github.proxysqljdbc.topology;

import java.util.Objects;

/** One snapshot and the one that replaced it. */
public record TopologyChange(Topology before, Topology after) {
    public TopologyChange {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }
}
