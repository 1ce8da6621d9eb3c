package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.pool.StateReport;
import io.github.proxysqljdbc.route.Binding;
import io.github.proxysqljdbc.route.Route;
import io.github.proxysqljdbc.route.Route.Destination;
import io.github.proxysqljdbc.route.Router;
import io.github.proxysqljdbc.route.SessionView;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection: the state that the application wants, its transaction, its pins and its leases.
 *
 * <p>All work happens under one lock, which is held while the server answers, as a driver's connection does: statements of one session run
 * one after the other. {@link #abort} and the cancelling of a statement take no lock.
 */
public final class Session implements SessionView {
    /** The hostgroup of reads. */
    static final String READER = "reader";

    /** The hostgroup of everything else. */
    static final String WRITER = "writer";

    private final SessionContext context;
    private final Dispatcher dispatcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConnectionState wanted;
    private final Leases leases;
    private final Pins pins = new Pins();
    private final Transaction transaction;
    private final TransactionReplay replay;
    private final Diagnostics diagnostics = new Diagnostics();
    private @Nullable SqlState sqlState;
    private final Acquisition acquisition;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SessionWait wait = new SessionWait(this, lock, closed);

    /** A session in the state of a fresh connection. Touches no physical connection. */
    public Session(SessionContext context) {
        this.context = context;
        this.dispatcher = context.dispatcher();
        this.wanted = new ConnectionState(context.database());
        this.leases = new Leases(dispatcher, diagnostics, context.multiplexing());
        this.transaction = new Transaction(this, wanted, leases);
        Duration replayWithin = context.replayWithin();
        this.replay =
                replayWithin == null ? TransactionReplay.OFF : new RecordedTransaction(this, context, replayWithin);
        this.acquisition = new Acquisition(this, context, leases);
    }

    // ---- the lock

    /** Takes the lock of an open session. @throws SQLException SQLState 08003 if it is closed */
    public void enter() throws SQLException {
        lock.lock();
        if (closed.get()) {
            lock.unlock();
            throw SqlErrors.connectionClosed();
        }
    }

    /** Takes the lock if it is to be had in time, also of a closed session. */
    boolean enterWithin(Duration longest) {
        try {
            return lock.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes the lock, also of a closed session. */
    public void enterAlways() {
        lock.lock();
    }

    /** Gives the lock back. Whoever leaves a session last that was closed meanwhile ends its leases. */
    public void exit() {
        try {
            if (closed.get() && lock.getHoldCount() == 1) {
                leases.endAll();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the way of one statement

    /** What a text means in this session. */
    public StatementInfo classify(String sql) {
        return Texts.classify(sql, context, setDialect());
    }

    /** How texts are read at the moment: {@code sql_mode} decides. Null if that may not be the same on all instances. */
    public @Nullable Dialect dialect() {
        Dialect set = setDialect();
        return set == null ? context.dialects().common() : set;
    }

    private @Nullable Dialect setDialect() {
        return sqlState == null ? null : sqlState.dialect();
    }

    SqlState sqlState() {
        SqlState known = sqlState;
        if (known == null) {
            known = new SqlState(this, wanted, context.acceptedSettings());
            sqlState = known;
        }
        return known;
    }

    /** What a batch of texts means: where they differ, the writer for all of them. */
    public StatementInfo classifyAll(List<String> texts) {
        return Texts.classifyAll(texts, context, setDialect());
    }

    /** Whether the statement was answered here, without a call of the driver's: nothing to commit, or state that is kept here. */
    public boolean answered(StatementInfo info) throws SQLException {
        return switch (info.kind()) {
            case COMMIT, ROLLBACK -> endNextTransaction(info.chain()) && transaction.nothingToEnd(info);
            case SET -> sqlState().set(info, leases.bound() == null);
            case USE -> sqlState().use(info);
            default -> false;
        };
    }

    /**
     * The physical connection for a statement, in the state that this session wants. {@link #completed} or {@link Recovery#failed} must follow.
     *
     * @param needsWriter only the writer will do, whatever the text says
     */
    public Lease lease(StatementInfo info, boolean needsWriter) throws SQLException {
        transaction.checkNotLost();
        Route route = Router.route(info, this);
        Lease bound = leases.bound();
        boolean elsewhere = bound != null && route.beginsOnWriter() && !dispatcher.fits(bound, false);
        if (bound != null && elsewhere) { // A server ends the transaction that is open here by itself.
            transaction.endBeforeAnother(bound);
            bound = leases.bound();
        }
        if (bound == null && route.destination() == Destination.BOUND) {
            bound = lastFor(info);
        }
        Lease lease;
        if (bound != null) {
            dispatcher.breakIfSuperseded(bound);
            bound.retain();
            lease = acquisition.ready(bound, info, false);
        } else {
            lease = acquisition.forStatement(route.destination() == Destination.READER && !needsWriter, info);
        }
        lease.reason(route.reason(info), route.reasonKey(info));
        return lease;
    }

    /**
     * The lease of the last statement, to be asked about it. On a reader only what reads may ask: what writes beside would fail there, and what ties
     * a session to its connection must not tie it to a reader.
     */
    private @Nullable Lease lastFor(StatementInfo info) {
        Lease last = leases.last();
        boolean reads =
                info.pins().isEmpty() && (info.kind() == StatementKind.READ || info.kind() == StatementKind.SHOW);
        return last != null && last.reader() && !reads && !wanted.readOnly() ? null : last;
    }

    /** The hostgroup for which a lease was made. */
    static String hostgroup(Lease lease) {
        return lease.reader() ? READER : WRITER;
    }

    /** Has what a statement sets known before it runs, and what was said of the transaction that it may begin. */
    void beforeSettings(Lease lease, @Nullable StatementInfo info) throws SQLException {
        if (info == null) {
            if (sqlState != null) {
                sqlState.tellNextTransaction(lease);
            }
        } else if (sqlState != null || !info.assignments().isEmpty()) {
            sqlState().before(lease, info);
        }
    }

    StateWitness witness() {
        return new StateWitness(this, pins, context.routines());
    }

    /** Takes in what a statement that succeeded did, and ends the lease unless something keeps it. */
    public void completed(Lease lease, StatementInfo info) throws SQLException {
        leases.ran(lease);
        lease.seeTransaction();
        context.recorder()
                .routed(
                        hostgroup(lease),
                        lease.reasonKey(),
                        dispatcher.name(lease.index()),
                        lease.reason(),
                        info.digest());
        if (!info.simple() || lease.physical().report().any()) {
            effects(lease, info);
        }
        leases.keepIfNeeded(lease, info);
        settle(lease);
        lease.release();
    }

    /** Remembers what a statement left, before something is asked that overwrites it. */
    void rememberDiagnostics(Lease lease, StatementInfo info) throws SQLException {
        if (leases.ranLast(lease) && lease.physical().hasWarnings()) {
            diagnostics.left(info, true);
            leases.askWhatIsLeft(lease);
        }
    }

    private void effects(Lease lease, StatementInfo info) throws SQLException {
        PhysicalConnection physical = lease.physical();
        boolean serverAutoCommit = witness().autoCommit(lease, info);
        witness().completed(lease, info);
        if (serverAutoCommit != physical.actual().autoCommit()) {
            physical.changeAutoCommit(serverAutoCommit);
            wanted.autoCommit(serverAutoCommit);
        }
        if (info.release()) {
            physical.spoil();
        }
    }

    /** What statements leave for the next one to ask. */
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    /**
     * What to send to a lease instead of a text that asks what the statement before left, if that ran elsewhere.
     *
     * @throws SQLException SQLState HY000 if nobody can answer any more
     */
    public String diagnosticText(Lease lease, String sql, StatementInfo info) throws SQLException {
        return info.diagnostics().isEmpty() || leases.ranLast(lease)
                ? sql
                : diagnostics.text(sql, info, Texts.dialect(context, setDialect()));
    }

    /** Gives a lease that is merely kept back to those who wait for one; called by one of them. */
    boolean relinquish(Lease lease) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return leases.giveUp(lease);
        } finally {
            exit();
        }
    }

    /** How this session comes by connections. */
    public Acquisition acquisition() {
        return acquisition;
    }

    Leases leases() {
        return leases;
    }

    ConnectionState wanted() {
        return wanted;
    }

    /** Whether the connection holds something that only this session may meet. */
    boolean pinned() {
        return !pins.isEmpty();
    }

    /** Takes in that a row was changed through an open result, which may have begun a transaction. */
    void rowChanged(Lease lease) {
        lease.seeTransaction();
        Lease bound = leases.bound();
        if (bound == null || bound == lease) {
            settle(lease);
        }
        lease.release();
    }

    /** Binds the session to the lease, or frees it, by what the server says of the transaction and by the pins. */
    void settle(Lease lease) {
        boolean open = transaction.openOn(lease);
        replay.settled(open, pins);
        if (open || !pins.isEmpty()) {
            leases.bind(lease, pins.strongest());
        } else {
            leases.unbind();
        }
        if (sqlState != null) {
            sqlState.next().settled(lease);
        }
    }

    /** What becomes of a statement that failed. */
    public Recovery recovery() {
        return new Recovery(this, context, leases, pins, transaction);
    }

    /** What was on the connection alone cannot be had on another one: the application has to begin anew, as on a plain connection. */
    void closeWithoutItsState() {
        if (closed.compareAndSet(false, true)) {
            context.sessionClosed().run();
        }
    }

    /** Takes in what is known at the end of rows that were streamed: what the server reported with it, but nothing of a transaction. */
    void streamEnded(Lease lease) {
        transaction.maybeOpenOn(lease);
        StateReport report = lease.physical().report();
        if (report.any()) {
            report.clear();
            pin(PinKind.SESSION_STATE);
            leases.bind(lease, pins.strongest());
        }
    }

    /** What SET TRANSACTION said of the next transaction only; null if nothing ever was. */
    @Nullable
    NextTransaction nextTransaction() {
        return sqlState == null ? null : sqlState.next();
    }

    /**
     * What was said of the next transaction only is gone with COMMIT and ROLLBACK; always true.
     *
     * @param chain whether they begin that transaction
     */
    boolean endNextTransaction(boolean chain) {
        if (sqlState != null && !chain) {
            sqlState.next().clear();
        }
        return true;
    }

    void readFailed(Lease lease, SQLException failure) {
        lock.lock();
        try {
            recovery().readFailed(lease, failure);
        } finally {
            exit();
        }
    }

    void lastReleased(Lease lease) {
        if (transaction.openOn(lease) && !lease.physical().spoilt()) {
            leases.bind(lease, pins.strongest());
        } else {
            if (sqlState != null) {
                sqlState.next().leaving(lease);
            }
            leases.end(lease);
        }
    }

    /** What becomes of a transaction that is lost, beside its failure. */
    public TransactionReplay replay() {
        return replay;
    }

    /** Keeps the session on the physical connection of its next statement, until it is closed. */
    void pin(PinKind kind) {
        pins.add(new Pin(kind, null));
    }

    /** How this session waits. */
    SessionWait waiting() {
        return wait;
    }

    /** Whether a statement waits for a connection now; takes no lock. */
    public boolean isWaiting() {
        return wait.waitsFor() != null;
    }

    /** Ends the wait of the statement that waits for a connection now, if there is one; takes no lock. */
    public void cancelWait() {
        wait.cancel();
    }

    // ---- how the router sees it

    @Override
    public boolean autocommit() {
        return wanted.autoCommit();
    }

    @Override
    public boolean readOnly() {
        return wanted.readOnly();
    }

    @Override
    public @Nullable Boolean nextTransactionReadOnly() {
        return sqlState == null ? null : sqlState.next().readOnly();
    }

    @Override
    public Binding binding() {
        Lease bound = leases.bound();
        if (bound == null) {
            return leases.last() == null ? Binding.NONE : Binding.SOFT;
        }
        if (!transaction.openOn(bound)) {
            return Binding.PINNED;
        }
        return bound.reader() ? Binding.READER_TRANSACTION : Binding.WRITER_TRANSACTION;
    }

    // ---- its other sides

    /** What JDBC's methods set. */
    public Settings settings() {
        return new Settings(this, wanted, transaction);
    }

    /** What is asked of a physical connection beside statements. */
    public Questions questions() {
        return new Questions(this);
    }

    /** The transaction of this session. */
    public Transaction transaction() {
        return transaction;
    }

    // ---- life

    /** Whether {@link #close} or {@link #abort} was called. */
    public boolean closed() {
        return closed.get();
    }

    /** Whether the driver has closed the connection that this session cannot do without. Asks no server and takes no lock. */
    public boolean lostItsConnection() throws SQLException {
        Lease bound = leases.bound();
        return bound != null && pins.leaveTraces() && bound.connection().isClosed();
    }

    /** Rolls an open transaction back and gives back what this session holds. Does nothing if it is closed. */
    public void close() throws SQLException {
        enterAlways();
        try {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            Lease bound = leases.bound();
            try {
                transaction.abandon();
            } finally {
                if (bound != null && pins.leaveTraces()) {
                    bound.physical().spoil();
                }
                leases.endAll();
                context.sessionClosed().run();
            }
        } finally {
            exit();
        }
    }

    /** Closes the session and breaks its physical connections, without waiting for the lock. */
    public void abort(Executor executor) throws SQLException {
        if (closed.compareAndSet(false, true)) {
            wait.wake();
            leases.abort(executor);
            context.sessionClosed().run();
        }
        if (lock.tryLock()) {
            exit();
        }
    }

    int driverNetworkTimeoutMillis() {
        return context.driverNetworkTimeoutMillis();
    }

    /** Whether JDBC calls a MySQL database a schema here. */
    public boolean databaseIsSchema() {
        return context.databaseIsSchema();
    }
}
