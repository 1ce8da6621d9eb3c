package io.github.proxysqljdbc.sql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a statement that asks what the one before it left on its connection, so that another connection gives the same answer: functions
 * and variables become their values, and {@code SHOW WARNINGS} a query of constants. Column names and parameters stay as they were.
 */
public final class DiagnosticText {
    private static final Set<String> BEFORE_COLUMNS = Set.of("ALL", "DISTINCT", "SQL_NO_CACHE");
    private static final Set<String> AFTER_COLUMNS =
            Set.of("FROM", "INTO", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "FOR", "PROCEDURE");

    private final Tokens tokens;
    private final String sql;
    private final Answers answers;
    private final StringBuilder rewritten = new StringBuilder();
    private int copied;
    private boolean unknown;

    /**
     * What the statement before left.
     *
     * @param rowCount what {@code ROW_COUNT()} says
     * @param foundRows what {@code FOUND_ROWS()} says; negative if that is not known
     * @param conditions what {@code SHOW WARNINGS} lists
     */
    public record Answers(long rowCount, long foundRows, List<Condition> conditions) {
        /** Makes the list immutable. */
        public Answers {
            conditions = List.copyOf(conditions);
        }

        private long errors() {
            return conditions.stream().filter(Condition::isError).count();
        }
    }

    private DiagnosticText(String sql, Dialect dialect, Answers answers) {
        this.sql = sql;
        this.tokens = new Tokens(sql, dialect);
        this.answers = answers;
    }

    /** The text to send instead; null if the question cannot be written so that another connection answers it. */
    public static @Nullable String rewrite(String sql, Dialect dialect, Answers answers) {
        DiagnosticText text = new DiagnosticText(sql, dialect, answers);
        if (text.tokens.word(0, "SHOW")) {
            return text.show();
        }
        return text.tokens.word(0, "GET") ? null : text.replaceValues();
    }

    private @Nullable String show() {
        if (tokens.word(1, "COUNT")) {
            boolean errors = tokens.word(tokens.size() - 1, "ERRORS");
            return "SELECT "
                    + unsigned(errors ? answers.errors() : answers.conditions().size()) + " AS `@@session."
                    + (errors ? "error" : "warning") + "_count`";
        }
        if (!tokens.word(1, "WARNINGS") && !tokens.word(1, "ERRORS")) {
            return null;
        }
        boolean errorsOnly = tokens.word(1, "ERRORS");
        String rows = answers.conditions().stream()
                .filter(condition -> !errorsOnly || condition.isError())
                .map(condition -> row(condition) + " FROM DUAL")
                .collect(Collectors.joining(" UNION ALL "));
        String limit = tokens.word(2, "LIMIT") ? ' ' + tokens.text(2, tokens.size() - 1) : "";
        return (rows.isEmpty() ? row(new Condition("", 0, "")) + " FROM DUAL WHERE FALSE" : rows) + limit;
    }

    private static String row(Condition condition) {
        return "SELECT " + string(condition.level()) + " AS `Level`, CAST(" + condition.code()
                + " AS UNSIGNED) AS `Code`, " + string(condition.message()) + " AS `Message`";
    }

    /** In hexadecimal, which no {@code sql_mode} reads differently. */
    private static String string(String text) {
        return "CONVERT(X'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "' USING utf8mb4)";
    }

    /** A BIGINT, which a small number by itself is not on MariaDB. */
    private static String number(long value) {
        return "COALESCE(" + value + ", " + Long.MAX_VALUE + ')';
    }

    private static String unsigned(long value) {
        return "COALESCE(CAST(" + value + " AS UNSIGNED), " + Long.toUnsignedString(-1) + ')';
    }

    private @Nullable String replaceValues() {
        int from = 0;
        if (tokens.word(0, "SELECT")) {
            from = 1;
            while (tokens.wordIn(from, BEFORE_COLUMNS)) {
                from++;
            }
            while (from < tokens.size() && !endsColumns(from)) {
                int end = endOfColumn(from);
                int replacements = replaceValues(from, end);
                keepName(from, end, replacements);
                from = tokens.is(end, TokenType.COMMA) ? end + 1 : end;
            }
        }
        replaceValues(from, tokens.size());
        return unknown ? null : rewritten.append(sql, copied, sql.length()).toString();
    }

    private int replaceValues(int from, int end) {
        int replacements = 0;
        for (int i = from; i < end; i++) {
            Long value = value(i);
            if (value != null) {
                replace(i, tokens.is(i, TokenType.SYSTEM_VARIABLE) ? i : i + 2, value);
                replacements++;
            }
        }
        return replacements;
    }

    private @Nullable Long value(int i) {
        if (isCall(i, "ROW_COUNT")) {
            return answers.rowCount();
        }
        if (isCall(i, "FOUND_ROWS")) {
            unknown |= answers.foundRows() < 0;
            return answers.foundRows();
        }
        if (!tokens.is(i, TokenType.SYSTEM_VARIABLE)) {
            return null;
        }
        return switch (tokens.systemVariable(i)) {
            case "warning_count" -> (long) answers.conditions().size();
            case "error_count" -> answers.errors();
            default -> null;
        };
    }

    private boolean isCall(int i, String function) {
        return tokens.is(i + 1, TokenType.OPEN)
                && tokens.is(i + 2, TokenType.CLOSE)
                && !tokens.is(i - 1, TokenType.DOT)
                && tokens.name(i)
                && tokens.unquoted(i).toUpperCase(Locale.ROOT).equals(function);
    }

    private void replace(int first, int last, long value) {
        boolean variable = tokens.is(first, TokenType.SYSTEM_VARIABLE);
        rewritten.append(sql, copied, tokens.start(first)).append(variable ? unsigned(value) : number(value));
        copied = tokens.end(last);
    }

    /** Where the column ends that begins here; the index after its last token. */
    private int endOfColumn(int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.is(i, TokenType.OPEN)) {
                depth++;
            } else if (tokens.is(i, TokenType.CLOSE)) {
                depth--;
            } else if (depth == 0 && (tokens.is(i, TokenType.COMMA) || endsColumns(i))) {
                return i;
            }
        }
        return tokens.size();
    }

    private boolean endsColumns(int i) {
        return tokens.is(i, TokenType.SEMICOLON) || tokens.wordIn(i, AFTER_COLUMNS);
    }

    /** Gives the column the name that its text gave it, if it has no alias. */
    private void keepName(int first, int end, int replacements) {
        boolean alias = tokens.word(end - 2, "AS")
                || ((tokens.name(end - 1) || tokens.is(end - 1, TokenType.STRING))
                        && (tokens.is(end - 2, TokenType.CLOSE) || tokens.is(end - 2, TokenType.SYSTEM_VARIABLE)));
        if (replacements > 0 && !alias) {
            rewritten
                    .append(sql, copied, tokens.end(end - 1))
                    .append(" AS `")
                    .append(tokens.text(first, end - 1).replace("`", "``"))
                    .append('`');
            copied = tokens.end(end - 1);
        }
    }
}
