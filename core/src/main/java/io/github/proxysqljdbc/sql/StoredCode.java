package io.github.proxysqljdbc.sql;

import java.util.Set;

/** Tells the definition of a routine, trigger, event or view, whose body does not run now, and a compound statement. */
final class StoredCode {
    private static final Set<String> OBJECTS = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "VIEW");
    private static final Set<String> OTHER_OBJECTS =
            Set.of("TABLE", "TEMPORARY", "DATABASE", "SCHEMA", "INDEX", "USER", "SEQUENCE", "AS", "SELECT");
    private static final int FARTHEST_OBJECT = 24;

    private StoredCode() {}

    /** Whether the text defines stored code: CREATE or ALTER, and the object before any parenthesis. */
    static boolean isDefinition(Tokens tokens) {
        return object(tokens) > 0;
    }

    /** Whether it defines stored code in which semicolons may stand: a view is one query. */
    static boolean mayHoldSemicolons(Tokens tokens) {
        int object = object(tokens);
        return object > 0 && !tokens.word(object, "VIEW");
    }

    /** Where the word for what is defined stands; 0 if nothing is. */
    private static int object(Tokens tokens) {
        if (!tokens.word(0, "CREATE") && !tokens.word(0, "ALTER")) {
            return 0;
        }
        for (int i = 1; i < FARTHEST_OBJECT; i++) {
            if (tokens.wordIn(i, OBJECTS)) {
                return i;
            }
            if (tokens.wordIn(i, OTHER_OBJECTS)) {
                return 0;
            }
        }
        return 0;
    }
}
