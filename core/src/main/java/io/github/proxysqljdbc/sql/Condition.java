package io.github.proxysqljdbc.sql;

/**
 * One message that a statement left on its connection, as a row of {@code SHOW WARNINGS}.
 *
 * @param level {@code Note}, {@code Warning} or {@code Error}
 * @param code the server's error number
 * @param message the server's words
 */
public record Condition(String level, int code, String message) {
    boolean isError() {
        return level.equalsIgnoreCase("Error");
    }
}
