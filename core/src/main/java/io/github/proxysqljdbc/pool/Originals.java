package io.github.proxysqljdbc.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of one connection were before a session set them, as SQL text, so that the next session finds them so. Asked of the
 * server before a variable is set for the first time. Not thread-safe: owned as its connection is.
 */
final class Originals {
    private static final List<String> CHARACTER_SETS = List.of(
            "character_set_client", "character_set_results", "character_set_connection", "collation_connection");

    private final Connection driver;
    private final Map<String, String> known = new HashMap<>();

    Originals(Connection driver) {
        this.driver = driver;
    }

    /** The assignment that undoes what was set; null if that is not possible. */
    @Nullable
    String undo(String name) {
        if (name.startsWith("@")) {
            return name + " = NULL";
        }
        if (name.equals(Variables.CHARACTER_SETS)) {
            return undoCharacterSets();
        }
        String value = known.get(name);
        return value == null ? null : name + " = " + value;
    }

    private @Nullable String undoCharacterSets() {
        List<String> assignments = new ArrayList<>();
        for (String name : CHARACTER_SETS) {
            String value = known.get(name);
            if (value == null) {
                return null;
            }
            assignments.add(name + " = " + value);
        }
        return String.join(", ", assignments);
    }

    /** Asks for those of these variables that are not known yet, at one round trip. */
    void learn(Iterable<String> names) throws SQLException {
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            if (name.equals(Variables.CHARACTER_SETS)) {
                CHARACTER_SETS.stream().filter(each -> !known.containsKey(each)).forEach(unknown::add);
            } else if (name.equals("timestamp")) {
                known.put(name, "DEFAULT"); // what it reads as is the time of day, which would stand still
            } else if (!name.startsWith("@") && !known.containsKey(name)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            known.putAll(read(unknown));
        }
    }

    /**
     * The present values as SQL text; a value that cannot be written safely is left out. The session's {@code sql_select_limit} may be 0, which holds
     * for every query without a LIMIT of its own.
     */
    Map<String, String> read(List<String> names) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = driver.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT @@session." + String.join(", @@session.", names) + " LIMIT 1")) {
            if (row.next()) {
                for (int i = 0; i < names.size(); i++) {
                    String text = literal(row.getObject(i + 1));
                    if (text != null) {
                        values.put(names.get(i), text);
                    }
                }
            }
        }
        return values;
    }

    private static @Nullable String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = value.toString();
        return value instanceof byte[] || text.indexOf('\\') >= 0 ? null : '\'' + text.replace("'", "''") + '\'';
    }
}
