package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.error.SqlStates;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import io.github.proxysqljdbc.sql.Target;
import io.github.proxysqljdbc.stats.Fate;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a statement that failed: whether it is sent again, what the application sees, and how session and instance are judged
 * afterwards. The table in {@code docs/failover.md} says in words what this class does. Used under the session's lock.
 */
public final class Recovery {
    /** How often a statement is sent at most. */
    public static final int MAX_ATTEMPTS = 3;

    private final Session session;
    private final SessionContext context;
    private final Leases leases;
    private final Pins pins;
    private final Transaction transaction;

    Recovery(Session session, SessionContext context, Leases leases, Pins pins, Transaction transaction) {
        this.session = session;
        this.context = context;
        this.leases = leases;
        this.pins = pins;
        this.transaction = transaction;
    }

    /**
     * Takes in that a statement failed.
     *
     * @param sent whether the driver was told to execute it; false if it failed before
     * @param repeatable whether the driver's call can, and may, be made once more to the same effect
     * @return what the application is to see; null if the statement is to be sent again, which is safe
     */
    public @Nullable SQLException failed(
            Lease lease, StatementInfo info, SQLException failure, boolean sent, boolean repeatable)
            throws SQLException {
        FailureKind kind = Failures.judge(failure);
        boolean again = repeatable && mayBeSentAgain(lease, info, kind, failure, sent);
        boolean replay = !again && repeatable && session.replay().willReplay(lease, info, kind, failure);
        SQLException seen = again ? null : seen(lease, info, kind, failure, sent);
        if (replay && replayed(lease, kind)) {
            report(lease, info.digest(), kind, failure, Fate.TRANSACTION_REPLAYED);
            return null;
        }
        report(lease, info.digest(), kind, failure, again ? sentAgain(info) : fate(seen));
        if (replay) {
            return seen;
        }
        if (!kind.connectionUnusable()) {
            ranInPart(lease, info, failure);
        }
        if (again && kind == FailureKind.READ_ONLY_SERVER) {
            leaveReadOnlyServer(lease, kind);
        } else {
            afterFailure(lease, kind);
        }
        return seen;
    }

    /** Takes in what a statement may have left that failed half way: its first rows may have had ids, its first statements anything. */
    private void ranInPart(Lease lease, StatementInfo info, SQLException failure) {
        if (info.mayWrite() && !lease.ended()) {
            lease.insertIds().changed(lease.physical());
        }
        if (!info.simple()) {
            session.witness().failed(lease, info, failure);
        }
    }

    private static Fate sentAgain(StatementInfo info) {
        return info.kind() == StatementKind.READ ? Fate.READ_SENT_AGAIN : Fate.WRITE_SENT_AGAIN;
    }

    private static Fate fate(@Nullable SQLException seen) {
        return seen != null && SqlStates.OUTCOME_UNKNOWN.equals(seen.getSQLState())
                ? Fate.OUTCOME_UNKNOWN
                : Fate.REPORTED;
    }

    private void report(Lease lease, String digest, FailureKind kind, SQLException failure, Fate fate) {
        context.recorder()
                .failed(
                        kind.key(),
                        Session.hostgroup(lease),
                        context.dispatcher().name(lease.index()),
                        digest,
                        failure.getSQLState(),
                        failure.getErrorCode(),
                        fate);
    }

    /** Takes in that a connection could not be brought into the wanted state: nothing of the statement was sent. Returns what the application sees. */
    SQLException notReady(Lease lease, SQLException failure) {
        FailureKind kind = Failures.judge(failure);
        boolean transactionLost = kind.connectionUnusable() && transaction.openOn(lease);
        if (kind.connectionUnusable() || lease == leases.bound()) {
            afterFailure(lease, kind);
        } else {
            lease.release();
        }
        return transactionLost ? SqlErrors.transactionLost(context.dispatcher().name(lease.index()), failure) : failure;
    }

    /** What COMMIT comes to that is not sent, because its connection is known to be gone; null if it may be sent to that of the session. */
    @Nullable
    SQLException goneBeforeCommit(Lease lease) throws SQLException {
        context.dispatcher().breakIfSuperseded(lease);
        if (!lease.connection().isClosed()) {
            return null;
        }
        FailureKind kind = FailureKind.CONNECTION_LOST;
        SQLException failure = new SQLNonTransientConnectionException(
                "the connection was closed before COMMIT was sent", SqlStates.CONNECTION_CLOSED);
        boolean replay = session.replay().willReplay(lease, null, kind, failure);
        if (replay && replayed(lease, kind)) {
            report(lease, "COMMIT", kind, failure, Fate.TRANSACTION_REPLAYED);
            return null;
        }
        report(lease, "COMMIT", kind, failure, Fate.REPORTED);
        if (!replay) {
            afterFailure(lease, kind);
        }
        return SqlErrors.transactionLost(context.dispatcher().name(lease.index()), failure);
    }

    /** Takes in that COMMIT or ROLLBACK failed, which JDBC's methods sent. */
    void endFailed(Lease lease, FailureKind kind, SQLException failure, boolean committing) {
        boolean unknown = committing && kind.connectionUnusable();
        String digest = committing ? "COMMIT" : "ROLLBACK";
        report(lease, digest, kind, failure, unknown ? Fate.OUTCOME_UNKNOWN : Fate.REPORTED);
        afterFailure(lease, kind);
    }

    /**
     * Takes in that a statement about a savepoint failed.
     *
     * @param repeatable whether it may be made once more
     * @return whether it is to be made once more
     */
    boolean savepointFailed(Lease lease, SQLException failure, boolean repeatable) throws SQLException {
        FailureKind kind = Failures.judge(failure);
        if (repeatable && session.replay().willReplay(lease, null, kind, failure)) {
            return replayed(lease, kind);
        }
        session.replay().refuse(ReplayRefusal.FAILED_STATEMENT);
        afterFailure(lease, kind);
        return false;
    }

    /** Whether the transaction that goes down with this lease stands again, on another connection. */
    private boolean replayed(Lease lease, FailureKind kind) throws SQLException {
        if (kind == FailureKind.READ_ONLY_SERVER) {
            context.dispatcher().refusedWrite(lease.index());
            lost(lease);
            if (!lease.reader()) {
                context.dispatcher().awaitChangeOfWriter(session, lease.index());
            }
        } else {
            afterFailure(lease, kind);
        }
        boolean stands = session.replay().replay(lease);
        if (stands) {
            transaction.replayed();
        }
        return stands;
    }

    /** Gives up a connection to a server that refuses writes, and waits until another one takes them. */
    private void leaveReadOnlyServer(Lease lease, FailureKind kind) throws SQLException {
        if (!session.wanted().autoCommit()) {
            lease.physical().spoil(); // The answer does not say whether a transaction was begun there.
        }
        afterFailure(lease, kind);
        transaction.notBegun();
        leases.unbind();
        session.acquisition().writerNext();
        leases.drop(lease.reader());
        if (!lease.reader()) {
            context.dispatcher().awaitChangeOfWriter(session, lease.index());
        }
    }

    /** Nothing is lost or doubled: the statement is the session's only one, and the server refused it, or it is a read without a delivered row. */
    private boolean mayBeSentAgain(
            Lease lease, StatementInfo info, FailureKind kind, SQLException failure, boolean sent) {
        if (leases.bound() != null || session.closed()) {
            return false;
        }
        if (kind == FailureKind.READ_ONLY_SERVER) {
            return !info.mayReturnMoreResults() && !executedInPart(failure);
        }
        return kind.connectionUnusable() && (!sent || onlyReads(lease, info));
    }

    private static boolean onlyReads(Lease lease, StatementInfo info) {
        return info.kind() == StatementKind.READ && (lease.reader() || info.target() == Target.READER);
    }

    /** Whether some statements of a batch were executed before one failed. */
    private static boolean executedInPart(SQLException failure) {
        if (failure instanceof BatchUpdateException batch) {
            for (long count : batch.getLargeUpdateCounts()) {
                if (count != Statement.EXECUTE_FAILED) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the application sees of a statement that is not sent again. */
    private SQLException seen(Lease lease, StatementInfo info, FailureKind kind, SQLException failure, boolean sent) {
        String instance = context.dispatcher().name(lease.index());
        boolean inTransaction = !session.wanted().autoCommit() || transaction.isOpen();
        if (kind == FailureKind.READ_ONLY_SERVER) {
            if (!inTransaction || !isOfTheServer(failure)) {
                return failure;
            }
            return lease.reader()
                    ? SqlErrors.readOnlyTransaction(instance, failure)
                    : SqlErrors.transactionLost(instance, failure);
        }
        if (!kind.connectionUnusable()) {
            return failure;
        }
        if (sent && mayHaveCommitted(info, inTransaction)) {
            return SqlErrors.outcomeUnknown(instance, "the statement", failure);
        }
        return inTransaction ? SqlErrors.transactionLost(instance, failure) : failure;
    }

    /** Not of one table, as 1036 and 1005 may be. */
    static boolean isOfTheServer(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 1290, 1836, 1874 -> true;
            default -> false;
        };
    }

    private static boolean mayHaveCommitted(StatementInfo info, boolean inTransaction) {
        return switch (info.kind()) {
            case WRITE, DO -> !inTransaction;
            case DDL, COMMIT, CALL, XA, ADMIN, MULTI, UNKNOWN -> true;
            default -> info.implicitCommit();
        };
    }

    /**
     * Takes in that the driver threw a RuntimeException, as Connector/J does for some values that it cannot encode. The session goes on if
     * the connection answers, and nobody else gets it.
     */
    public void threw(Lease lease) {
        boolean answers = false;
        try {
            answers = lease.connection().isValid(1);
        } catch (SQLException broken) {
            // It does not answer.
        }
        lease.unshared();
        afterFailure(lease, answers ? FailureKind.STATEMENT : FailureKind.CONNECTION_LOST);
    }

    /** Takes in that the driver failed in a way after which the connection cannot be trusted. */
    public void broken(Lease lease) {
        afterFailure(lease, FailureKind.CONNECTION_LOST);
    }

    /** Brings session, lease and instance to where they are after such a failure; the lease's statement is over. */
    void afterFailure(Lease lease, FailureKind kind) {
        if (kind == FailureKind.READ_ONLY_SERVER) {
            context.dispatcher().refusedWrite(lease.index());
        } else if (kind.instanceSuspect()) {
            context.dispatcher().suspect(lease.index());
        }
        if (kind.connectionUnusable()) {
            lost(lease);
        } else if (!lease.ended()) {
            transaction.maybeOpenOn(lease);
            session.diagnostics().failed();
            leases.ran(lease);
            leases.keep(lease);
            NextTransaction next = session.nextTransaction();
            if (next != null) {
                next.failed(lease);
            }
            session.settle(lease);
            lease.release();
        }
    }

    private void lost(Lease lease) {
        NextTransaction next = session.nextTransaction();
        if (next != null) {
            next.lost(lease);
        }
        lease.physical().spoil();
        context.dispatcher().lost(lease);
        if (lease == leases.bound()) {
            transaction.lost();
            if (pins.leaveTraces()) {
                session.closeWithoutItsState();
            }
            pins.clear();
        }
        if (!lease.ended()) {
            leases.end(lease);
        }
    }

    /** Takes in that rows that were being read did not come. */
    void readFailed(Lease lease, SQLException failure) {
        FailureKind kind = Failures.judge(failure);
        if (kind.instanceSuspect()) {
            context.dispatcher().suspect(lease.index());
        }
        if (kind.connectionUnusable()) {
            lost(lease);
        }
    }
}
