package io.github.proxysqljdbc.sql;

import java.util.Set;

/** Tells the definition of a routine, trigger, event or view, whose body does not run now, and a compound statement. */
final class StoredCode {
    private static final Set<String> OBJECTS = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "VIEW");
    private static final int FARTHEST_OBJECT = 24;

    private StoredCode() {}

    /** Whether the text defines stored code: CREATE or ALTER, and the object before any parenthesis. */
    static boolean isDefinition(Tokens tokens) {
        if (!tokens.word(0, "CREATE") && !tokens.word(0, "ALTER")) {
            return false;
        }
        for (int i = 1; i < FARTHEST_OBJECT; i++) {
            if (tokens.wordIn(i, OBJECTS)) {
                return true;
            }
            if (tokens.wordIn(
                    i,
                    Set.of("TABLE", "TEMPORARY", "DATABASE", "SCHEMA", "INDEX", "USER", "SEQUENCE", "AS", "SELECT"))) {
                return false;
            }
        }
        return false;
    }
}
