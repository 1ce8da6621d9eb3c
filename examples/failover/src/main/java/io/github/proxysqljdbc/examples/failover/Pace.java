package io.github.proxysqljdbc.examples.failover;

import java.time.Duration;

/**
 * How long the parts of a scenario last.
 *
 * @param warmUp from the load's start to the scenario's
 * @param detection how long the operators need to notice a dead writer, until they promote another one
 * @param watch how long each state lasts, such as two writers at once, and the load after the recovery
 * @param fence the least time that an old writer stays away in {@code flapping}, from the promotion of another one
 * @param flapping how long {@code flapping} lasts
 */
record Pace(Duration warmUp, Duration detection, Duration watch, Duration fence, Duration flapping) {
    /** A check interval of the monitor, whose default is a second, and some time to check twice. */
    private static final Duration FENCE = Duration.ofMillis(1500);

    /** For the tests. */
    static Pace brisk() {
        return new Pace(
                Duration.ofMillis(500),
                Duration.ofMillis(1000),
                Duration.ofMillis(1000),
                FENCE,
                Duration.ofSeconds(10));
    }

    /** For the program. */
    static Pace steady(Duration flapping) {
        return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), FENCE, flapping);
    }
}
