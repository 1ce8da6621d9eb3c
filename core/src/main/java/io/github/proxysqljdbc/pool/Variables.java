package io.github.proxysqljdbc.pool;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Session variables and user variables that were set in SQL, each with the SQL text of its value. Immutable.
 *
 * <p>What belongs to character sets is one entry, {@link #CHARACTER_SETS}, whose value is the text of its assignments in their order: SET NAMES
 * stands for several variables, each of which can be set by itself again (MySQL manual, "SET NAMES Statement").
 */
public final class Variables {
    /** None are set. */
    public static final Variables NONE = new Variables(Map.of());

    /** The entry for SET NAMES, SET CHARACTER SET and the variables that they stand for. */
    public static final String CHARACTER_SETS = "NAMES";

    private static final int MOST_OF_CHARACTER_SETS = 512;

    private final Map<String, String> values;

    private Variables(Map<String, String> values) {
        this.values = values;
    }

    /**
     * With one more.
     *
     * @param name in lower case; of a user variable with its {@code @}
     */
    public Variables with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Variables(more);
    }

    /** Without one, if it is there. */
    Variables without(String name) {
        if (!values.containsKey(name)) {
            return this;
        }
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new Variables(fewer);
    }

    /** With an assignment to a variable of the character sets, after those that are there. */
    public Variables withCharacterSet(String assignment) {
        String before = values.get(CHARACTER_SETS);
        return with(CHARACTER_SETS, before == null ? assignment : before + ", " + assignment);
    }

    /** Whether the text of the character sets has grown past all use. */
    public boolean tooLong() {
        String text = values.get(CHARACTER_SETS);
        return text != null && text.length() > MOST_OF_CHARACTER_SETS;
    }

    /** The SQL text of a variable's value; null if it is not set. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    Map<String, String> values() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Variables variables && values.equals(variables.values));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
