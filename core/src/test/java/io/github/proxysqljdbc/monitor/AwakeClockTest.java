package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AwakeClockTest {
    private static final long SECOND = 1_000_000_000;

    private long real;
    private final AwakeClock clock = new AwakeClock(() -> real);

    @Test
    void goesWithRealTimeWhileItIsTicked() {
        for (int i = 0; i < 40; i++) {
            real += SECOND / 4;
            assertThat(clock.tick()).isZero();
        }
        assertThat(clock.getAsLong()).isEqualTo(10 * SECOND);
    }

    @Test
    void standsStillWhileTheProcessDoes() {
        real += SECOND / 10;
        clock.tick();
        real += 3600 * SECOND;
        assertThat(clock.getAsLong()).isEqualTo(SECOND / 10 + AwakeClock.LONGEST_STEP);
        assertThat(clock.tick()).isEqualTo(3600 * SECOND - AwakeClock.LONGEST_STEP);
        real += SECOND / 4;
        assertThat(clock.getAsLong()).isEqualTo(SECOND / 10 + AwakeClock.LONGEST_STEP + SECOND / 4);
    }

    @Test
    void isMonotonicAndNeverFasterThanRealTime() {
        long seed = 20_261_120;
        Random random = new Random(seed);
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            real += random.nextInt(20) == 0 ? random.nextLong(100 * SECOND) : random.nextLong(SECOND / 4);
            if (random.nextBoolean()) {
                clock.tick();
            }
            long now = clock.getAsLong();
            assertThat(now).as("seed %s, step %s", seed, i).isBetween(last, real);
            last = now;
        }
        assertThat(Duration.ofNanos(last)).isPositive();
    }
}
