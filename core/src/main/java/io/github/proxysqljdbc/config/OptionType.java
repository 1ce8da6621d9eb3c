package io.github.proxysqljdbc.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What values an option takes: how they are read, written and bounded. Immutable.
 *
 * @param <T> the Java type of a value
 */
abstract class OptionType<T> {
    /** One word for the reference, such as {@code duration}. */
    abstract String label();

    abstract Class<T> javaType();

    /** What is allowed, as the end of the sentence "allowed is …". */
    abstract String allowed();

    /** The value that the text means; null if it means none, whether or not the value is within its bounds. */
    abstract @Nullable T parse(String text);

    /** The text that {@link #parse} reads back as an equal value. */
    abstract String format(T value);

    /** Whether the value is within its bounds. */
    boolean admits(T value) {
        return true;
    }

    /** All values there are, as text; empty where they are not to be counted. */
    List<String> choices() {
        return List.of();
    }

    boolean secret() {
        return false;
    }

    static OptionType<Duration> duration(String least, String most) {
        return new DurationType(
                Objects.requireNonNull(Durations.parse(least)), Objects.requireNonNull(Durations.parse(most)));
    }

    static OptionType<Integer> integer(int least, int most) {
        return new IntegerType(least, most);
    }

    static OptionType<Boolean> bool() {
        return new BooleanType();
    }

    static <E extends Enum<E>> OptionType<E> oneOf(Class<E> values) {
        return new EnumType<>(values);
    }

    static OptionType<String> text(boolean secret) {
        return new TextType(secret);
    }

    private static final class DurationType extends OptionType<Duration> {
        private final Duration least;
        private final Duration most;

        DurationType(Duration least, Duration most) {
            this.least = least;
            this.most = most;
        }

        @Override
        String label() {
            return "duration";
        }

        @Override
        Class<Duration> javaType() {
            return Duration.class;
        }

        @Override
        String allowed() {
            return "a duration from " + format(least) + " to " + format(most)
                    + ", written like 250ms, 2s, 1m, 1h or a bare number of milliseconds";
        }

        @Override
        @Nullable
        Duration parse(String text) {
            return Durations.parse(text);
        }

        @Override
        String format(Duration value) {
            return Durations.format(value);
        }

        @Override
        boolean admits(Duration value) {
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        }
    }

    private static final class IntegerType extends OptionType<Integer> {
        private final int least;
        private final int most;

        IntegerType(int least, int most) {
            this.least = least;
            this.most = most;
        }

        @Override
        String label() {
            return "integer";
        }

        @Override
        Class<Integer> javaType() {
            return Integer.class;
        }

        @Override
        String allowed() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        @Nullable
        Integer parse(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }

        @Override
        String format(Integer value) {
            return value.toString();
        }

        @Override
        boolean admits(Integer value) {
            return value >= least && value <= most;
        }
    }

    private static final class BooleanType extends OptionType<Boolean> {
        @Override
        String label() {
            return "boolean";
        }

        @Override
        Class<Boolean> javaType() {
            return Boolean.class;
        }

        @Override
        String allowed() {
            return "true or false";
        }

        @Override
        @Nullable
        Boolean parse(String text) {
            return switch (text) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> null;
            };
        }

        @Override
        String format(Boolean value) {
            return value.toString();
        }

        @Override
        List<String> choices() {
            return List.of("true", "false");
        }
    }

    private static final class EnumType<E extends Enum<E>> extends OptionType<E> {
        private final Class<E> type;

        EnumType(Class<E> type) {
            this.type = type;
        }

        @Override
        String label() {
            return "one of";
        }

        @Override
        Class<E> javaType() {
            return type;
        }

        @Override
        String allowed() {
            return "one of " + String.join(", ", choices());
        }

        @Override
        @Nullable
        E parse(String text) {
            for (E value : type.getEnumConstants()) {
                if (format(value).equals(text)) {
                    return value;
                }
            }
            return null;
        }

        @Override
        String format(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        List<String> choices() {
            return Arrays.stream(type.getEnumConstants()).map(this::format).toList();
        }
    }

    private static final class TextType extends OptionType<String> {
        private final boolean secret;

        TextType(boolean secret) {
            this.secret = secret;
        }

        @Override
        String label() {
            return secret ? "secret" : "text";
        }

        @Override
        Class<String> javaType() {
            return String.class;
        }

        @Override
        String allowed() {
            return secret ? "any text, the empty one included" : "any text but the empty one";
        }

        @Override
        String parse(String text) {
            return text;
        }

        @Override
        String format(String value) {
            return value;
        }

        @Override
        boolean admits(String value) {
            return secret || !value.isBlank();
        }

        @Override
        boolean secret() {
            return secret;
        }
    }
}
