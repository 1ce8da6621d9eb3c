package io.github.proxysqljdbc.topology;

/** Hears of each new snapshot, in order, outside of any lock. Should be quick: it runs on a monitor's thread. */
@FunctionalInterface
public interface TopologyListener {
    /**
     * A snapshot was replaced. Snapshots may be skipped for a listener that does not keep up; {@code before} is always the {@code after} of
     * the call before. What it throws is logged and otherwise ignored.
     */
    void changed(Topology before, Topology after);
}
