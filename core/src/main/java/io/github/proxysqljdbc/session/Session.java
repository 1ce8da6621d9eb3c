package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.error.SqlStates;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.route.Binding;
import io.github.proxysqljdbc.route.Route;
import io.github.proxysqljdbc.route.Route.Destination;
import io.github.proxysqljdbc.route.Router;
import io.github.proxysqljdbc.route.SessionView;
import io.github.proxysqljdbc.sql.Diagnostic;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
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

    private static final int MAX_ATTEMPTS = 3;
    private static final SessionView FRESH = new FreshView();

    private final SessionContext context;
    private final Dispatcher dispatcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConnectionState wanted;
    private final Leases leases;
    private final Pins pins = new Pins();
    private final Transaction transaction;
    private boolean writerNext;
    private volatile boolean closed;

    /** A session in the state of a fresh connection. Touches no physical connection. */
    public Session(SessionContext context) {
        this.context = context;
        this.dispatcher = context.dispatcher();
        this.wanted = new ConnectionState(context.database());
        this.leases = new Leases(dispatcher);
        this.transaction = new Transaction(this, wanted, leases);
    }

    // ---- the lock

    /** Takes the lock of an open session. @throws SQLException SQLState 08003 if it is closed */
    public void enter() throws SQLException {
        lock.lock();
        if (closed) {
            lock.unlock();
            throw SqlErrors.connectionClosed();
        }
    }

    /** Takes the lock, also of a closed session. */
    public void enterAlways() {
        lock.lock();
    }

    /** Gives the lock back. */
    public void exit() {
        lock.unlock();
    }

    // ---- the way of one statement

    /** What a text means in this session. */
    public StatementInfo classify(String sql) {
        return context.classifier().classify(sql, Dialect.STANDARD);
    }

    /** What a batch of texts means: where they differ, the writer for all of them. */
    public StatementInfo classifyAll(List<String> texts) {
        StatementInfo first = classify(texts.get(0));
        for (String text : texts) {
            StatementInfo info = classify(text);
            if (!info.simple() || info.kind() != first.kind()) {
                return classify(String.join(";", texts));
            }
        }
        return first;
    }

    /** Whether the statement was answered here, without a call of the driver's: nothing to commit, or state that is kept here. */
    public boolean answered(StatementInfo info) throws SQLException {
        return switch (info.kind()) {
            case COMMIT, ROLLBACK -> transaction.nothingToEnd(info);
            case SET -> SqlState.set(this, info);
            case USE -> SqlState.use(this, info);
            default -> false;
        };
    }

    /**
     * The physical connection for a statement, in the state that this session wants. {@link #completed} or {@link #failed} must follow.
     *
     * @param needsWriter only the writer will do, whatever the text says
     */
    public Lease lease(StatementInfo info, boolean needsWriter) throws SQLException {
        transaction.checkNotLost();
        Route route = Router.route(info, this);
        Lease bound = leases.bound();
        if (bound != null && elsewhere(route)) {
            transaction.endBeforeAnother(bound);
            bound = leases.bound();
        }
        if (bound == null && route.destination() == Destination.BOUND) {
            bound = leases.last();
        }
        Lease lease;
        if (bound != null) {
            bound.retain();
            lease = ready(bound, info, false);
        } else {
            boolean reader = route.destination() == Destination.READER && !needsWriter && !writerNext;
            writerNext = false;
            lease = obtain(reader, info);
        }
        lease.reason(route.reason(info));
        return lease;
    }

    /** A transaction that begins elsewhere ends the one that is open here, as on a server. */
    private static boolean elsewhere(Route route) {
        return route.transaction() == Route.TransactionChange.BEGIN && route.destination() == Destination.WRITER;
    }

    /** Where a statement would go in a fresh session in autocommit mode. */
    public static String hostgroup(StatementInfo info) {
        return Router.route(info, FRESH).destination() == Destination.READER ? READER : WRITER;
    }

    private Lease obtain(boolean reader, @Nullable StatementInfo info) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Lease lease = leases.reusable(reader);
            if (lease != null) {
                lease.retain();
            } else {
                lease = reader ? dispatcher.reader(this, wanted) : dispatcher.writer(this, wanted);
                leases.opened(lease);
            }
            if (context.multiplexing()) {
                leases.dropPassing(lease);
            }
            try {
                return ready(lease, info, reader && wanted.autoCommit() && info != null && info.simple());
            } catch (SQLException e) {
                if (attempt == MAX_ATTEMPTS || !Failures.judge(e).connectionUnusable()) {
                    throw e;
                }
            }
        }
    }

    /** Brings the connection into the wanted state; if that fails, the lease is released. */
    private Lease ready(Lease lease, @Nullable StatementInfo info, boolean plainRead) throws SQLException {
        try {
            PhysicalConnection physical = lease.physical();
            physical.apply(wanted, plainRead);
            if (info != null && info.diagnostics().contains(Diagnostic.LAST_INSERT_ID) && !lease.wrote()) {
                physical.changeLastInsertId(wanted.lastInsertId());
            }
            return lease;
        } catch (SQLException e) {
            afterFailure(lease, Failures.judge(e));
            throw e;
        }
    }

    /** Takes in what a statement that succeeded did, and ends the lease unless something keeps it. */
    public void completed(Lease lease, StatementInfo info) throws SQLException {
        leases.ran(lease);
        context.recorder()
                .routed(
                        lease.reader() ? READER : WRITER,
                        info.kind().name(),
                        dispatcher.name(lease.index()),
                        lease.reason(),
                        info.digest(),
                        0);
        if (!info.simple()) {
            effects(lease, info);
        }
        keepIfNeeded(lease, info);
        settle(lease);
        lease.release();
    }

    private void effects(Lease lease, StatementInfo info) {
        PhysicalConnection physical = lease.physical();
        pins.after(info);
        if (info.checkServer() || info.kind() == StatementKind.SET) {
            pins.add(new Pin(PinKind.SESSION_STATE, null));
        }
        boolean serverAutoCommit = physical.serverAutoCommit();
        if (serverAutoCommit != physical.actual().autoCommit()) {
            physical.actual().autoCommit(serverAutoCommit);
            wanted.autoCommit(serverAutoCommit);
        }
        if (info.release()) {
            physical.spoil();
        }
    }

    /** Keeps the lease for what the statement left on its connection. */
    private void keepIfNeeded(Lease lease, StatementInfo info) {
        boolean wrote = info.kind() == StatementKind.WRITE || info.kind() == StatementKind.CALL;
        if (wrote) {
            lease.wrote(true);
            lease.physical().actual().lastInsertId(ConnectionState.UNKNOWN_ID);
        }
        if (wrote || info.softPin() || !info.diagnostics().isEmpty() || !context.multiplexing()) {
            leases.keep(lease);
        }
    }

    /** Whether the connection holds something that only this session may meet. */
    boolean pinned() {
        return !pins.isEmpty();
    }

    /** Binds the session to the lease, or frees it, by what the server says of the transaction and by the pins. */
    void settle(Lease lease) {
        if (transaction.openOn(lease) || !pins.isEmpty()) {
            leases.bind(lease);
        } else {
            leases.unbind();
        }
    }

    /**
     * Takes in that a statement failed.
     *
     * @return true if it is to be sent again, which is safe: a read of which no row was delivered, or a write that the server refused
     */
    public boolean failed(Lease lease, StatementInfo info, SQLException failure, int attempt) throws SQLException {
        FailureKind kind = Failures.judge(failure);
        boolean alone = leases.bound() == null && wanted.autoCommit();
        boolean again = alone
                && attempt < MAX_ATTEMPTS
                && (kind == FailureKind.READ_ONLY_SERVER
                        || (kind.connectionUnusable() && info.kind() == StatementKind.READ && lease.reader()));
        context.recorder()
                .failed(
                        kind.key(),
                        lease.reader() ? READER : WRITER,
                        dispatcher.name(lease.index()),
                        info.digest(),
                        failure.getSQLState(),
                        failure.getErrorCode(),
                        again);
        int index = lease.index();
        boolean reader = lease.reader();
        afterFailure(lease, kind);
        if (again && kind == FailureKind.READ_ONLY_SERVER) {
            writerNext = true;
            leases.drop(false);
            if (!reader) {
                dispatcher.awaitChangeOfWriter(index);
            }
        }
        return again;
    }

    /** Takes in that the driver threw something else than a SQLException: the connection cannot be trusted. */
    public void broken(Lease lease) {
        afterFailure(lease, FailureKind.CONNECTION_LOST);
    }

    void afterFailure(Lease lease, FailureKind kind) {
        if (kind.instanceSuspect()) {
            dispatcher.suspect(lease.index());
        }
        if (kind.connectionUnusable()) {
            lost(lease);
        } else if (!lease.ended()) {
            transaction.statementFailed();
            leases.ran(lease);
            settle(lease);
            lease.release();
        }
    }

    private void lost(Lease lease) {
        lease.physical().spoil();
        if (lease == leases.bound()) {
            transaction.lost();
            pins.clear();
        }
        if (!lease.ended()) {
            leases.end(lease);
        }
    }

    void readFailed(Lease lease, SQLException failure) {
        lock.lock();
        try {
            FailureKind kind = Failures.judge(failure);
            if (kind.instanceSuspect()) {
                dispatcher.suspect(lease.index());
            }
            if (kind.connectionUnusable()) {
                lost(lease);
            }
        } finally {
            lock.unlock();
        }
    }

    void lastReleased(Lease lease) {
        if (transaction.openOn(lease) && !lease.physical().spoilt()) {
            leases.bind(lease);
        } else {
            leases.end(lease);
        }
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
        return null;
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

    // ---- what is asked beside statements

    /** Asks the driver's connection something that is no statement of the application. */
    public <T> T ask(Question<Connection, T> question) throws SQLException {
        return askLeasing(lease -> question.of(lease.connection()));
    }

    /** Asks something whose answer may retain the lease. */
    public <T> T askLeasing(Question<Lease, T> question) throws SQLException {
        enter();
        try {
            Lease lease = leaseForQuestion();
            try {
                T answer = question.of(lease);
                settle(lease);
                lease.release();
                return answer;
            } catch (SQLException e) {
                afterFailure(lease, Failures.judge(e));
                throw e;
            }
        } finally {
            exit();
        }
    }

    /** The lease this session has, or one on the writer, or on a reader where there is no writer at the moment. */
    private Lease leaseForQuestion() throws SQLException {
        Lease bound = leases.bound();
        if (bound != null) {
            bound.retain();
            return ready(bound, null, false);
        }
        return obtain(dispatcher.topology().writer() == null, null);
    }

    /** The driver's connection, which is the session's own from now on until it is closed. */
    public Lease leaseForUnwrap() throws SQLException {
        Lease lease = leaseForQuestion();
        pins.add(new Pin(PinKind.UNWRAPPED, null));
        settle(lease);
        lease.release();
        return lease;
    }

    // ---- what java.sql.Connection sets and asks

    /** The transaction of this session. */
    public Transaction transaction() {
        return transaction;
    }

    /** Sets autocommit. Off touches no connection; on commits an open transaction, as JDBC has it. */
    public void autoCommit(boolean on) throws SQLException {
        enter();
        try {
            if (on != wanted.autoCommit()) {
                transaction.beforeAutoCommit(on);
                wanted.autoCommit(on);
            }
        } finally {
            exit();
        }
    }

    /** Says whether the session only reads. @throws SQLException SQLState 25001 inside a transaction */
    public void readOnly(boolean on) throws SQLException {
        enter();
        try {
            if (transaction.isOpen() && on != wanted.readOnly()) {
                throw new SQLException(
                        "read-only cannot be changed inside a transaction; commit or roll back first",
                        SqlStates.ACTIVE_TRANSACTION);
            }
            wanted.readOnly(on);
        } finally {
            exit();
        }
    }

    /** The isolation level: what was set, or what the server gives. */
    public int isolation() throws SQLException {
        int level = wanted.isolation();
        return level != ConnectionState.SERVER_DEFAULT ? level : ask(Connection::getTransactionIsolation);
    }

    /** Sets the isolation level of the transactions to come. @throws SQLException SQLState HY024 for a level that MySQL does not have */
    public void isolation(int level) throws SQLException {
        enter();
        try {
            switch (level) {
                case Connection.TRANSACTION_READ_UNCOMMITTED,
                        Connection.TRANSACTION_READ_COMMITTED,
                        Connection.TRANSACTION_REPEATABLE_READ,
                        Connection.TRANSACTION_SERIALIZABLE -> wanted.isolation(level);
                default -> throw new SQLException("MySQL has no transaction isolation level " + level, "HY024");
            }
        } finally {
            exit();
        }
    }

    /** The default schema; null for none. */
    public @Nullable String catalog() {
        return wanted.catalog();
    }

    /** Sets the default schema, at a round trip, so that a name that does not exist is refused now. */
    public void catalog(String name) throws SQLException {
        enter();
        try {
            if (name.isBlank() || name.equals(wanted.catalog())) {
                return;
            }
            askLeasing(lease -> {
                lease.physical().changeCatalog(name);
                return name;
            });
            wanted.catalog(name);
        } finally {
            exit();
        }
    }

    /** How long the driver waits for the server's answer, in milliseconds; 0 for as long as its configuration says. */
    public int networkTimeoutMillis() {
        return wanted.networkTimeoutMillis();
    }

    /** Sets how long the driver waits for the server's answer. */
    public void networkTimeoutMillis(int millis) throws SQLException {
        enter();
        try {
            if (millis < 0) {
                throw new SQLException("a network timeout cannot be " + millis + " ms", "HY024");
            }
            wanted.networkTimeoutMillis(millis);
        } finally {
            exit();
        }
    }

    // ---- life

    /** Whether {@link #close} or {@link #abort} was called. */
    public boolean closed() {
        return closed;
    }

    /** Rolls an open transaction back and gives back what this session holds. Does nothing if it is closed. */
    public void close() throws SQLException {
        enterAlways();
        try {
            if (closed) {
                return;
            }
            closed = true;
            Lease bound = leases.bound();
            try {
                transaction.abandon();
            } finally {
                if (bound != null && !pins.isEmpty()) {
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
        if (!closed) {
            closed = true;
            leases.abort(executor);
            context.sessionClosed().run();
        }
        if (lock.tryLock()) {
            try {
                leases.endAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether the connection works, asked of the server; false once this session is closed. */
    public boolean isValid(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            throw new SQLException("a timeout cannot be " + timeoutSeconds + " s", SqlStates.GENERAL_ERROR);
        }
        if (closed) {
            return false;
        }
        try {
            return ask(driver -> driver.isValid(timeoutSeconds));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Changes the driver's connection in a way that is not followed here, so that the session keeps it. */
    public void changeDriver(Change change) throws SQLException {
        askLeasing(lease -> {
            change.on(lease.connection());
            pins.add(new Pin(PinKind.SESSION_STATE, null));
            return lease;
        });
    }

    /** A change of the driver's connection. */
    @FunctionalInterface
    public interface Change {
        /** Makes it. */
        void on(Connection driver) throws SQLException;
    }

    /** The driver's connection as one of its own types, which is the session's own from now on until it is closed. */
    public <T> T unwrap(Class<T> type) throws SQLException {
        enter();
        try {
            return leaseForUnwrap().connection().unwrap(type);
        } finally {
            exit();
        }
    }

    /** Whether the driver's connection is one of that type. */
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return ask(driver -> driver.isWrapperFor(type));
    }

    /** Whether JDBC calls a MySQL database a schema here. */
    public boolean databaseIsSchema() {
        return context.databaseIsSchema();
    }

    /** A session that has done nothing yet. */
    private static final class FreshView implements SessionView {
        @Override
        public boolean autocommit() {
            return true;
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public @Nullable Boolean nextTransactionReadOnly() {
            return null;
        }

        @Override
        public Binding binding() {
            return Binding.NONE;
        }
    }
}
