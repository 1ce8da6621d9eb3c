package io.github.proxysqljdbc.stats;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of one data source since it opened. Immutable; the maps are sorted by key.
 *
 * @param routesByReason statements that instances have executed, by hostgroup, and in each by kind of reason, such as {@code plain_read},
 *     {@code locking_read} or {@code transaction}
 * @param pinsByKind pins begun, by kind
 * @param failuresByKind failures, by what they mean; those that a retry hid from the application included
 * @param failuresByFate the same failures, by what became of the statement: the keys of {@link Fate}
 * @param roleChanges changes of an instance's role or status
 * @param connectionsAborted connections in use that were broken, because their instance was dead or no longer the writer
 * @param retries statements sent again after a failure
 * @param replaysByOutcome lost transactions that were {@code replayed}, or why they were not, with {@code transactionReplay=true}
 * @param waits waits for a physical connection
 * @param waitsForInstance waits of statements for a writer to appear, or for any instance; those in vain were refused
 * @param waitingForWriter statements that wait for a writer at this moment
 * @param failovers times without a writer
 * @param classifications how often a statement's text was known already
 * @param longestPinNanos how long the longest pin lasted that has ended, in nanoseconds
 * @param leaks sessions that held a connection for longer than {@code leakDetectionThreshold}
 * @param instances how the physical connections are used at this moment, by {@code host:port}
 */
public record StatsSnapshot(
        Map<String, Map<String, Long>> routesByReason,
        Map<String, Long> pinsByKind,
        Map<String, Long> failuresByKind,
        Map<String, Long> failuresByFate,
        long roleChanges,
        long connectionsAborted,
        long retries,
        Map<String, Long> replaysByOutcome,
        Waits waits,
        Waits waitsForInstance,
        int waitingForWriter,
        Failovers failovers,
        Classifications classifications,
        long longestPinNanos,
        long leaks,
        Map<String, InstanceStats> instances) {
    /** Copies the maps. */
    public StatsSnapshot {
        Map<String, Map<String, Long>> routes = new TreeMap<>();
        routesByReason.forEach((hostgroup, reasons) -> routes.put(hostgroup, copy(reasons)));
        routesByReason = Collections.unmodifiableMap(routes);
        pinsByKind = copy(pinsByKind);
        failuresByKind = copy(failuresByKind);
        failuresByFate = copy(failuresByFate);
        replaysByOutcome = copy(replaysByOutcome);
        instances = copy(instances);
    }

    private static <T> Map<String, T> copy(Map<String, T> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** Statements that instances have executed, of whatever hostgroup. */
    public long routes() {
        return routesByHostgroup().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Statements that instances have executed, by hostgroup. */
    public Map<String, Long> routesByHostgroup() {
        Map<String, Long> sums = new TreeMap<>();
        routesByReason.forEach((hostgroup, reasons) -> sums.put(
                hostgroup, reasons.values().stream().mapToLong(Long::longValue).sum()));
        return Collections.unmodifiableMap(sums);
    }

    /**
     * Waits for a physical connection.
     *
     * @param count all of them
     * @param inVain those that ended without a connection
     * @param totalNanos their sum, in nanoseconds
     * @param longestNanos the longest, in nanoseconds
     */
    public record Waits(long count, long inVain, long totalNanos, long longestNanos) {
        static final Waits NONE = new Waits(0, 0, 0, 0);
    }

    /**
     * Times in which the writer was gone, or another one took its place. The first writer that a data source finds is none.
     *
     * @param begun how often the writer was lost
     * @param ended how often there was one again, the same or another
     * @param withoutWriterNanos how long there was none in those that ended, in nanoseconds
     * @param longestNanos the longest, in nanoseconds
     */
    public record Failovers(long begun, long ended, long withoutWriterNanos, long longestNanos) {}

    /**
     * How often a statement's text was known already.
     *
     * @param hits the text or its digest was in a cache
     * @param misses it had to be parsed
     */
    public record Classifications(long hits, long misses) {}
}
