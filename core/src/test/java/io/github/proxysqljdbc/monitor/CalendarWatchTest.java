package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalendarWatchTest {
    private static final long MILLI = 1_000_000;

    private final CalendarWatch watch = new CalendarWatch(0, 1_000_000);

    @Test
    void clocksThatGoTogetherAreNoJumpHoweverFarTheyGo() {
        assertThat(watch.jumped(250 * MILLI, 1_000_250)).isFalse();
        assertThat(watch.jumped(3_600_250 * MILLI, 4_600_250)).isFalse();
    }

    @Test
    void aCalendarThatGoesOnWithoutTheClockIsAJumpOnce() {
        assertThat(watch.jumped(250 * MILLI, 1_060_250)).isTrue();
        assertThat(watch.jumped(500 * MILLI, 1_060_500)).isFalse();
    }

    @Test
    void aCalendarThatIsPutBackOrForwardALittleIsNone() {
        assertThat(watch.jumped(250 * MILLI, 940_250)).isFalse();
        assertThat(watch.jumped(500 * MILLI, 941_500)).isFalse();
    }
}
