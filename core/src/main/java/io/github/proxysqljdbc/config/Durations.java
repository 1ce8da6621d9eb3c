package io.github.proxysqljdbc.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as options write them: {@code 250ms}, {@code 2s}, {@code 1m}, {@code 1h}, or a bare number of milliseconds. Stateless. */
final class Durations {
    private static final int MOST_DIGITS = 15;

    private Durations() {}

    /** The duration that the text means; null if it is not one. */
    static @Nullable Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            return null;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "", "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> null;
        };
    }

    /** The text with the largest unit that needs no fraction, to the millisecond: {@code 90s}, {@code 1h}, {@code 0ms}. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
