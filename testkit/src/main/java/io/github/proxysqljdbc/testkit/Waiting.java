package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition of another process, which can only be asked again and again. Stateless. */
final class Waiting {
    private static final long STEP_NANOS = 10_000_000;

    private Waiting() {}

    /** Returns whether {@code condition} held before {@code longest} was over; an interrupt ends the wait. */
    static boolean until(Duration longest, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > longest.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return true;
    }
}
