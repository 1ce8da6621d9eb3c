package io.github.proxysqljdbc.examples.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code name=value} arguments with defaults. Immutable. */
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a command line.
     *
     * @param defaults all names that there are, with the values of those that are not given
     * @throws IllegalArgumentException for an argument that has no such name
     */
    public static Arguments of(List<String> given, Map<String, String> defaults) {
        Map<String, String> values = new HashMap<>(defaults);
        for (String argument : given) {
            int equals = argument.indexOf('=');
            if (equals < 0 || values.replace(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
                throw new IllegalArgumentException("not an option: " + argument + "; there are, with their defaults: "
                        + new TreeSet<>(defaults.entrySet().stream()
                                .map(Object::toString)
                                .toList()));
            }
        }
        return new Arguments(Map.copyOf(values));
    }

    /** The value as it is. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no default for " + name);
        }
        return value;
    }

    /** The value as a whole number. */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** The value as a list with commas between. */
    public List<String> list(String name) {
        return List.of(text(name).split(","));
    }
}
