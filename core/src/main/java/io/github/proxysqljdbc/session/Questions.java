package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.error.SqlStates;
import io.github.proxysqljdbc.sql.PinKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What is asked of a physical connection beside the application's statements: metadata, validity, the driver's own types. */
public final class Questions {
    private final Session session;

    Questions(Session session) {
        this.session = session;
    }

    /** Asks the driver's connection something that is no statement of the application. */
    public <T> T ask(Question<Connection, T> question) throws SQLException {
        return askLeasing(lease -> question.of(lease.connection()));
    }

    /** Asks something whose answer may retain the lease. */
    public <T> T askLeasing(Question<Lease, T> question) throws SQLException {
        session.enter();
        try {
            Lease lease = session.acquisition().forQuestion();
            try {
                T answer = question.of(lease);
                lease.seeTransactionBegun();
                session.settle(lease);
                lease.release();
                return answer;
            } catch (SQLException e) {
                session.recovery().afterFailure(lease, Failures.judge(e));
                throw e;
            } catch (RuntimeException e) {
                session.recovery().threw(lease);
                throw e;
            }
        } finally {
            session.exit();
        }
    }

    /** Changes a row through an open result, which is a statement of its own on the connection of that result. */
    void changeRow(Lease lease, boolean inserts, Question<Connection, ?> change) throws SQLException {
        session.enter();
        try {
            session.transaction().checkNotLost();
            lease.retain();
            session.acquisition().ready(lease, null, false);
            try {
                if (inserts) {
                    session.acquisition().makeInsertIdRight(lease);
                }
                change.of(lease.connection());
                if (inserts) {
                    lease.insertIds().changed(lease.physical());
                    lease.settle();
                }
                session.rowChanged(lease);
            } catch (SQLException e) {
                session.recovery().afterFailure(lease, Failures.judge(e));
                throw e;
            } catch (RuntimeException e) {
                session.recovery().threw(lease);
                throw e;
            }
        } finally {
            session.exit();
        }
    }

    /** The driver's connection, which is the session's own from now on until it is closed. */
    public Lease leaseForUnwrap() throws SQLException {
        return pinned(session.acquisition().forQuestion());
    }

    private Lease pinned(Lease lease) {
        session.pin(PinKind.UNWRAPPED);
        session.settle(lease);
        lease.release();
        return lease;
    }

    /** Whether the connection works, asked of the server; false once this session is closed. */
    public boolean isValid(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            throw new SQLException("a timeout cannot be " + timeoutSeconds + " s", SqlStates.GENERAL_ERROR);
        }
        Duration limit = timeoutSeconds == 0 ? Acquisition.NO_LIMIT : Duration.ofSeconds(timeoutSeconds);
        if (session.closed() || !session.enterWithin(limit)) {
            return false;
        }
        try {
            session.acquisition().patience(limit);
            return !session.closed() && ping(timeoutSeconds);
        } catch (SQLException e) {
            return false;
        } finally {
            session.acquisition().patience(Acquisition.NO_LIMIT);
            session.exit();
        }
    }

    /** The state of the connection does not matter for this, and bringing it there would take a round trip without a limit. */
    private boolean ping(int timeoutSeconds) throws SQLException {
        Lease lease = session.acquisition().asItIs();
        boolean valid = lease.connection().isValid(timeoutSeconds);
        if (valid) {
            lease.release();
        } else {
            session.recovery().broken(lease);
        }
        return valid;
    }

    /** Like {@link #unwrap}, of the writer, for which it waits as a write does. */
    public <T> T unwrapOnWriter(Class<T> type) throws SQLException {
        session.enter();
        try {
            return pinned(session.acquisition().on(false)).connection().unwrap(type);
        } finally {
            session.exit();
        }
    }

    /** The driver's connection as one of its own types, which is the session's own from now on until it is closed. */
    public <T> T unwrap(Class<T> type) throws SQLException {
        session.enter();
        try {
            return leaseForUnwrap().connection().unwrap(type);
        } finally {
            session.exit();
        }
    }

    /** Whether the driver's connection is one of that type. */
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return ask(driver -> driver.isWrapperFor(type));
    }
}
