package io.github.proxysqljdbc.stats;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The physical connections to one instance at one moment. Immutable.
 *
 * @param inUse borrowed ones
 * @param idle those that nobody uses
 * @param total all of them; the two before may be of another instant, and not add up
 * @param maximum the {@code maxPoolSize} option
 * @param waiting borrowers that wait for one
 * @param waits the waits for one since the data source opened
 * @param pinsByKind sessions that a pin or an open result binds to one of them, by kind
 * @param longest what holds one of them, the longest first; at most five
 */
public record InstanceStats(
        int inUse,
        int idle,
        int total,
        int maximum,
        int waiting,
        StatsSnapshot.Waits waits,
        Map<String, Long> pinsByKind,
        List<Holding> longest) {
    /** Copies map and list. */
    public InstanceStats {
        pinsByKind = Collections.unmodifiableMap(new TreeMap<>(pinsByKind));
        longest = List.copyOf(longest);
    }
}
