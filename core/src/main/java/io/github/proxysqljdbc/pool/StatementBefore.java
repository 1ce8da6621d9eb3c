package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.pool.PhysicalConnection.Counts;
import io.github.proxysqljdbc.sql.Condition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a connection what its last statement left. Never through a cursor: Connector/J prepares what it fetches through one, MySQL refuses that for
 * {@code SHOW WARNINGS}, and then it is this refusal that is shown. Queries have a LIMIT, for the session's {@code sql_select_limit} may be 0.
 */
final class StatementBefore {
    private StatementBefore() {}

    /** Has the server report and send its status flags. */
    static void askStatus(Connection driver) throws SQLException {
        try (Statement statement = withoutCursor(driver)) {
            statement.execute("SHOW WARNINGS LIMIT 0");
        }
    }

    static Counts counts(Connection driver) throws SQLException {
        try (Statement statement = withoutCursor(driver);
                ResultSet row = statement.executeQuery("SELECT ROW_COUNT(), FOUND_ROWS() LIMIT 1")) {
            return row.next() ? new Counts(row.getLong(1), row.getLong(2)) : new Counts(-1, 0);
        }
    }

    static List<Condition> conditions(Connection driver) throws SQLException {
        List<Condition> conditions = new ArrayList<>();
        try (Statement statement = withoutCursor(driver);
                ResultSet rows = statement.executeQuery("SHOW WARNINGS")) {
            while (rows.next()) {
                conditions.add(new Condition(rows.getString(1), rows.getInt(2), rows.getString(3)));
            }
        }
        return conditions;
    }

    private static Statement withoutCursor(Connection driver) throws SQLException {
        Statement statement = driver.createStatement();
        statement.setFetchSize(0);
        return statement;
    }
}
