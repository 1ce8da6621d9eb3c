package io.github.proxysqljdbc.pool;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open physical connections of one instance, so that they can be broken while threads wait on them. Thread-safe; takes no lock, neither of
 * a session nor of the driver's connection.
 *
 * <p>Connector/J's {@code abort} closes the socket and nothing else ({@code NativeSession.forceClose}), without the lock that a thread holds
 * while it waits for the server's answer; that thread then gets a {@code CommunicationsException}. Over TLS, closing a socket means to say so to the
 * server first, behind whatever a stuck thread is writing (JDK, {@code SSLSocketImpl.closeNotify}); with a linger of 0 it does not wait for that.
 */
final class InstanceConnections {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceConnections.class);

    private final Set<PhysicalConnection> open = ConcurrentHashMap.newKeySet();

    void opened(PhysicalConnection connection) {
        open.add(connection);
    }

    void closed(PhysicalConnection connection) {
        open.remove(connection);
    }

    /** Breaks all of them, idle or in use. Whoever waits on one of them gets the driver's exception. */
    void abortAll() {
        for (PhysicalConnection connection : open) {
            try {
                abort(connection.driver());
            } catch (SQLException | RuntimeException e) {
                LOG.debug("a connection to {} could not be aborted", connection.instance(), e);
            }
        }
    }

    private static void abort(Connection connection) throws SQLException {
        if (connection.isWrapperFor(JdbcConnection.class)) {
            doNotLinger(connection.unwrap(JdbcConnection.class));
        }
        connection.abort(Runnable::run);
    }

    private static void doNotLinger(JdbcConnection connection) {
        try {
            Socket socket = ((NativeSession) connection.getSession())
                    .getProtocol()
                    .getSocketConnection()
                    .getMysqlSocket();
            if (socket != null) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            LOG.debug("the socket is closed already", e);
        }
    }
}
