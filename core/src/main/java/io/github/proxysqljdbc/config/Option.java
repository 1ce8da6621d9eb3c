package io.github.proxysqljdbc.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of the catalogue {@link Options}: its name, type, default, bounds and purpose. Immutable.
 *
 * @param <T> the Java type of a value
 */
public final class Option<T> {
    private final String name;
    private final OptionGroup group;
    private final OptionType<T> type;
    private final @Nullable T defaultValue;
    private final String description;

    Option(String name, OptionGroup group, OptionType<T> type, @Nullable T defaultValue, String description) {
        this.name = name;
        this.group = group;
        this.type = type;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    /** The name in a URL and in {@code Properties}; case matters. */
    public String name() {
        return name;
    }

    /** Under which heading the reference lists it. */
    public OptionGroup group() {
        return group;
    }

    /** The class of a value. */
    public Class<T> javaType() {
        return type.javaType();
    }

    /** {@code duration}, {@code integer}, {@code boolean}, {@code one of}, {@code text} or {@code secret}. */
    public String typeName() {
        return type.label();
    }

    /** The value where none is given; null if there is none. */
    public @Nullable T defaultValue() {
        return defaultValue;
    }

    /** The default as a URL would write it; null if there is none. */
    public @Nullable String defaultText() {
        return defaultValue == null ? null : type.format(defaultValue);
    }

    /** What it is for, in whole sentences. */
    public String description() {
        return description;
    }

    /** What values are allowed, in words. */
    public String allowed() {
        return type.allowed();
    }

    /** All values there are, as a URL writes them; empty where they are not to be counted. Immutable. */
    public List<String> choices() {
        return type.choices();
    }

    /** Whether its value must not be shown. */
    public boolean isSecret() {
        return type.secret();
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    /** The value that the text means; null after having noted a mistake. */
    @Nullable
    T parse(String text, Mistakes mistakes) {
        T value = type.parse(text);
        if (value == null || !type.admits(value)) {
            mistakes.add(refusal(text));
            return null;
        }
        return value;
    }

    /** Notes a mistake if the value is out of bounds. */
    void check(T value, Mistakes mistakes) {
        if (!type.admits(value)) {
            mistakes.add(refusal(type.format(value)));
        }
    }

    /** The value as a URL would write it. */
    public String format(T value) {
        return type.format(value);
    }

    private String refusal(String text) {
        String given = isSecret() ? "its value (not shown)" : Quoted.of(text);
        String nearest = choices().isEmpty() ? "" : "; nearest: '" + Names.nearest(text, choices()) + "'";
        return "option '" + name + "': " + given + " is not allowed; allowed is " + allowed() + nearest;
    }
}
