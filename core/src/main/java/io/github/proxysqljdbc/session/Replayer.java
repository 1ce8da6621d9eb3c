package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays one lost transaction: executes its statements on another connection and compares what comes out. Where anything differs, that
 * connection is closed, so that its server rolls back. Used under the session's lock, once.
 */
final class Replayer {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionReplay.class);

    /** Where a rollback does not undo a statement, a second execution would double it. */
    private static final String TABLE_WITHOUT_TRANSACTIONS =
            "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME, ' (', t.ENGINE, ')')"
                    + " FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE"
                    + " WHERE t.TABLE_TYPE = 'BASE TABLE' AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES'"
                    + " AND t.TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') LIMIT 1";

    private final Session session;
    private final SessionContext context;
    private final List<RecordedTransaction.Step> steps;
    private final boolean reader;
    private final long deadline;
    private String place = "";

    Replayer(
            Session session,
            SessionContext context,
            List<RecordedTransaction.Step> steps,
            boolean reader,
            long deadline) {
        this.session = session;
        this.context = context;
        this.steps = steps;
        this.reader = reader;
        this.deadline = deadline;
    }

    /** {@code host:port} of where it was replayed last. */
    String place() {
        return place;
    }

    /** Replays it, once more if the new connection is lost, too. @return null if it stands; else why nothing of it is left */
    @Nullable
    ReplayRefusal run() {
        for (int attempt = 1; ; attempt++) {
            Lease lease = null;
            try {
                lease = lease();
                ReplayRefusal reason = onto(lease);
                if (reason == null) {
                    session.settle(lease);
                    lease.release();
                } else {
                    drop(lease);
                }
                return reason;
            } catch (SQLException e) {
                FailureKind kind = Failures.judge(e);
                LOG.debug("a replay on {} failed", place, e);
                if (lease != null) {
                    lost(lease, kind);
                }
                if (kind == FailureKind.TIMEOUT || lease == null || deadline - System.nanoTime() <= 0) {
                    return ReplayRefusal.OUT_OF_TIME;
                }
                if (!kind.connectionUnusable() || attempt == Recovery.MAX_ATTEMPTS || session.closed()) {
                    return ReplayRefusal.FAILED;
                }
            }
        }
    }

    private Lease lease() throws SQLException {
        session.acquisition().patience(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        try {
            Lease lease = session.acquisition().on(reader);
            place = context.dispatcher().name(lease.index());
            return lease;
        } finally {
            session.acquisition().patience(Acquisition.NO_LIMIT);
        }
    }

    private @Nullable ReplayRefusal onto(Lease lease) throws SQLException {
        boolean writes = steps.stream().anyMatch(RecordedTransaction.Step::writes);
        if (writes && hasTableWithoutTransactions(lease)) {
            return ReplayRefusal.NO_TRANSACTIONS;
        }
        if (writes) {
            lease.insertIds().makeRight(lease.physical(), session.wanted());
        }
        boolean wrote = false;
        for (RecordedTransaction.Step step : steps) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return ReplayRefusal.OUT_OF_TIME;
            }
            ReplayRefusal reason = insertIdDiffers(lease, step, wrote)
                    ? ReplayRefusal.DIFFERED
                    : repeat(lease, step, (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left)));
            if (reason != null) {
                return reason;
            }
            wrote |= step.writes();
        }
        lease.rowsLimited(); // A statement may have set that limit, which the driver does behind our back.
        if (hasKeyLeft(lease)) {
            return ReplayRefusal.FAILED;
        }
        if (wrote) {
            lease.insertIds().changed(lease.physical());
        }
        return null;
    }

    private boolean hasTableWithoutTransactions(Lease lease) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            boolean found;
            try (ResultSet row = statement.executeQuery(TABLE_WITHOUT_TRANSACTIONS)) {
                found = row.next();
                if (found) {
                    LOG.debug("{} is not undone by a rollback", row.getString(1));
                }
            }
            statement.execute("ROLLBACK"); // Without autocommit the question has begun a transaction.
            return found;
        }
    }

    /** Whether an {@code insert_id} was set that a statement did not use, because it named a key itself: the next one would. */
    private boolean hasKeyLeft(Lease lease) throws SQLException {
        if (steps.stream().noneMatch(step -> step.what().setsKey())) {
            return false;
        }
        try (Statement statement = lease.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT @@insert_id LIMIT 1")) {
            return row.next() && row.getLong(1) != 0;
        } finally {
            lease.physical().report().clear();
        }
    }

    /** Before the first write it is what it was before the transaction, and can be set. */
    private static boolean insertIdDiffers(Lease lease, RecordedTransaction.Step step, boolean wrote)
            throws SQLException {
        if (step.insertId() < 0) {
            return false;
        }
        if (wrote) {
            return lease.physical().readLastInsertId() != step.insertId();
        }
        lease.physical().changeLastInsertId(step.insertId());
        return false;
    }

    private static @Nullable ReplayRefusal repeat(Lease lease, RecordedTransaction.Step step, int timeoutSeconds)
            throws SQLException {
        String outcome;
        try {
            outcome = step.what().on(lease.connection(), timeoutSeconds);
        } catch (SQLException e) {
            if (e.getErrorCode() == 0 || e.getErrorCode() != step.errorCode()) {
                throw e;
            }
            return null;
        }
        lease.seeTransaction();
        boolean changedSession =
                !step.what().setsKey() && lease.physical().report().any();
        lease.physical().report().clear();
        return step.errorCode() == 0
                        && !changedSession
                        && lease.inTransaction() == step.inTransaction()
                        && outcome.equals(step.outcome())
                ? null
                : ReplayRefusal.DIFFERED;
    }

    private void lost(Lease lease, FailureKind kind) {
        if (kind.instanceSuspect()) {
            context.dispatcher().suspect(lease.index());
        }
        if (kind.connectionUnusable()) {
            context.dispatcher().lost(lease);
        }
        drop(lease);
    }

    /** Closes its connection; the server rolls back. */
    private void drop(Lease lease) {
        lease.physical().spoil();
        if (!lease.ended()) {
            session.leases().end(lease);
        }
    }
}
