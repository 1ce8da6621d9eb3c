package io.github.proxysqljdbc.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What an application set on a statement, to be set on each physical statement. Made only for statements on which something was set. */
final class StatementSettings {
    private int queryTimeoutSeconds;
    private int fetchSize;
    private long maxRows;
    private int maxFieldSize = -1;
    private int fetchDirection = java.sql.ResultSet.FETCH_FORWARD;
    private boolean escapeProcessing = true;
    private boolean poolable;
    private boolean poolableSet;
    private @Nullable String cursorName;

    /** The same settings, which do not change with these. */
    StatementSettings copy() {
        StatementSettings copy = new StatementSettings();
        copy.queryTimeoutSeconds = queryTimeoutSeconds;
        copy.fetchSize = fetchSize;
        copy.maxRows = maxRows;
        copy.maxFieldSize = maxFieldSize;
        copy.fetchDirection = fetchDirection;
        copy.escapeProcessing = escapeProcessing;
        copy.poolable = poolable;
        copy.poolableSet = poolableSet;
        copy.cursorName = cursorName;
        return copy;
    }

    /** Sets all of it on a physical statement, with the overloads that the application used. */
    void on(Statement physical) throws SQLException {
        if (queryTimeoutSeconds != 0) {
            physical.setQueryTimeout(queryTimeoutSeconds);
        }
        if (fetchSize != 0) {
            physical.setFetchSize(fetchSize);
        }
        if (maxRows != 0) {
            physical.setLargeMaxRows(maxRows);
        }
        if (maxFieldSize >= 0) {
            physical.setMaxFieldSize(maxFieldSize);
        }
        if (fetchDirection != java.sql.ResultSet.FETCH_FORWARD) {
            physical.setFetchDirection(fetchDirection);
        }
        if (!escapeProcessing) {
            physical.setEscapeProcessing(false);
        }
        if (poolableSet) {
            physical.setPoolable(poolable);
        }
        if (cursorName != null) {
            physical.setCursorName(cursorName);
        }
    }

    int queryTimeoutSeconds() {
        return queryTimeoutSeconds;
    }

    void queryTimeoutSeconds(int seconds) throws SQLException {
        queryTimeoutSeconds = notNegative("query timeout", seconds);
    }

    int fetchSize() {
        return fetchSize;
    }

    /** Connector/J streams the rows for {@link Integer#MIN_VALUE}, which is therefore allowed. */
    void fetchSize(int rows) throws SQLException {
        fetchSize = rows == Integer.MIN_VALUE ? rows : notNegative("fetch size", rows);
    }

    /** Whether the rows come one by one, so that the connection is busy until the last of them. */
    boolean streams() {
        return fetchSize == Integer.MIN_VALUE;
    }

    long maxRows() {
        return maxRows;
    }

    void maxRows(long rows) throws SQLException {
        if (rows < 0) {
            throw negative("maximum of rows", rows);
        }
        maxRows = rows;
    }

    int maxFieldSize() {
        return Math.max(0, maxFieldSize);
    }

    void maxFieldSize(int bytes) throws SQLException {
        maxFieldSize = notNegative("maximal field size", bytes);
    }

    int fetchDirection() {
        return fetchDirection;
    }

    void fetchDirection(int direction) throws SQLException {
        if (direction != java.sql.ResultSet.FETCH_FORWARD
                && direction != java.sql.ResultSet.FETCH_REVERSE
                && direction != java.sql.ResultSet.FETCH_UNKNOWN) {
            throw new SQLException("no such fetch direction: " + direction, "HY009");
        }
        fetchDirection = direction;
    }

    void escapeProcessing(boolean on) {
        escapeProcessing = on;
    }

    boolean poolable() {
        return poolable;
    }

    void poolable(boolean on) {
        poolable = on;
        poolableSet = true;
    }

    void cursorName(String name) {
        cursorName = name;
    }

    private static int notNegative(String what, int value) throws SQLException {
        if (value < 0) {
            throw negative(what, value);
        }
        return value;
    }

    private static SQLException negative(String what, long value) {
        return new SQLException("the " + what + " cannot be " + value + "; it is 0 (no limit) or more", "HY009");
    }
}
