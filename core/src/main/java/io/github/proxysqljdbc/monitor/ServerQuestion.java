package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.topology.ServerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Asks which server answers on a new connection: an address may lead to another one than before, or to another run of it. Needs no privilege.
 * Stateless.
 */
final class ServerQuestion {
    /** MySQL has {@code server_uuid}, MariaDB {@code server_uid}, Aurora {@code aurora_server_id}; each server answers with those it knows. */
    private static final String NAMES =
            "SHOW GLOBAL VARIABLES WHERE variable_name IN ('server_id', 'server_uuid', 'server_uid', 'aurora_server_id', 'hostname')";

    private static final String UPTIME = "SHOW GLOBAL STATUS LIKE 'Uptime'";
    private static final String NOW = "SELECT UNIX_TIMESTAMP()";

    private ServerQuestion() {}

    /**
     * Asks.
     *
     * @return null if the server does not say
     * @throws SQLException if the connection broke
     */
    static @Nullable ServerId ask(Statement statement) throws SQLException {
        try {
            String names = names(statement);
            long uptime = number(statement, UPTIME, 2);
            long now = number(statement, NOW, 1);
            return names.isEmpty() ? null : new ServerId(names, now - uptime);
        } catch (SQLException e) {
            if (Failures.judge(e).connectionUnusable()) {
                throw e;
            }
            return null;
        }
    }

    private static String names(Statement statement) throws SQLException {
        StringJoiner names = new StringJoiner(", ");
        try (ResultSet rows = statement.executeQuery(NAMES)) {
            while (rows.next()) {
                names.add(rows.getString(1) + '=' + rows.getString(2));
            }
        }
        return names.toString();
    }

    private static long number(Statement statement, String query, int column) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new SQLException("no row from " + query);
            }
            return row.getLong(column);
        }
    }
}
