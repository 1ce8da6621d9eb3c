package io.github.proxysqljdbc.sql;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first witness for a reader: looks at the tokens of a query for anything that writes, locks, leaves something behind, or is not known
 * to be harmless. Errs towards an objection.
 */
final class QueryWitness {
    /**
     * A reason to go to the writer.
     *
     * @param doubt its kind
     * @param reason in words
     * @param cautious whether it is only lack of knowledge, not a known danger
     */
    record Objection(ReadDoubt doubt, String reason, boolean cautious) {}

    /** System variables that tell how far writing has come, which is the writer's to say. */
    private static final Set<String> POSITIONS =
            Set.of("gtid_executed", "gtid_binlog_pos", "gtid_binlog_state", "gtid_current_pos");

    private final Tokens tokens;
    private @Nullable Objection caution;

    private QueryWitness(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The worst objection to sending the query to a reader, or {@code null}. */
    static @Nullable Objection objection(Tokens tokens) {
        if (tokens.bad()) {
            return danger(ReadDoubt.NOT_UNDERSTOOD, "text that servers read differently");
        }
        if (tokens.executableComment()) {
            return danger(ReadDoubt.NOT_UNDERSTOOD, "executable comment");
        }
        QueryWitness witness = new QueryWitness(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            Objection danger = witness.look(i);
            if (danger != null) {
                return danger;
            }
        }
        return witness.caution;
    }

    private static Objection danger(ReadDoubt doubt, String reason) {
        return new Objection(doubt, reason, false);
    }

    private void caution(ReadDoubt doubt, String reason) {
        if (caution == null) {
            caution = new Objection(doubt, reason, true);
        }
    }

    private @Nullable Objection look(int i) {
        return switch (tokens.type(i)) {
            case ASSIGN -> danger(ReadDoubt.READ_THAT_WRITES, "assignment of a user variable");
            case BRACE_OPEN -> brace(i);
            case SYSTEM_VARIABLE ->
                POSITIONS.contains(tokens.systemVariable(i))
                        ? danger(ReadDoubt.SERVER_STATE, "position of the writer: " + tokens.systemVariable(i))
                        : null;
            case WORD -> tokens.is(i - 1, TokenType.DOT) ? afterDot(i) : word(i);
            case QUOTED_NAME -> quotedName(i);
            default -> null;
        };
    }

    private @Nullable Objection brace(int i) {
        if (!tokens.wordIn(i + 1, ParserText.ESCAPES)) {
            caution(ReadDoubt.NOT_UNDERSTOOD, "escape that is not known");
        }
        return null;
    }

    private @Nullable Objection word(int i) {
        if (tokens.is(i + 1, TokenType.OPEN)) {
            return beforeParenthesis(i);
        }
        if (tokens.word(i, "INTO")) {
            return danger(ReadDoubt.READ_THAT_WRITES, "SELECT … INTO");
        }
        if (tokens.word(i, "FOR") && (tokens.word(i + 1, "UPDATE") || tokens.word(i + 1, "SHARE"))) {
            return danger(ReadDoubt.LOCKING_READ, "locking read: FOR " + tokens.upper(i + 1));
        }
        if (tokens.words(i, "LOCK", "IN")) {
            return danger(ReadDoubt.LOCKING_READ, "locking read: LOCK IN SHARE MODE");
        }
        if (tokens.words(i, "NEXT", "VALUE") || tokens.words(i, "PREVIOUS", "VALUE")) {
            return danger(ReadDoubt.READ_THAT_WRITES, "value of a sequence");
        }
        if (tokens.wordIn(i, Keywords.WRITING)) {
            return danger(ReadDoubt.READ_THAT_WRITES, "contains " + tokens.upper(i));
        }
        return schema(i);
    }

    private @Nullable Objection afterDot(int i) {
        if (tokens.is(i + 1, TokenType.OPEN) && !isColumnList(i)) {
            caution(ReadDoubt.UNKNOWN_FUNCTION, "schema-qualified call " + tokens.text(i - 2, i));
        }
        return tokens.word(i, "NEXTVAL") || tokens.word(i, "CURRVAL")
                ? danger(ReadDoubt.READ_THAT_WRITES, "value of a sequence")
                : null;
    }

    private @Nullable Objection quotedName(int i) {
        if (tokens.is(i + 1, TokenType.OPEN) && !isColumnList(i)) {
            caution(ReadDoubt.UNKNOWN_FUNCTION, "call of a quoted name " + tokens.text(i));
        }
        if (tokens.is(i - 1, TokenType.DOT)) {
            String name = tokens.unquoted(i);
            return name.equalsIgnoreCase("nextval") || name.equalsIgnoreCase("currval")
                    ? danger(ReadDoubt.READ_THAT_WRITES, "value of a sequence")
                    : null;
        }
        return schema(i);
    }

    private @Nullable Objection schema(int i) {
        if (!tokens.is(i + 1, TokenType.DOT) || tokens.is(i - 1, TokenType.DOT)) {
            return null;
        }
        String name = tokens.unquoted(i);
        for (String schema : Keywords.SERVER_SCHEMAS) {
            if (schema.equalsIgnoreCase(name)) {
                String table = tokens.unquoted(i + 2);
                if (!"replica_host_status".equalsIgnoreCase(table)) {
                    caution(ReadDoubt.SERVER_STATE, "schema " + schema.toLowerCase(Locale.ROOT));
                }
            }
        }
        return null;
    }

    private @Nullable Objection beforeParenthesis(int i) {
        String name = tokens.upper(i);
        if (Functions.isHarmless(name)) {
            if (tokens.spaced(i + 1) && !tokens.dialect().ignoreSpace() && Functions.needsParenthesisAtOnce(name)) {
                caution(
                        ReadDoubt.UNKNOWN_FUNCTION,
                        "blank between " + name + " and its parenthesis: a stored function");
            }
            return null;
        }
        String known = Functions.danger(name);
        if (known != null) {
            return danger(ReadDoubt.WRITER_FUNCTION, known);
        }
        boolean keyword = Keywords.BEFORE_PARENTHESIS.contains(name)
                || (Keywords.BEFORE_QUERY.contains(name) && startsQuery(i + 2))
                || (name.equals("AGAINST") && followsMatch(i - 1))
                || (name.equals("OF") && tokens.word(i - 1, "MEMBER"))
                || (name.equals("GROUP") && tokens.word(i - 1, "WITHIN"))
                || (name.equals("COLUMNS") && tokens.is(i - 1, TokenType.STRING))
                || (name.equals("ANALYSE")
                        && tokens.word(i - 1, "PROCEDURE")
                        && tokens.closingList(i + 1, Tokens.NUMBERS) == tokens.size() - 1)
                || isColumnList(i);
        if (!keyword) {
            caution(ReadDoubt.UNKNOWN_FUNCTION, "unknown function " + tokens.text(i));
        }
        return null;
    }

    /** Whether MATCH and its columns end here. */
    private boolean followsMatch(int i) {
        int before = i;
        while ((tokens.name(before) && !tokens.word(before, "AGAINST"))
                || tokens.is(before, TokenType.DOT)
                || tokens.is(before, TokenType.COMMA)
                || tokens.is(before, TokenType.OPEN)
                || tokens.is(before, TokenType.CLOSE)) {
            if (tokens.word(before, "MATCH")) {
                return true;
            }
            before--;
        }
        return false;
    }

    private boolean startsQuery(int i) {
        int first = i;
        while (tokens.is(first, TokenType.OPEN)) {
            first++;
        }
        return tokens.wordIn(first, Keywords.QUERY_STARTS);
    }

    /** Whether the name is that of a common table expression, a derived table or a type, so that no call can stand there. */
    private boolean isColumnList(int i) {
        if (tokens.word(i - 1, "AS")) {
            return true;
        }
        boolean mayBeTableExpression =
                tokens.word(i - 1, "WITH") || tokens.word(i - 1, "RECURSIVE") || tokens.is(i - 1, TokenType.COMMA);
        int close = mayBeTableExpression ? tokens.closingList(i + 1, Tokens.NAMES) : tokens.size();
        return tokens.word(close + 1, "AS") && tokens.is(close + 2, TokenType.OPEN);
    }
}
