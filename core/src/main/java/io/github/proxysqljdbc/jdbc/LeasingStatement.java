package io.github.proxysqljdbc.jdbc;

import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.session.Lease;
import io.github.proxysqljdbc.session.Question;
import io.github.proxysqljdbc.session.Recovery;
import io.github.proxysqljdbc.session.Session;
import io.github.proxysqljdbc.sql.Condition;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of one statement: each execution leases a connection, makes a physical statement on it (or takes the one of the same lease again), sets
 * what was recorded, and runs the driver's call; then its results, and its life. A statement belongs to the session, not to a physical connection.
 *
 * <p>Executions are serialised by the session's lock, as the driver's are by its connection's; {@link #cancel} takes no lock.
 */
abstract class LeasingStatement extends ResultingStatement {
    /** The driver's call of one execution; it tells {@link #counted} or {@link #opened} what came of it. */
    @FunctionalInterface
    interface Call {
        void on(Statement physical) throws SQLException;
    }

    /** Timers count in whole milliseconds of another clock. */
    private static final long TIMER_IS_EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    final RoutedConnection connection;
    final Session session;
    private final Factory factory;
    private final @Nullable String madeIn;

    private volatile @Nullable Statement physical;
    private String physicalText = "";
    private @Nullable Lease lease;
    private boolean holding;
    private @Nullable StatementInfo executed;

    /** Whether this is the statement for which the session may be waiting; written before the session says that it waits. */
    private boolean leasing;

    private volatile boolean closed;

    LeasingStatement(RoutedConnection connection, Factory factory) {
        this.connection = connection;
        this.session = connection.session();
        this.factory = factory;
        this.madeIn = connection.madeIn();
    }

    // ---- the way of one statement

    /**
     * Runs one statement: the one place that all executions go through.
     *
     * @param keys whether the application wants the generated keys, which are taken while the lease lasts
     */
    final void run(StatementInfo info, boolean keys, Call call) throws SQLException {
        run(info, keys, repeatable(), call);
    }

    private void run(StatementInfo info, boolean keys, boolean repeatable, Call call) throws SQLException {
        session.enter();
        try {
            checkOpen();
            forgetResults();
            wantsKeys(keys);
            if (session.answered(info)) {
                counted(0);
                return;
            }
            for (int attempt = 1; ; attempt++) {
                leasing = true;
                Lease used = session.lease(info, updatable());
                leasing = false;
                if (attempt(used, info, keys, call, repeatable, attempt)) {
                    return;
                }
            }
        } finally {
            leasing = false;
            session.exit();
        }
    }

    /** Runs several executions as one: after the first one of them, the whole is not sent again. */
    final void runBatch(StatementInfo info, boolean keys, Call call) throws SQLException {
        run(info, keys, repeatable(), statement -> {
            session.acquisition().makeInsertIdRight(leased());
            leased().wrote(statement, true); // also if it fails half way
            call.on(statement);
            counted(statement.getLargeUpdateCount());
        });
    }

    /** The driver's call executed a batch, with these counts. */
    final void countedBatch(int[] counts) {
        if (session.replay().records(leased())) {
            countedBatch(Arrays.stream(counts).asLongStream().toArray());
        }
    }

    /** True if the call succeeded, false if it is to be made again. */
    private boolean attempt(Lease used, StatementInfo info, boolean keys, Call call, boolean repeatable, int attempt)
            throws SQLException {
        boolean sent = false;
        boolean answered = false;
        try {
            Statement ready = physicalOn(used, info);
            sent = true;
            if (timeoutNanos() == 0) {
                call.on(ready);
            } else {
                inTime(used, ready, call);
            }
            answered = true;
            finished(used, info, keys);
            return true;
        } catch (SQLException e) {
            noCurrent();
            if (keys && e instanceof BatchUpdateException) {
                keysOfFailedBatch();
            }
            if (session.replay().records(used)) {
                session.replay().failed(info, e, sent && !answered ? recorded(keys) : null);
            }
            boolean again = repeatable && !answered && attempt < Recovery.MAX_ATTEMPTS;
            SQLException seen = session.recovery().failed(used, info, e, sent, again);
            if (seen == null) {
                return false;
            }
            throw seen;
        } catch (RuntimeException e) {
            noCurrent();
            session.recovery().threw(used);
            throw e;
        } catch (Error e) {
            session.recovery().broken(used);
            throw e;
        }
    }

    /** The driver's timer may be about to kill what the connection runs next; then nobody else's statement may be that. */
    private void inTime(Lease used, Statement ready, Call call) throws SQLException {
        long began = System.nanoTime();
        try {
            call.on(ready);
        } finally {
            if (System.nanoTime() - began >= timeoutNanos() - TIMER_IS_EARLY_NANOS) {
                used.unshared();
            }
        }
    }

    /** The rows before the one that was refused have theirs. */
    private void keysOfFailedBatch() {
        Statement ran = physical;
        if (ran != null) {
            try {
                generated(GeneratedKeys.of(this, ran));
            } catch (SQLException none) {
                // The connection broke: what it knew is lost, and the failure of the batch says so.
            }
        }
    }

    private void finished(Lease used, StatementInfo info, boolean keys) throws SQLException {
        executed = info;
        if (keepsLease(info)) {
            holding = true;
            used.retain();
        }
        Statement ran = physical;
        if (ran != null && info.mayWrite()) {
            used.wrote(ran, info.mayReturnMoreResults());
        }
        if (ran != null && keys) {
            generated(GeneratedKeys.of(this, ran));
        }
        if (ran != null && factory.reusable() && !keys && info.simple() && !configured()) {
            used.reusable(ran, physicalText);
        }
        if (session.replay().records(used)) {
            session.replay().executed(used, info, recorded(keys), outcome());
        }
        RoutedResultSet rows = current();
        session.diagnostics().ran(this, info, rows == null ? counted() : -1, rows == null ? 0 : rows.size());
        session.completed(used, info);
    }

    /** The execution that has just been made, to be made once more; null if it cannot. */
    private @Nullable RecordedExecution recorded(boolean keys) {
        RecordedExecution.Work work = repeatable() ? work(keys) : null;
        GeneratedKeys generated = generated();
        long firstKey = generated == null ? 0 : generated.first();
        return work == null
                ? null
                : new RecordedExecution(this, factory, text(), settingsNow(), keys, firstKey, workBytes(), work);
    }

    /** What was executed, with copies of what may change; null if it cannot be executed once more. */
    abstract RecordedExecution.@Nullable Work work(boolean keys);

    /** How many bytes {@link #work} keeps in memory, about. */
    abstract long workBytes();

    /** Whether this statement needs its connection until it is executed again or closed. */
    boolean keepsLease(StatementInfo info) {
        return info.mayReturnMoreResults();
    }

    /** Whether the driver's call can be made a second time to the same effect. */
    boolean repeatable() {
        return true;
    }

    /** What is prepared; empty for a plain statement. */
    String text() {
        return "";
    }

    /** The text to send to the present lease: another one if it asks what the statement before left, and that ran elsewhere. */
    final String asked(String sql, StatementInfo info) throws SQLException {
        return info.simple() ? sql : session.diagnosticText(leased(), sql, info);
    }

    private Statement physicalOn(Lease used, StatementInfo info) throws SQLException {
        enterSchema(used);
        String text = text();
        if (!info.simple() && !text.isEmpty()) {
            text = session.diagnosticText(used, text, info);
        }
        Statement current = physical;
        if (current == null || lease != used || !text.equals(physicalText)) {
            current = factory.reusable() ? used.takeStatement(text) : null;
            if (current == null) {
                current = factory.on(used.connection(), text);
            }
            used.track(current);
            lease = used;
            physical = current;
            physicalText = text;
        } else {
            used.reusable(current, null);
            used.bring(current);
        }
        applySettings(current);
        if (limitsRows()) {
            used.rowsLimited();
        }
        return current;
    }

    /** A statement stays in the schema in which it was made, whatever JDBC's methods set since. */
    private void enterSchema(Lease used) throws SQLException {
        if (madeIn != null && !madeIn.equals(connection.madeIn())) {
            used.enterSchema(madeIn);
        }
    }

    final void opened(ResultSet rows, StatementInfo info) {
        Lease used = leased();
        used.streams(streams());
        current(new RoutedResultSet(this, used, rows, info.mayReturnMoreResults() || !forwardOnly()));
    }

    final void executedAny(boolean isResult, Statement on, StatementInfo info) throws SQLException {
        if (isResult) {
            opened(on.getResultSet(), info);
        } else {
            counted(on.getLargeUpdateCount());
        }
    }

    private Lease leased() {
        Lease used = lease;
        if (used == null) {
            throw new IllegalStateException("nothing was executed");
        }
        return used;
    }

    /** Lets go of what the last execution left: its results and what they held. */
    private void forgetResults() throws SQLException {
        executed = null;
        try {
            closeResults();
        } finally {
            if (holding) {
                holding = false;
                leased().release();
            }
        }
    }

    /** The physical statement of the last execution, if its lease lasts. */
    final @Nullable Statement live() {
        Lease used = lease;
        return used == null || used.ended() ? null : physical;
    }

    /** Asks a physical statement something without executing it. */
    final <T> T onPhysical(Question<Statement, T> question) throws SQLException {
        session.enter();
        try {
            checkOpen();
            Statement live = live();
            if (live != null) {
                return question.of(live);
            }
            return session.questions().askLeasing(used -> {
                enterSchema(used);
                try (Statement brief = factory.on(used.connection(), text())) {
                    return question.of(brief);
                }
            });
        } finally {
            session.exit();
        }
    }

    final StatementInfo classify(String sql) throws SQLException {
        return session.classify(sql);
    }

    @Override
    final void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed", "HY010");
        }
    }

    // ---- results

    @Override
    public boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        session.enter();
        try {
            checkOpen();
            RoutedResultSet before = noCurrent();
            StatementInfo info = executed;
            Statement live = info != null && info.mayReturnMoreResults() ? live() : null;
            boolean more = false;
            try {
                if (live != null && info != null) {
                    more = advance(live, info, current);
                }
            } finally {
                leave(before, current, live != null && streams());
            }
            if (!more) {
                closeIfComplete();
            }
            return more;
        } finally {
            session.exit();
        }
    }

    /** Makes the driver's next result the current one; true if it is rows. */
    private boolean advance(Statement live, StatementInfo info, int current) throws SQLException {
        try {
            boolean more = live.getMoreResults(current);
            executedAny(more, live, info);
            if (!more) {
                leased().streams(false);
            }
            return more;
        } catch (SQLException e) {
            throw leased().readFailed(e);
        }
    }

    /** Leaves the result before; if it was streamed, the driver has passed it. */
    private void leave(@Nullable RoutedResultSet before, int current, boolean passed) throws SQLException {
        if (before != null && passed) {
            before.passed();
        }
        if (before != null && current == KEEP_CURRENT_RESULT) {
            keep(before);
        } else if (before != null) {
            before.closeForStatement();
        }
        if (current == CLOSE_ALL_RESULTS) {
            closeKept();
        }
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        session.enter();
        try {
            checkOpen();
            Statement live = live();
            SQLWarning there = live == null ? null : live.getWarnings();
            return there == null ? warningsLeft() : there;
        } finally {
            session.exit();
        }
    }

    /** What was captured when its connection went to another session, as Connector/J would have put it. */
    private @Nullable SQLWarning warningsLeft() {
        SQLWarning first = null;
        for (Condition condition : session.diagnostics().conditions(this)) {
            SQLWarning warning = PhysicalConnection.warning(condition);
            if (first == null) {
                first = warning;
            } else {
                first.setNextWarning(warning);
            }
        }
        return first;
    }

    @Override
    public void clearWarnings() throws SQLException {
        session.enter();
        try {
            checkOpen();
            session.diagnostics().forget(this);
            Statement live = live();
            if (live != null) {
                live.clearWarnings();
            }
        } finally {
            session.exit();
        }
    }

    // ---- life

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        session.enterAlways();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closePhysical();
        } finally {
            session.exit();
        }
    }

    private void closePhysical() throws SQLException {
        Statement live = live();
        Lease used = lease;
        try {
            forgetResults();
        } finally {
            physical = null;
            lease = null;
            if (live != null && used != null && !used.ended()) {
                used.letGo(live);
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed || session.closed();
    }

    /** Ends what runs now, from any thread; does nothing if nothing runs, which holds also while an execution waits for a connection. */
    @SuppressWarnings("ReferenceEquality") // the driver's statements are told apart by identity
    @Override
    public void cancel() throws SQLException {
        if (session.isWaiting() && leasing) {
            session.cancelWait();
            return;
        }
        Statement running = physical;
        Lease used = lease;
        if (running == null || used == null || !used.cancelling(running) || physical != running) {
            return;
        }
        try {
            running.cancel();
        } catch (SQLException | RuntimeException e) {
            if (!used.ended() && physical == running) {
                throw e;
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        checkOpen();
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        session.enter();
        try {
            checkOpen();
            return physicalOn(session.questions().leaseForUnwrap(), classify(text()))
                    .unwrap(type);
        } finally {
            session.exit();
        }
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || onPhysical(driver -> driver.isWrapperFor(type));
    }
}
