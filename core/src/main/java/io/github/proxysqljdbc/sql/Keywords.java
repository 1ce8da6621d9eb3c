package io.github.proxysqljdbc.sql;

import java.util.Arrays;
import java.util.Set;

/** Words of SQL that the package must know, in upper case. */
final class Keywords {
    /** Words that another operand follows, so that a sign behind them belongs to a number. */
    private static final String[][] TAKE_OPERAND = byLength(
            "SELECT",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "XOR",
            "BETWEEN",
            "THEN",
            "ELSE",
            "WHEN",
            "CASE",
            "LIKE",
            "IN",
            "SET",
            "BY",
            "ON",
            "HAVING",
            "INTERVAL",
            "RETURN",
            "LIMIT",
            "OFFSET",
            "DISTINCT",
            "DIV",
            "MOD",
            "REGEXP",
            "RLIKE",
            "VALUES",
            "DEFAULT",
            "BINARY");

    private static final String[][] CONSTANTS = byLength("NULL", "DEFAULT", "TRUE", "FALSE");

    /** Reserved words that may stand before a parenthesis without being a function's name, in a statement that only reads. */
    static final Set<String> BEFORE_PARENTHESIS = Set.of(
            "IN",
            "AND",
            "OR",
            "NOT",
            "XOR",
            "ON",
            "USING",
            "AS",
            "FROM",
            "JOIN",
            "WHERE",
            "HAVING",
            "BY",
            "SELECT",
            "DISTINCT",
            "ALL",
            "EXISTS",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "BETWEEN",
            "LIKE",
            "REGEXP",
            "RLIKE",
            "DIV",
            "MOD",
            "INTERVAL",
            "VALUES",
            "ROW",
            "OVER",
            "LIMIT",
            "BINARY",
            "INDEX",
            "KEY",
            "PARTITION",
            "STRAIGHT_JOIN",
            "CHAR",
            "NCHAR",
            "VARCHAR",
            "VARBINARY",
            "DECIMAL",
            "DEC",
            "NUMERIC",
            "FLOAT",
            "DOUBLE",
            "REAL",
            "INT",
            "INTEGER",
            "UNSIGNED",
            "CONVERT",
            "CAST",
            "EXTRACT");

    /** Words that may stand before a parenthesis only if a query follows in it. */
    static final Set<String> BEFORE_QUERY = Set.of("UNION", "EXCEPT", "INTERSECT", "MINUS", "LATERAL", "ANY", "SOME");

    static final Set<String> QUERY_STARTS = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    /** Reserved words that no read contains, but as the name of a function or behind a dot. */
    static final Set<String> WRITING = Set.of(
            "INSERT", "UPDATE", "DELETE", "REPLACE", "CALL", "DROP", "ALTER", "CREATE", "GRANT", "REVOKE", "LOAD",
            "RENAME", "KILL", "PURGE");

    /** Modifiers between SELECT and its columns that change nothing but the plan. */
    static final Set<String> SELECT_MODIFIERS = Set.of(
            "HIGH_PRIORITY",
            "STRAIGHT_JOIN",
            "SQL_SMALL_RESULT",
            "SQL_BIG_RESULT",
            "SQL_BUFFER_RESULT",
            "SQL_NO_CACHE",
            "SQL_CACHE",
            "SQL_CALC_FOUND_ROWS");

    /** Schemas that hold the server's own data. */
    static final Set<String> SERVER_SCHEMAS = Set.of("INFORMATION_SCHEMA", "PERFORMANCE_SCHEMA", "MYSQL", "SYS");

    private Keywords() {}

    static boolean takesOperand(String sql, int start, int end) {
        return contains(TAKE_OPERAND, sql, start, end);
    }

    static boolean isConstant(String sql, int start, int end) {
        return contains(CONSTANTS, sql, start, end);
    }

    private static boolean contains(String[][] words, String sql, int start, int end) {
        int length = end - start;
        if (length >= words.length) {
            return false;
        }
        for (String word : words[length]) {
            if (sql.regionMatches(true, start, word, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private static String[][] byLength(String... words) {
        int longest = Arrays.stream(words).mapToInt(String::length).max().orElse(0);
        String[][] byLength = new String[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            byLength[length] =
                    Arrays.stream(words).filter(word -> word.length() == wanted).toArray(String[]::new);
        }
        return byLength;
    }
}
