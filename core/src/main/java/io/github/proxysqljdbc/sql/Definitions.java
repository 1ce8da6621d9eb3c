package io.github.proxysqljdbc.sql;

/** CREATE, ALTER, DROP and their like, and which temporary tables they make and drop. */
final class Definitions {
    private Definitions() {}

    static Verdict examine(Examination examination, String verb) {
        Tokens tokens = examination.tokens;
        int i = 1;
        if (tokens.words(1, "OR", "REPLACE")) {
            i = 3;
        }
        boolean temporary = tokens.word(i, "TEMPORARY");
        if (temporary) {
            i++;
        }
        boolean table = tokens.word(i, "TABLE") || tokens.word(i, "TABLES") || tokens.word(i, "SEQUENCE");
        examination.effects.implicitCommit = !temporary;
        if (verb.equals("CREATE") && temporary && !StoredCode.isDefinition(tokens)) {
            int name = afterIf(tokens, i + 1);
            String made = tokens.name(name) ? name(tokens, name) : null;
            examination.effects.pin(new Pin(PinKind.TEMPORARY_TABLE, made));
            return examination.writer(StatementKind.DDL, "temporary table");
        }
        if (verb.equals("DROP") && table) {
            dropped(examination, afterIf(tokens, i + 1));
        } else if (verb.equals("DROP") && tokens.word(1, "PREPARE")) {
            examination.effects.implicitCommit = false;
            examination.effects.unpins.add(new Pin(PinKind.TEXT_PREPARE, tokens.unquoted(2)));
            return examination.writer(StatementKind.DEALLOCATE, "DROP PREPARE");
        }
        return examination.writer(StatementKind.DDL, "definition: " + verb);
    }

    /** A table's name as written, without quotes, with its schema where it has one. */
    static String name(Tokens tokens, int i) {
        return tokens.is(i + 1, TokenType.DOT) ? tokens.unquoted(i) + "." + tokens.unquoted(i + 2) : tokens.unquoted(i);
    }

    private static int afterIf(Tokens tokens, int i) {
        if (!tokens.word(i, "IF")) {
            return i;
        }
        return tokens.word(i + 1, "NOT") ? i + 3 : i + 2;
    }

    private static void dropped(Examination examination, int from) {
        Tokens tokens = examination.tokens;
        for (int i = from; tokens.name(i); ) {
            examination.effects.unpins.add(new Pin(PinKind.TEMPORARY_TABLE, name(tokens, i)));
            i += tokens.is(i + 1, TokenType.DOT) ? 3 : 1;
            if (!tokens.is(i, TokenType.COMMA)) {
                break;
            }
            i++;
        }
    }
}
