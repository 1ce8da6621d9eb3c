package io.github.proxysqljdbc.jdbc;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.MysqlXAConnection;
import io.github.proxysqljdbc.session.Session;
import java.sql.SQLException;

/**
 * A connection for distributed transactions: Connector/J's own, on a physical connection to the writer that it has to itself until it is
 * closed. Nothing is routed here, because a branch belongs to the connection that began it (MySQL manual, "XA Transaction States").
 * Thread-safe as Connector/J's is.
 */
public final class WriterXAConnection extends MysqlXAConnection {
    private final Session session;

    private WriterXAConnection(Session session, JdbcConnection driver) {
        super(driver, false);
        this.session = session;
    }

    /**
     * Takes a connection to the writer for it; waits for the writer as a write does.
     *
     * @throws SQLException what a write would get: SQLState 08001 if there is no writer or no connection in time
     */
    public static WriterXAConnection of(Session session) throws SQLException {
        boolean made = false;
        try {
            WriterXAConnection connection =
                    new WriterXAConnection(session, session.questions().unwrapOnWriter(JdbcConnection.class));
            made = true;
            return connection;
        } finally {
            if (!made) {
                session.close();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            super.close();
        } finally {
            session.close();
        }
    }
}
