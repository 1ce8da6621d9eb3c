package io.github.proxysqljdbc.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A statement of our own making, of which nothing comes but that it succeeds: those about savepoints.
 *
 * @param sql its text
 */
record ReplayedText(String sql) implements Replayable {
    static final String DONE = "done";

    @Override
    public long bytes() {
        return sql.length();
    }

    @Override
    public String on(Connection driver, int timeoutSeconds) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            statement.setQueryTimeout(timeoutSeconds);
            statement.execute(sql);
            return DONE;
        }
    }
}
