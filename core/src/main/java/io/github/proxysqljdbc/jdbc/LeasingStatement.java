package io.github.proxysqljdbc.jdbc;

import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.session.Lease;
import io.github.proxysqljdbc.session.Question;
import io.github.proxysqljdbc.session.Session;
import io.github.proxysqljdbc.sql.Condition;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The way of one statement: each execution leases a connection, makes a physical statement on it (or takes the one of the same lease again), sets
 * what was recorded, and runs the driver's call; then its results, and its life. A statement belongs to the session, not to a physical connection.
 *
 * <p>Executions are serialised by the session's lock, as the driver's are by its connection's; {@link #cancel} takes no lock.
 */
abstract class LeasingStatement extends ConfigurableStatement {
    /** The driver's call of one execution; it tells {@link #counted} or {@link #opened} what came of it. */
    @FunctionalInterface
    interface Call {
        void on(Statement physical) throws SQLException;
    }

    final RoutedConnection connection;
    final Session session;
    private final Factory factory;

    private volatile @Nullable Statement physical;
    private String physicalText = "";
    private @Nullable Lease lease;
    private boolean holding;
    private @Nullable GeneratedKeys generatedKeys;
    private @Nullable StatementInfo executed;
    private @Nullable RoutedResultSet result;
    private long updateCount = -1;
    private boolean closeOnCompletion;
    private volatile boolean closed;

    LeasingStatement(RoutedConnection connection, Factory factory) {
        this.connection = connection;
        this.session = connection.session();
        this.factory = factory;
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
            if (session.answered(info)) {
                counted(0);
                return;
            }
            for (int attempt = 1; ; attempt++) {
                Lease used = session.lease(info, updatable());
                if (attempt(used, info, call, repeatable, attempt)) {
                    finished(used, info, keys);
                    return;
                }
            }
        } finally {
            session.exit();
        }
    }

    /** Sent once only: of a batch that is refused half way, the first half has been executed. */
    final void runBatch(StatementInfo info, boolean keys, Call call) throws SQLException {
        run(info, keys, false, statement -> {
            session.beforeSeveralWrites(leased());
            call.on(statement);
            leased().wrote(statement, true);
            counted(statement.getLargeUpdateCount());
        });
    }

    /** True if the call succeeded, false if it is to be made again. */
    private boolean attempt(Lease used, StatementInfo info, Call call, boolean repeatable, int attempt)
            throws SQLException {
        try {
            call.on(physicalOn(used, info));
            return true;
        } catch (SQLException e) {
            result = null;
            if (session.failed(used, info, e, repeatable, attempt)) {
                return false;
            }
            throw e;
        } catch (RuntimeException | Error e) {
            session.broken(used);
            throw e;
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
            generatedKeys = GeneratedKeys.of(this, ran);
        }
        if (ran != null && factory.reusable() && !keys && info.simple() && !configured()) {
            used.reusable(ran, physicalText);
        }
        RoutedResultSet rows = result;
        session.diagnostics().ran(this, info, rows == null ? updateCount : -1, rows == null ? 0 : rows.size());
        session.completed(used, info);
    }

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
        }
        applySettings(current);
        return current;
    }

    final void counted(long count) {
        updateCount = count;
    }

    final void opened(ResultSet rows, StatementInfo info) {
        Lease used = leased();
        used.streams(streams());
        result = new RoutedResultSet(this, used, rows, info.mayReturnMoreResults() || !forwardOnly());
    }

    final void executedAny(boolean isResult, Statement on, StatementInfo info) throws SQLException {
        if (isResult) {
            opened(on.getResultSet(), info);
        } else {
            updateCount = on.getLargeUpdateCount();
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
        RoutedResultSet open = result;
        result = null;
        updateCount = -1;
        executed = null;
        generatedKeys = null;
        if (open != null) {
            open.closeForStatement();
        }
        if (holding) {
            holding = false;
            leased().release();
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
            return session.questions().ask(driver -> {
                try (Statement brief = factory.on(driver, text())) {
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

    final RoutedResultSet openResult() throws SQLException {
        RoutedResultSet open = result;
        if (open == null) {
            throw new SQLException("the statement returned no result set", "HY000");
        }
        return open;
    }

    /** Told by a result set of this statement that it was closed by the application. */
    final void resultClosed(RoutedResultSet closedResult) throws SQLException {
        if (closeOnCompletion && closedResult == result) {
            close();
        }
    }

    @Override
    final void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed", "HY010");
        }
    }

    // ---- results

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        checkOpen();
        return result;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return (int) getLargeUpdateCount();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        checkOpen();
        return result != null ? -1 : updateCount;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        session.enter();
        try {
            checkOpen();
            StatementInfo info = executed;
            Statement live = info != null && info.mayReturnMoreResults() ? live() : null;
            boolean more = false;
            RoutedResultSet before = result;
            result = null;
            updateCount = -1;
            if (live != null && info != null) {
                more = live.getMoreResults(current);
                executedAny(more, live, info);
            }
            if (before != null && current != KEEP_CURRENT_RESULT) {
                before.closeForStatement();
            }
            return more;
        } finally {
            session.exit();
        }
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        checkOpen();
        GeneratedKeys keys = generatedKeys;
        if (keys == null) {
            throw new SQLException(
                    "generated keys were not requested: pass Statement.RETURN_GENERATED_KEYS when preparing or executing",
                    "HY010");
        }
        return keys.open();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        session.enter();
        try {
            checkOpen();
            Statement live = live();
            return live == null ? warningsLeft() : live.getWarnings();
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
            if (live != null && used != null && !used.ended()) {
                used.letGo(live);
            }
            physical = null;
            lease = null;
        }
    }

    @Override
    public boolean isClosed() {
        return closed || session.closed();
    }

    @Override
    public void cancel() throws SQLException {
        Statement running = physical;
        Lease used = lease;
        if (running != null && used != null && !used.ended()) {
            running.cancel();
        }
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        checkOpen();
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        checkOpen();
        return closeOnCompletion;
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
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
