package io.github.proxysqljdbc.pool;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSession;
import java.sql.Connection;
import java.sql.SQLException;

/** What the server said with its last answer on one connection, read without a round trip. */
interface ServerStatus {
    /** Whether a transaction is open on the server. */
    boolean inTransaction();

    /** Whether autocommit is on, on the server. */
    boolean autoCommit();

    /** Reads Connector/J's own record; for another driver, what the JDBC calls imply. */
    static ServerStatus of(Connection driver, ConnectionState actual) throws SQLException {
        if (driver.isWrapperFor(JdbcConnection.class)) {
            return new Flags(driver.unwrap(JdbcConnection.class).getSession().getServerSession());
        }
        return new Implied(actual);
    }

    /** The status flags of MySQL's protocol, "SERVER_STATUS_flags_enum". */
    record Flags(ServerSession session) implements ServerStatus {
        @Override
        public boolean inTransaction() {
            return session.inTransactionOnServer();
        }

        @Override
        public boolean autoCommit() {
            return session.isAutocommit();
        }
    }

    /** A driver that tells nothing: with autocommit off, a transaction counts as open until it is ended. */
    record Implied(ConnectionState actual) implements ServerStatus {
        @Override
        public boolean inTransaction() {
            return !actual.autoCommit();
        }

        @Override
        public boolean autoCommit() {
            return actual.autoCommit();
        }
    }
}
