package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. Stateless. */
final class Waiting {
    private Waiting() {}

    /** @throws AssertionError if the condition does not come true in time */
    static void until(Duration longest, BooleanSupplier condition) {
        until(() -> "a condition", longest, condition);
    }

    /**
     * @param what what is waited for, asked when it did not come
     * @throws AssertionError if the condition does not come true in time
     */
    static void until(Supplier<String> what, Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as(() -> "waited " + longest + " for " + what.get())
                    .isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
