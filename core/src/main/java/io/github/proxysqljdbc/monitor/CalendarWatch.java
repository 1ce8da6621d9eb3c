package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.topology.Watch;

/**
 * Notices that this process stood still where its monotonic clock did, too, as on a machine that was suspended, or restored from a snapshot:
 * the calendar went on without it. A calendar that somebody puts forward looks the same. Used by one thread.
 */
final class CalendarWatch {
    private static final long NANOS = 1_000_000;

    private long nanoTime;
    private long millis;

    CalendarWatch(long nanoTime, long millis) {
        this.nanoTime = nanoTime;
        this.millis = millis;
    }

    /** Whether the calendar went on by more than the clock since that was asked last, and by so much that it matters. */
    boolean jumped(long nowNanoTime, long nowMillis) {
        long ahead = (nowMillis - millis) * NANOS - (nowNanoTime - nanoTime);
        nanoTime = nowNanoTime;
        millis = nowMillis;
        return ahead > Watch.LONGEST_GAP;
    }
}
