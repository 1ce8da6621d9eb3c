package io.github.proxysqljdbc.pool;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.a.NativeProtocol;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the server said with its last answer on one connection, read without a round trip. */
interface ServerStatus {
    /** Whether a transaction is open on the server. */
    boolean inTransaction();

    /** Whether autocommit is on, on the server. */
    boolean autoCommit();

    /** Whether the last statement left warnings there, which the next one will clear. */
    boolean warnings();

    /** The {@code sql_mode} that the server gave this connection; null if the driver did not read it. */
    @Nullable
    String sqlMode();

    /** How many rows the driver limits selects to here at the moment; -1 for all. */
    int rowLimit();

    /** Has changes of the session's state told to a report, from now on. */
    void tellChanges(StateReport report);

    /** Reads Connector/J's own record; for another driver, what the JDBC calls imply. */
    static ServerStatus of(Connection driver, ConnectionState actual) throws SQLException {
        if (driver.isWrapperFor(JdbcConnection.class)) {
            NativeSession session =
                    (NativeSession) driver.unwrap(JdbcConnection.class).getSession();
            return new Flags(session, session.getServerSession(), session.getProtocol());
        }
        return new Implied(actual);
    }

    /** The status flags of MySQL's protocol, "SERVER_STATUS_flags_enum". */
    record Flags(NativeSession connection, ServerSession session, NativeProtocol protocol) implements ServerStatus {
        @Override
        public int rowLimit() {
            return connection.getSessionMaxRows();
        }

        @Override
        public boolean inTransaction() {
            return session.inTransactionOnServer();
        }

        @Override
        public boolean autoCommit() {
            return session.isAutocommit();
        }

        @Override
        public boolean warnings() {
            return protocol.getWarningCount() > 0;
        }

        @Override
        public @Nullable String sqlMode() {
            return session.getServerVariable("sql_mode");
        }

        @Override
        public void tellChanges(StateReport report) {
            session.getServerSessionStateController().addSessionStateChangesListener(report);
        }
    }

    /** A driver that tells nothing: with autocommit off, a transaction counts as open until it is ended. */
    record Implied(ConnectionState actual) implements ServerStatus {
        @Override
        public int rowLimit() {
            return -1;
        }

        @Override
        public boolean inTransaction() {
            return !actual.autoCommit();
        }

        @Override
        public boolean autoCommit() {
            return actual.autoCommit();
        }

        @Override
        public boolean warnings() {
            return false;
        }

        @Override
        public @Nullable String sqlMode() {
            return null;
        }

        @Override
        public void tellChanges(StateReport report) {
            // Such a driver has nothing to tell.
        }
    }
}
