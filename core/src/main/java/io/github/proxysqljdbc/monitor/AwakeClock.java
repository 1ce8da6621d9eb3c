package io.github.proxysqljdbc.monitor;

import java.util.function.LongSupplier;

/**
 * Nanoseconds that pass while this process runs: it stands still while the process does, be it for a garbage collection, a debugger or a
 * suspended machine. Otherwise a process that slept for a minute would take all servers for silent when it wakes up. Thread-safe and
 * monotonic.
 *
 * <p>One thread calls {@link #tick} at least every {@link #LONGEST_STEP}. Whatever time passes beyond that counts as standing still.
 */
final class AwakeClock implements LongSupplier {
    /** How far the clock goes without a tick. Naps between ticks are half of it at most, so that a busy machine is not taken for a stopped one. */
    static final long LONGEST_STEP = 500_000_000;

    private final LongSupplier nanoTime;
    private volatile Tick last;

    private record Tick(long nanoTime, long awake) {}

    AwakeClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = new Tick(nanoTime.getAsLong(), 0);
    }

    @Override
    public long getAsLong() {
        Tick tick = last;
        return awake(tick, nanoTime.getAsLong());
    }

    private static long awake(Tick tick, long nanoTime) {
        return tick.awake() + Math.min(Math.max(0, nanoTime - tick.nanoTime()), LONGEST_STEP);
    }

    /** Lets the clock go on. Called by one thread. @return for how many nanoseconds the process stood still since the last tick */
    long tick() {
        Tick tick = last;
        long now = nanoTime.getAsLong();
        long awake = awake(tick, now);
        last = new Tick(now, awake);
        return now - tick.nanoTime() - (awake - tick.awake());
    }
}
