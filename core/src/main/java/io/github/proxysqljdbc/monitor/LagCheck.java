package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.error.Failures;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a replica how far it is behind, in the way that its kind of server offers; which one that is is found out once for each connection.
 * Used by one thread at a time.
 *
 * <p>Aurora: {@code information_schema.replica_host_status} (Amazon Aurora User Guide, "information_schema tables"), milliseconds. MySQL from
 * 8.0.22: {@code SHOW REPLICA STATUS}; MariaDB: {@code SHOW ALL SLAVES STATUS}; older MySQL: {@code SHOW SLAVE STATUS}; whole seconds. Of
 * several sources the one that is farthest ahead counts.
 */
final class LagCheck {
    /** MariaDB's word on Aurora's variable, and MySQL's on its table. */
    private static final Set<Integer> NOT_AURORA = Set.of(1193, 1109);

    private static final Set<Integer> SYNTAX_ERROR = Set.of(1064);

    private static final String AURORA =
            "SELECT replica_lag_in_milliseconds FROM information_schema.replica_host_status WHERE server_id = @@aurora_server_id";

    private enum Dialect {
        AURORA_TABLE(AURORA, ""),
        REPLICA_STATUS("SHOW REPLICA STATUS", "Seconds_Behind_Source"),
        ALL_SLAVES_STATUS("SHOW ALL SLAVES STATUS", "Seconds_Behind_Master"),
        SLAVE_STATUS("SHOW SLAVE STATUS", "Seconds_Behind_Master");

        final String query;
        final String column;

        Dialect(String query, String column) {
            this.query = query;
            this.column = column;
        }
    }

    /** Why the server does not tell; null as long as it does. */
    private @Nullable String refusal;

    private @Nullable Dialect known;

    /** Forgets what it knows of the server, because the next one asked may be another. */
    void forget() {
        known = null;
        refusal = null;
    }

    /** The server's words if it refuses to tell, such as for want of a privilege (error 1227); null otherwise. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /**
     * Asks.
     *
     * @return null if the server does not tell: it is no replica, or refuses
     * @throws SQLException if the connection broke
     */
    @Nullable
    Lag ask(Statement statement) throws SQLException {
        if (refusal != null) {
            return null;
        }
        try {
            Dialect dialect = known == null ? find(statement) : known;
            known = dialect;
            return ask(statement, dialect);
        } catch (SQLException e) {
            if (Failures.judge(e).connectionUnusable()) {
                throw e;
            }
            refusal = e.getMessage() + " (error " + e.getErrorCode() + ')';
            return null;
        }
    }

    private static Dialect find(Statement statement) throws SQLException {
        if (understands(statement, AURORA, NOT_AURORA)) {
            return Dialect.AURORA_TABLE;
        }
        if (statement.getConnection().getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
            return Dialect.ALL_SLAVES_STATUS;
        }
        return understands(statement, Dialect.REPLICA_STATUS.query, SYNTAX_ERROR)
                ? Dialect.REPLICA_STATUS
                : Dialect.SLAVE_STATUS;
    }

    private static boolean understands(Statement statement, String query, Set<Integer> errorsIfNot)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.isClosed();
        } catch (SQLException e) {
            if (errorsIfNot.contains(e.getErrorCode())) {
                return false;
            }
            throw e;
        }
    }

    private static @Nullable Lag ask(Statement statement, Dialect dialect) throws SQLException {
        try (ResultSet rows = statement.executeQuery(dialect.query)) {
            boolean aurora = dialect == Dialect.AURORA_TABLE;
            int column = aurora ? 1 : column(rows.getMetaData(), dialect.column);
            Duration longest = null;
            while (rows.next()) {
                double value = rows.getDouble(column);
                if (rows.wasNull()) {
                    return aurora ? null : Lag.STOPPED;
                }
                Duration lag = aurora ? Duration.ofNanos((long) (value * 1_000_000)) : Duration.ofSeconds((long) value);
                longest = longest == null || lag.compareTo(longest) > 0 ? lag : longest;
            }
            return longest == null ? null : new Lag(longest);
        }
    }

    private static int column(ResultSetMetaData columns, String name) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (name.equalsIgnoreCase(columns.getColumnLabel(i))) {
                return i;
            }
        }
        throw new SQLException("the server's replication status has no column " + name);
    }
}
