package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.sql.Diagnostic;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements of the transaction that runs, each with a checksum over what came of it, so that it can be replayed if its connection is lost
 * before COMMIT is sent. One for a session; used under the session's lock.
 *
 * <p>What the application has seen of a transaction are its results: all rows of each, whether they were read or not, update counts, generated
 * keys and errors. A transaction in which the same statements gave the same results on the new writer is one that the application could have
 * run there from the start. What was not seen may differ, such as the value that {@code UUID()} or {@code NOW()} gave a column. A
 * transaction with anything that cannot be repeated or compared is refused as a whole, and is lost as it is without the option.
 */
final class RecordedTransaction extends TransactionReplay {
    /** How many statements a transaction may have to be replayed; a batch is one. */
    static final int MOST_STATEMENTS = 1_000;

    /** How many bytes of texts and parameters are kept for each session. */
    static final long MOST_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(TransactionReplay.class);
    private static final List<String> VERBS = List.of("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH");

    /**
     * One statement.
     *
     * @param outcome the checksum over what came of it; empty if it failed
     * @param errorCode the server's error number; 0 if it succeeded
     * @param inTransaction whether a transaction was open after it; not known if it failed
     * @param insertId what {@code LAST_INSERT_ID()} said, if it asked for that; negative if not
     * @param writes whether it may have written
     */
    record Step(Replayable what, String outcome, int errorCode, boolean inTransaction, long insertId, boolean writes) {}

    private final Session session;
    private final SessionContext context;
    private final Duration longest;
    private final List<Step> steps = new ArrayList<>();
    private long bytes;
    private @Nullable ReplayRefusal refusal;
    private @Nullable ConnectionState begunWith;

    /** @param longest how long a replay may take, the wait for a new writer included */
    RecordedTransaction(Session session, SessionContext context, Duration longest) {
        this.session = session;
        this.context = context;
        this.longest = longest;
    }

    @Override
    public boolean records(Lease lease) {
        boolean open = lease.physical().inTransaction() || session.transaction().isOpen();
        return refusal == null && !isOutside(open);
    }

    @Override
    void refuse(ReplayRefusal reason) {
        if (refusal == null) {
            refusal = reason;
            steps.clear();
        }
    }

    private void clear() {
        if (refusal != null || begunWith != null) {
            refusal = null;
            begunWith = null;
            bytes = 0;
            steps.clear();
        }
    }

    // ---- what happens

    @Override
    public void executed(Lease lease, StatementInfo info, @Nullable Replayable what, @Nullable String outcome) {
        begin(info);
        boolean open = lease.physical().inTransaction();
        if (isOutside(open)) {
            return;
        }
        ReplayRefusal reason = what == null ? ReplayRefusal.PARAMETER : refusalOf(info);
        if (reason == null && outcome == null) {
            reason = ReplayRefusal.OPEN_RESULT;
        }
        if (reason != null || what == null || outcome == null) {
            refuse(reason == null ? ReplayRefusal.PARAMETER : reason);
        } else {
            boolean asks = info.diagnostics().contains(Diagnostic.LAST_INSERT_ID);
            long id = asks ? session.wanted().lastInsertId() : -1;
            add(new Step(what, outcome, 0, open, id, info.kind() == StatementKind.WRITE));
        }
    }

    @Override
    void executed(Lease lease, ReplayedText what) {
        if (session.leases().bound() == null) {
            clear();
        }
        boolean open = lease.physical().inTransaction();
        if (refusal == null && !isOutside(open)) {
            add(new Step(what, ReplayedText.DONE, 0, open, -1, false));
        }
    }

    @Override
    public void failed(StatementInfo info, SQLException failure, @Nullable Replayable what) {
        FailureKind kind = Failures.judge(failure);
        if (kind.connectionUnusable() || kind == FailureKind.READ_ONLY_SERVER) {
            return;
        }
        begin(info);
        if (isOutside(session.transaction().isOpen())) {
            return;
        }
        boolean repeats = kind == FailureKind.STATEMENT
                && failure.getErrorCode() != 0
                && !(failure instanceof BatchUpdateException)
                && refusalOf(info) == null;
        if (what == null || !repeats) {
            refuse(ReplayRefusal.FAILED_STATEMENT);
        } else {
            boolean writes = info.kind() == StatementKind.WRITE;
            add(new Step(what, "", failure.getErrorCode(), true, -1, writes));
        }
    }

    /** A session without a connection of its own had no transaction; BEGIN ends the one before. */
    private void begin(StatementInfo info) {
        if (session.leases().bound() == null || info.kind() == StatementKind.BEGIN) {
            clear();
        }
    }

    private boolean isOutside(boolean open) {
        return session.wanted().autoCommit() && !open;
    }

    private void add(Step step) {
        ReplayRefusal reason = stateRefusal();
        bytes += step.what().bytes();
        if (reason == null && (steps.size() == MOST_STATEMENTS || bytes > MOST_BYTES)) {
            reason = ReplayRefusal.TOO_LONG;
        }
        if (reason == null) {
            steps.add(step);
        } else {
            refuse(reason);
        }
    }

    /** All statements of a transaction must have run in the same state, which is also that of its replay. */
    private @Nullable ReplayRefusal stateRefusal() {
        if (begunWith == null) {
            begunWith = session.wanted().copy();
            NextTransaction next = session.nextTransaction();
            return next == null || next.isEmpty() ? null : ReplayRefusal.NEXT_TRANSACTION;
        }
        return begunWith.matches(session.wanted()) ? null : ReplayRefusal.SETTINGS;
    }

    @Override
    void ended() {
        clear();
    }

    @Override
    void settled(boolean open, Pins pins) {
        if (!open) {
            clear();
        } else if (!pins.isEmpty()) {
            refuse(ReplayRefusal.PINNED);
        }
    }

    // ---- what can be replayed

    private static @Nullable ReplayRefusal refusalOf(StatementInfo info) {
        if (!isReplayable(info)) {
            return ReplayRefusal.STATEMENT_KIND;
        }
        boolean begins = info.kind() == StatementKind.BEGIN; // which unlocks tables, if any are locked
        if (!info.pins().isEmpty() || (!begins && !info.unpins().isEmpty())) {
            return ReplayRefusal.PINNED;
        }
        boolean asksOther = info.diagnostics().stream().anyMatch(each -> each != Diagnostic.LAST_INSERT_ID);
        return asksOther ? ReplayRefusal.DIAGNOSTICS : null;
    }

    private static boolean isReplayable(StatementInfo info) {
        if (info.mayReturnMoreResults() || info.checkServer()) {
            return false;
        }
        return switch (info.kind()) {
            case BEGIN, SAVEPOINT, ROLLBACK_TO_SAVEPOINT, RELEASE_SAVEPOINT, SHOW, EXPLAIN, DO -> true;
            case READ -> !writesFile(info.digest());
            case WRITE -> startsWithOneOf(VERBS, info.digest());
            default -> false;
        };
    }

    /** What SELECT … INTO OUTFILE left on the server's host is not undone with its transaction. */
    private static boolean writesFile(String digest) {
        String upper = digest.toUpperCase(Locale.ROOT);
        return upper.contains("OUTFILE") || upper.contains("DUMPFILE");
    }

    private static boolean startsWithOneOf(List<String> verbs, String digest) {
        String upper = digest.toUpperCase(Locale.ROOT);
        return verbs.stream().anyMatch(upper::startsWith);
    }

    // ---- when it is lost

    @Override
    boolean willReplay(Lease lease, @Nullable StatementInfo info, FailureKind kind, SQLException failure) {
        Lease bound = session.leases().bound();
        if (!isLoss(kind, failure)
                || (info != null && mayHaveEnded(info))
                || session.closed()
                || (bound != null && bound != lease)
                || isOutside(session.transaction().isOpen())) {
            return false;
        }
        if (bound == null) {
            clear();
        }
        ReplayRefusal reason = refusal != null || info == null ? refusal : refusalOf(info);
        if (reason == null && begunWith != null && !begunWith.matches(session.wanted())) {
            reason = ReplayRefusal.SETTINGS;
        }
        if (reason == null && lease.retainedByResults()) {
            reason = ReplayRefusal.RESULT_STILL_OPEN;
        }
        if (reason != null) {
            refused(lease, reason, System.nanoTime());
        }
        return reason == null;
    }

    private static boolean isLoss(FailureKind kind, SQLException failure) {
        return kind.connectionUnusable() || (kind == FailureKind.READ_ONLY_SERVER && Recovery.isOfTheServer(failure));
    }

    /** Whether the statement that failed may have ended the transaction on the server: BEGIN commits the one before. */
    private boolean mayHaveEnded(StatementInfo info) {
        return switch (info.kind()) {
            case COMMIT, ROLLBACK -> true;
            case BEGIN -> session.transaction().isOpen();
            default -> false;
        };
    }

    @Override
    boolean replay(Lease lost) {
        long began = System.nanoTime();
        if (steps.isEmpty()) {
            return true;
        }
        Replayer replayer =
                new Replayer(session, context, List.copyOf(steps), lost.reader(), began + longest.toNanos());
        ReplayRefusal reason = replayer.run();
        if (reason != null) {
            refused(lost, reason, began);
            return false;
        }
        String from = context.dispatcher().name(lost.index());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        LOG.info(
                "a transaction that was lost on {} was replayed on {}: {} statements, {} ms",
                from,
                replayer.place(),
                steps.size(),
                took.toMillis());
        context.recorder().replayed("replayed", from, replayer.place(), steps.size(), took.toNanos(), "");
        return true;
    }

    private void refused(Lease lost, ReplayRefusal reason, long began) {
        String from = context.dispatcher().name(lost.index());
        LOG.warn("a transaction that was lost on {} is not replayed: {}", from, reason.words());
        context.recorder().replayed(reason.key(), from, null, steps.size(), System.nanoTime() - began, reason.words());
    }
}
