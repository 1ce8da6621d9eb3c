package io.github.proxysqljdbc.sql;

import java.util.BitSet;
import java.util.Set;

/**
 * A query as the parser is shown it: literals replaced by stand-ins, comments gone, and what the parser does not know, but what cannot
 * change what is read from where, taken out or replaced by its like.
 */
final class ParserText {
    /** JDBC's escapes that may stand in a query. */
    static final Set<String> ESCAPES = Set.of("D", "T", "TS", "FN", "OJ", "ESCAPE");

    private static final Set<String> WINDOW_CLAUSES = Set.of("PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS");

    private static final Set<String> INDEX_HINTS = Set.of("USE", "FORCE", "IGNORE");

    private static final int MOST_MODIFIERS = 20;

    private final Tokens tokens;
    private final StringBuilder text;
    private int depth;
    private int deepest;

    /** The commas between an expression and the type it is converted to. */
    private final BitSet beforeType = new BitSet();

    private ParserText(Tokens tokens) {
        this.tokens = tokens;
        this.text = new StringBuilder(tokens.size() * 6);
        int i = 0;
        while (i < tokens.size()) {
            i = append(i);
        }
    }

    static ParserText of(Tokens tokens) {
        return new ParserText(tokens);
    }

    int depth() {
        return deepest;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private int append(int i) {
        return switch (tokens.type(i)) {
            case STRING -> {
                put(tokens.word(i - 1, "AS") ? "`s`" : "'s'");
                int next = i + 1;
                while (tokens.is(next, TokenType.STRING)) {
                    next++;
                }
                yield next;
            }
            case NUMBER -> put("1", i);
            case USER_VARIABLE -> put("@@v", i);
            case SYSTEM_VARIABLE -> put("@@v", i);
            case QUOTED_NAME -> put(quotedName(i), i);
            case BRACE_OPEN -> tokens.word(i + 1, "ESCAPE") ? i + 1 : i + 2;
            case BRACE_CLOSE -> i + 1;
            case OPEN -> {
                deepest = Math.max(deepest, ++depth);
                yield put("(", i);
            }
            case CLOSE -> {
                depth--;
                yield put(")", i);
            }
            case COMMA -> put(beforeType.get(i) ? "AS" : ",", i);
            case OPERATOR -> put(tokens.operator(i, "<=>") ? "=" : tokens.text(i), i);
            case WORD -> word(i);
            default -> put(tokens.text(i), i);
        };
    }

    private int word(int i) {
        boolean afterDot = tokens.is(i - 1, TokenType.DOT);
        if (afterDot) {
            return put("`" + tokens.text(i) + "`", i);
        }
        if (tokens.word(i, "CASE")) {
            deepest = Math.max(deepest, ++depth);
        } else if (tokens.word(i, "END")) {
            depth--;
        }
        if (tokens.text(i).startsWith("_")
                && (tokens.is(i + 1, TokenType.STRING) || tokens.is(i + 1, TokenType.NUMBER))) {
            return i + 1;
        }
        if (tokens.wordIn(i, Keywords.SELECT_MODIFIERS)) {
            if (followsSelect(i)) {
                return i + 1;
            }
            if (tokens.word(i, "STRAIGHT_JOIN")) {
                return put("JOIN", i);
            }
        }
        int end = hintEnd(i);
        if (end > i) {
            return end;
        }
        return substitute(i);
    }

    private int substitute(int i) {
        if (tokens.words(i, "SOUNDS", "LIKE")) {
            return i + 1;
        }
        if (tokens.word(i, "XOR")) {
            return put("OR", i);
        }
        if (tokens.word(i, "MOD") && endsOperand(i - 1) && !tokens.is(i - 2, TokenType.BRACE_OPEN)) {
            return put("%", i);
        }
        if (tokens.word(i, "BINARY") && !tokens.word(i - 1, "AS") && startsOperand(i + 1)) {
            return i + 1;
        }
        if (tokens.word(i - 2, "OVER")
                && tokens.is(i - 1, TokenType.OPEN)
                && WINDOW_CLAUSES.contains(tokens.upper(i + 1))) {
            return tokens.word(i, "PARTITION") || tokens.word(i, "ORDER") ? put(tokens.text(i), i) : i + 1;
        }
        if (tokens.word(i, "TABLE") && tokens.name(i + 1)) {
            return put("SELECT * FROM", i);
        }
        if (tokens.word(i, "CONVERT") && holdsType(i + 1)) {
            return put("CAST", i);
        }
        if (tokens.word(i, "RLIKE")) {
            return put("REGEXP", i);
        }
        return put(tokens.text(i), i);
    }

    /** Whether the parentheses of a CONVERT hold an expression and a type, with a comma between; CAST has AS there. */
    private boolean holdsType(int open) {
        int inside = 0;
        for (int i = open; i < tokens.size(); i++) {
            switch (tokens.type(i)) {
                case OPEN -> inside++;
                case CLOSE -> inside--;
                case COMMA -> {
                    if (inside == 1) {
                        beforeType.set(i);
                        return true;
                    }
                }
                default -> {}
            }
            if (inside == 0 || inside > ParserWitness.MAX_DEPTH) {
                return false;
            }
        }
        return false;
    }

    private boolean endsOperand(int i) {
        return switch (tokens.type(i)) {
            case QUOTED_NAME, STRING, NUMBER, PARAMETER, USER_VARIABLE, SYSTEM_VARIABLE, CLOSE -> true;
            case WORD -> !Keywords.BEFORE_PARENTHESIS.contains(tokens.upper(i));
            default -> false;
        };
    }

    private boolean startsOperand(int i) {
        return switch (tokens.type(i)) {
            case WORD, QUOTED_NAME, STRING, NUMBER, PARAMETER, USER_VARIABLE, SYSTEM_VARIABLE -> true;
            default -> false;
        };
    }

    private boolean followsSelect(int i) {
        int before = i - 1;
        while (before > i - MOST_MODIFIERS
                && (tokens.wordIn(before, Keywords.SELECT_MODIFIERS)
                        || tokens.word(before, "DISTINCT")
                        || tokens.word(before, "ALL")
                        || tokens.word(before, "DISTINCTROW"))) {
            before--;
        }
        return tokens.word(before, "SELECT");
    }

    /** Behind an index hint, a partition list, FOR SYSTEM_TIME ALL or PROCEDURE ANALYSE that begins here; {@code i} if none does. */
    private int hintEnd(int i) {
        int open = i;
        if (tokens.wordIn(i, INDEX_HINTS) && (tokens.word(i + 1, "INDEX") || tokens.word(i + 1, "KEY"))) {
            open = i + 2;
            if (tokens.words(open, "FOR", "JOIN")) {
                open += 2;
            } else if (tokens.words(open + 1, "ORDER", "BY") || tokens.words(open + 1, "GROUP", "BY")) {
                open += 3;
            }
        } else if (tokens.word(i, "PARTITION") && tokens.name(i + 2)) {
            open = i + 1;
        } else if (tokens.words(i, "FOR", "SYSTEM_TIME") && tokens.word(i + 2, "ALL")) {
            return i + 3;
        } else if (tokens.words(i, "PROCEDURE", "ANALYSE")) {
            return analyseEnd(i);
        } else {
            return i;
        }
        int close = tokens.is(open, TokenType.OPEN) ? tokens.closingList(open, Tokens.NAMES) : tokens.size();
        return close < tokens.size() ? close + 1 : i;
    }

    private int analyseEnd(int i) {
        int close = tokens.is(i + 2, TokenType.OPEN) ? tokens.closingList(i + 2, Tokens.NUMBERS) : tokens.size();
        return close == tokens.size() - 1 ? close + 1 : i;
    }

    private String quotedName(int i) {
        String name = tokens.unquoted(i);
        boolean plain =
                !name.isEmpty() && name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
        return plain ? "`" + name + "`" : "`q`";
    }

    private void put(String part) {
        boolean glue = text.length() == 0 || ".".equals(part) || text.charAt(text.length() - 1) == '.';
        if (!glue && !"(".equals(part)) {
            text.append(' ');
        }
        text.append(part);
    }

    private int put(String part, int i) {
        put(part);
        return i + 1;
    }
}
