package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.error.SqlStates;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one session. Whether one is open, the server says with each answer; what it cannot say is remembered here: a statement
 * that failed inside (error packets carry no status), rows that were streamed, a savepoint, and a transaction that went down with its
 * connection.
 *
 * <p>A lost transaction must not be mistaken for none: until the application rolls back, each statement and COMMIT fails.
 */
public final class Transaction {
    private final Session session;
    private final ConnectionState wanted;
    private final Leases leases;
    private @Nullable Lease uncertain;
    private boolean lost;

    Transaction(Session session, ConnectionState wanted, Leases leases) {
        this.session = session;
        this.wanted = wanted;
        this.leases = leases;
    }

    /** Whether a transaction is open on that lease, or may be. */
    boolean openOn(Lease lease) {
        if (lease.inTransaction()) {
            return true;
        }
        return !wanted.autoCommit() && (uncertain == lease || lease.streaming());
    }

    boolean isOpen() {
        Lease bound = leases.bound();
        return lost || (bound != null && openOn(bound));
    }

    /** A statement there may have begun it, and the server did not say. */
    void maybeOpenOn(Lease lease) {
        uncertain = wanted.autoCommit() ? null : lease;
    }

    /** The statement that would have begun it was refused. */
    void notBegun() {
        uncertain = null;
    }

    /** The connection that had it is gone. */
    void lost() {
        lost = !wanted.autoCommit() || isOpen();
        uncertain = null;
    }

    void checkNotLost() throws SQLException {
        if (lost) {
            throw lostBefore();
        }
    }

    private static SQLException lostBefore() {
        return new SQLTransactionRollbackException(
                "the transaction was lost with its connection, and nothing of it was committed; roll back and run it again",
                SqlStates.SERIALIZATION_FAILURE);
    }

    private void over() {
        uncertain = null;
        lost = false;
        session.replay().ended();
    }

    /** It stands again on another connection. */
    void replayed() {
        uncertain = null;
        lost = false;
    }

    /** COMMIT or ROLLBACK by text, with nothing open: nothing to send. */
    boolean nothingToEnd(StatementInfo info) throws SQLException {
        if (info.kind() == StatementKind.COMMIT) {
            checkNotLost();
        } else if (lost) {
            over();
            return true;
        }
        uncertain = null;
        return leases.bound() == null && !info.chain() && !info.release();
    }

    /** Commits. @throws SQLException SQLState 08007 if the connection broke and nobody knows, 40001 if it was lost before */
    public void commit() throws SQLException {
        session.enter();
        try {
            requireManual("commit");
            session.endNextTransaction(false);
            if (lost) {
                over();
                throw lostBefore();
            }
            Lease bound = committable();
            if (bound != null) {
                end(bound, driver -> manually(bound).commit(), true);
            }
        } finally {
            session.exit();
        }
    }

    /** Rolls back. */
    public void rollback() throws SQLException {
        session.enter();
        try {
            requireManual("rollback");
            session.endNextTransaction(false);
            Lease bound = leases.bound();
            if (bound != null && !lost) {
                end(bound, driver -> manually(bound).rollback(), false);
            }
            over();
        } finally {
            session.exit();
        }
    }

    private void requireManual(String what) throws SQLException {
        if (wanted.autoCommit()) {
            throw new SQLException("Can't call " + what + " when autocommit=true", "25000");
        }
    }

    /**
     * Where COMMIT is to be sent; null if nothing is open. A transaction whose connection is known to be gone by now stands on another one, or is
     * lost: nothing of it was committed.
     */
    private @Nullable Lease committable() throws SQLException {
        Lease bound = leases.bound();
        if (bound == null) {
            return null;
        }
        SQLException gone = session.recovery().goneBeforeCommit(bound);
        if (gone != null) {
            over();
            throw gone;
        }
        return leases.bound();
    }

    /** The driver's connection, told that autocommit is off; it was not yet, if SQL began the transaction before. */
    private static Connection manually(Lease lease) throws SQLException {
        if (lease.physical().actual().autoCommit()) {
            lease.physical().changeAutoCommit(false);
        }
        return lease.connection();
    }

    /** What ends a transaction on a connection of the driver's. */
    private interface End {
        void on(Connection driver) throws SQLException;
    }

    private void end(Lease lease, End how, boolean committing) throws SQLException {
        try {
            lease.retain();
            how.on(lease.connection());
            lease.seeTransaction();
            session.diagnostics().ended();
            over();
            session.settle(lease);
            lease.release();
        } catch (SQLException e) {
            FailureKind kind = Failures.judge(e);
            session.recovery().endFailed(lease, kind, e, committing);
            ended(lease.physical().instance().toString(), kind, e, committing);
        }
    }

    /** What COMMIT or ROLLBACK comes to that failed: a server rolls back what it refuses to commit, and whatever it has when a connection ends. */
    private void ended(String instance, FailureKind kind, SQLException failure, boolean committing)
            throws SQLException {
        if (!committing) {
            if (!kind.connectionUnusable() || session.closed()) {
                throw failure;
            }
        } else if (kind.connectionUnusable()) {
            over();
            throw SqlErrors.outcomeUnknown(instance, "COMMIT", failure);
        } else {
            throw kind == FailureKind.READ_ONLY_SERVER ? SqlErrors.transactionLost(instance, failure) : failure;
        }
    }

    /** Switching autocommit on commits what is open; switching it off while a transaction is open that SQL began keeps it. */
    void beforeAutoCommit(boolean on) throws SQLException {
        if (on && lost) {
            over();
            throw lostBefore();
        }
        Lease bound = on ? committable() : null;
        if (bound != null) {
            wanted.autoCommit(true);
            end(bound, driver -> switchOn(bound.physical()), true);
        }
        uncertain = null;
    }

    /** A transaction that SQL began under autocommit is committed by switching that off and on, as it is on a plain connection. */
    private static void switchOn(PhysicalConnection physical) throws SQLException {
        if (physical.actual().autoCommit()) {
            physical.changeAutoCommit(false);
        }
        physical.changeAutoCommit(true);
    }

    /** Sets a savepoint, which begins the transaction if autocommit is off and none is open yet. */
    public Savepoint savepoint(@Nullable String name) throws SQLException {
        return onSavepoint(
                lease -> {
                    Connection driver = lease.connection();
                    Savepoint savepoint = name == null ? driver.setSavepoint() : driver.setSavepoint(name);
                    maybeOpenOn(lease);
                    return savepoint;
                },
                "SAVEPOINT ");
    }

    /** Rolls back to a savepoint. */
    public void rollback(Savepoint savepoint) throws SQLException {
        onSavepoint(
                lease -> {
                    lease.connection().rollback(savepoint);
                    return savepoint;
                },
                "ROLLBACK TO SAVEPOINT ");
    }

    /** Forgets a savepoint. */
    public void release(Savepoint savepoint) throws SQLException {
        onSavepoint(
                lease -> {
                    lease.connection().releaseSavepoint(savepoint);
                    return savepoint;
                },
                "RELEASE SAVEPOINT ");
    }

    /**
     * Outside a transaction the server says that there is no such savepoint, as it does on a plain connection.
     *
     * @param verb what the driver sends, up to the name
     */
    private Savepoint onSavepoint(Question<Lease, Savepoint> action, String verb) throws SQLException {
        session.enter();
        try {
            checkNotLost();
            for (int attempt = 1; ; attempt++) {
                Lease lease = session.acquisition().forQuestion();
                try {
                    Savepoint savepoint = action.of(lease);
                    session.replay().executed(lease, new ReplayedText(verb + quoted(savepoint)));
                    session.settle(lease);
                    lease.release();
                    return savepoint;
                } catch (SQLException e) {
                    if (!session.recovery().savepointFailed(lease, e, attempt < Recovery.MAX_ATTEMPTS)) {
                        throw e;
                    }
                }
            }
        } finally {
            session.exit();
        }
    }

    /** Connector/J names those that the application did not. */
    private static String quoted(Savepoint savepoint) throws SQLException {
        return '`' + savepoint.getSavepointName().replace("`", "``") + '`';
    }

    /** Ends the transaction on that lease, as a server does when another one begins. */
    void endBeforeAnother(Lease lease) throws SQLException {
        end(
                lease,
                driver -> {
                    try (Statement statement = driver.createStatement()) {
                        statement.execute("COMMIT");
                    }
                },
                true);
    }

    /** Rolls back when the session is closed. */
    void abandon() throws SQLException {
        Lease bound = leases.bound();
        if (bound == null || bound.physical().spoilt() || !openOn(bound)) {
            return;
        }
        try {
            try (Statement statement = bound.connection().createStatement()) {
                statement.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            bound.physical().spoil();
        }
    }
}
