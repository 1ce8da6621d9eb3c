package io.github.proxysqljdbc.sql;

import java.util.Locale;

/**
 * The parts of a session's {@code sql_mode} that change how its SQL text is read (MySQL Reference Manual, "Server SQL Modes").
 *
 * @param ansiQuotes a double quote opens an identifier instead of a string
 * @param noBackslashEscapes a backslash in a string is an ordinary character
 * @param ignoreSpace blanks may stand between the name of a built-in function and its parenthesis
 */
public record Dialect(boolean ansiQuotes, boolean noBackslashEscapes, boolean ignoreSpace) {
    /** What a server starts with. */
    public static final Dialect STANDARD = new Dialect(false, false, false);

    private static final Dialect[] ALL = new Dialect[8];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = i == 0 ? STANDARD : new Dialect((i & 1) != 0, (i & 2) != 0, (i & 4) != 0);
        }
    }

    /** The shared instance with these properties. */
    public static Dialect of(boolean ansiQuotes, boolean noBackslashEscapes, boolean ignoreSpace) {
        return ALL[(ansiQuotes ? 1 : 0) | (noBackslashEscapes ? 2 : 0) | (ignoreSpace ? 4 : 0)];
    }

    /**
     * The shared instance for a value of {@code sql_mode}: names separated by commas in any case, or the number that stands for them.
     * Modes that stand for several others (ANSI, and MariaDB's ORACLE, MSSQL, DB2, POSTGRESQL, MAXDB) are resolved.
     */
    public static Dialect ofSqlMode(String sqlMode) {
        boolean ansiQuotes = false;
        boolean noBackslashEscapes = false;
        boolean ignoreSpace = false;
        for (String mode : sqlMode.toUpperCase(Locale.ROOT).split(",", -1)) {
            switch (mode.strip()) {
                case "ANSI_QUOTES" -> ansiQuotes = true;
                case "NO_BACKSLASH_ESCAPES" -> noBackslashEscapes = true;
                case "IGNORE_SPACE" -> ignoreSpace = true;
                case "ANSI", "ORACLE", "MSSQL", "DB2", "POSTGRESQL", "MAXDB" -> {
                    ansiQuotes = true;
                    ignoreSpace = true;
                }
                default -> {
                    if (isNumber(mode.strip())) {
                        return ofBits(Long.parseLong(mode.strip()));
                    }
                }
            }
        }
        return of(ansiQuotes, noBackslashEscapes, ignoreSpace);
    }

    /** 0 to 7; 0 is {@link #STANDARD}. */
    public int ordinal() {
        return (ansiQuotes ? 1 : 0) | (noBackslashEscapes ? 2 : 0) | (ignoreSpace ? 4 : 0);
    }

    /** The bits of {@code sql_mode} as MySQL's and MariaDB's sources number them (MODE_ANSI_QUOTES and so on). */
    private static Dialect ofBits(long bits) {
        return of((bits & 4) != 0, (bits & 0x10_0000) != 0, (bits & 8) != 0);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
