package io.github.proxysqljdbc.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Finds in any statement, wherever it stands there, what reaches beyond its rows: locks by name, user variables, what the connection
 * remembers of the statement before.
 */
final class EffectScan {
    /** Statements that may assign any user variable they name: OUT parameters, columns of a file, diagnostics. */
    private static final Set<String> ASSIGN_BY_POSITION = Set.of("LOAD", "CALL", "EXECUTE", "GET");

    private final Tokens tokens;
    private final Effects.Builder effects;
    private boolean literalMatters;

    private EffectScan(Tokens tokens, Effects.Builder effects) {
        this.tokens = tokens;
        this.effects = effects;
    }

    /** Returns whether a literal of the text matters. */
    static boolean scan(Tokens tokens, Effects.Builder effects) {
        EffectScan scan = new EffectScan(tokens, effects);
        scan.run();
        return scan.literalMatters;
    }

    private void run() {
        boolean assignsByPosition = tokens.is(0, TokenType.BRACE_OPEN) || tokens.wordIn(0, ASSIGN_BY_POSITION);
        boolean into = false;
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.type(i)) {
                case USER_VARIABLE -> userVariable(i, assignsByPosition || into);
                case SYSTEM_VARIABLE -> systemVariable(i);
                case WORD, QUOTED_NAME -> {
                    into = tokens.word(i, "INTO");
                    word(i);
                }
                case COMMA -> {}
                default -> into = false;
            }
        }
    }

    private void userVariable(int i, boolean assigned) {
        if (isTargetOfSet(i)) {
            return;
        }
        String name = tokens.userVariable(i);
        if (assigned || tokens.is(i + 1, TokenType.ASSIGN)) {
            effects.pin(new Pin(PinKind.USER_VARIABLE, name));
        } else if (tokens.isUserVariable(i)) {
            effects.readsUserVariable(name);
        }
    }

    /** SetGrammar looks after what a SET assigns. */
    private boolean isTargetOfSet(int i) {
        return tokens.word(0, "SET")
                && (i == 1 || tokens.is(i - 1, TokenType.COMMA))
                && (tokens.operator(i + 1, "=") || tokens.is(i + 1, TokenType.ASSIGN));
    }

    private void systemVariable(int i) {
        if (tokens.is(i + 1, TokenType.DOT) || tokens.text(i).endsWith(".")) {
            effects.diagnostics.add(Diagnostic.CONNECTION_VARIABLE); // Its name stands behind a blank.
        }
        switch (tokens.systemVariable(i)) {
            case "identity", "last_insert_id" -> effects.diagnostics.add(Diagnostic.LAST_INSERT_ID);
            case "warning_count", "error_count" -> effects.diagnostics.add(Diagnostic.WARNINGS);
            case "pseudo_thread_id" -> connectionId();
            case "last_gtid", "in_transaction", "insert_id", "rand_seed1", "rand_seed2", "pseudo_slave_mode" ->
                effects.diagnostics.add(Diagnostic.CONNECTION_VARIABLE);
            default -> {}
        }
    }

    /** Whoever knows the id may kill by it, or look it up, as long as the session lasts. */
    private void connectionId() {
        effects.diagnostics.add(Diagnostic.CONNECTION_ID);
        effects.pin(new Pin(PinKind.CONNECTION_ID, null));
    }

    private void word(int i) {
        if (tokens.is(i + 1, TokenType.OPEN)) {
            call(tokens.unquoted(i).toUpperCase(Locale.ROOT), i + 2);
        } else if (tokens.word(i, "SQL_CALC_FOUND_ROWS")) {
            effects.leaves.add(Diagnostic.FOUND_ROWS);
        } else if (tokens.words(i, "PREVIOUS", "VALUE")
                || (tokens.is(i - 1, TokenType.DOT) && tokens.word(i, "CURRVAL"))) {
            effects.diagnostics.add(Diagnostic.SEQUENCE);
        }
    }

    /** Behind a dot, too: MariaDB has all its functions in {@code mariadb_schema}. */
    private void call(String function, int argument) {
        switch (function) {
            case "GET_LOCK", "SERVICE_GET_READ_LOCKS", "SERVICE_GET_WRITE_LOCKS" -> {
                effects.pin(new Pin(PinKind.NAMED_LOCK, tokens.stringValue(argument)));
                literalMatters = true;
            }
            case "RELEASE_LOCK", "SERVICE_RELEASE_LOCKS" -> {
                String name = tokens.stringValue(argument);
                if (name != null) {
                    effects.unpins.add(new Pin(PinKind.NAMED_LOCK, name));
                }
                literalMatters = true;
            }
            case "RELEASE_ALL_LOCKS" -> effects.unpins.add(new Pin(PinKind.NAMED_LOCK, null));
            case "LAST_INSERT_ID" -> {
                if (tokens.is(argument, TokenType.CLOSE)) {
                    effects.diagnostics.add(Diagnostic.LAST_INSERT_ID);
                } else {
                    effects.leaves.add(Diagnostic.LAST_INSERT_ID);
                }
            }
            case "ROW_COUNT" -> effects.diagnostics.add(Diagnostic.ROW_COUNT);
            case "FOUND_ROWS" -> effects.diagnostics.add(Diagnostic.FOUND_ROWS);
            case "CONNECTION_ID", "PS_CURRENT_THREAD_ID" -> {
                connectionId();
            }
            case "LASTVAL" -> effects.diagnostics.add(Diagnostic.SEQUENCE);
            default -> {}
        }
    }
}
