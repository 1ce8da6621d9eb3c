package io.github.proxysqljdbc.pool;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks a physical connection while a thread waits on it. Stateless; takes no lock, neither of a session nor of the driver's connection.
 *
 * <p>Connector/J's {@code abort} closes the socket and nothing else ({@code NativeSession.forceClose}), without the lock that a thread holds
 * while it waits for the server's answer; that thread then gets a {@code CommunicationsException}. Over TLS, closing a socket means to say so to
 * the server first, behind whatever a stuck thread is writing (JDK, {@code SSLSocketImpl.closeNotify}); with a linger of 0 it does not wait
 * for that.
 */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private Breaker() {}

    /** Breaks it, idle or in use. Whoever waits on it gets the driver's exception. */
    static void abort(PhysicalConnection connection) {
        try {
            doNotLinger(connection.driver());
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("a connection to {} could not be aborted", connection.instance(), e);
        }
    }

    private static void doNotLinger(Connection driver) {
        try {
            if (driver instanceof JdbcConnection connection
                    && connection.getSession() instanceof NativeSession session) {
                Socket socket = session.getProtocol().getSocketConnection().getMysqlSocket();
                if (socket != null) {
                    socket.setSoLinger(true, 0);
                }
            }
        } catch (IOException e) {
            LOG.debug("the socket is closed already", e);
        }
    }
}
