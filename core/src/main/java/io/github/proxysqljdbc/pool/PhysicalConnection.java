package io.github.proxysqljdbc.pool;

import com.mysql.cj.exceptions.MysqlErrorNumbers;
import com.mysql.cj.jdbc.CommentClientInfoProvider;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.result.ResultSetImpl;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.sql.Condition;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.Pin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the driver, and what state it is in. HikariCP pools these; the state is changed underneath its proxy, so that it
 * stays as it is from one session to the next. Not thread-safe but for {@link #abort}: whoever borrowed it owns it.
 */
public final class PhysicalConnection extends ForwardingConnection {
    private static final Executor SAME_THREAD = Runnable::run;

    private final Connection driver;
    private final Instance instance;
    private final ConnectionState actual;
    private final ServerStatus status;
    private final IdleStatements idle = new IdleStatements();
    private final Originals originals;
    private final StateReport report;
    private final boolean tracked;
    private final Dialect defaultDialect;
    private final int driverNetworkTimeout;
    private final Proof proof;
    private final Consumer<PhysicalConnection> closing;
    private final Usage usage;
    private int defaultIsolation = ConnectionState.SERVER_DEFAULT;
    private boolean spoilt;
    private boolean catalogDropped; // The driver knows nothing of it.
    private @Nullable Connection pooled;
    private volatile @Nullable Keeper keptBy;

    /**
     * @param tracked whether the server reports what changes in its session
     * @param trust what is known of all connections of its pool
     * @param closing told before it is closed or aborted; perhaps more than once
     */
    PhysicalConnection(
            Connection driver,
            Instance instance,
            PoolSettings settings,
            boolean tracked,
            Trust trust,
            Consumer<PhysicalConnection> closing)
            throws SQLException {
        this.driver = driver;
        this.instance = instance;
        this.proof = new Proof(driver, instance, trust);
        this.closing = closing;
        this.usage = new Usage(settings);
        this.actual = new ConnectionState(settings.database());
        this.status = ServerStatus.of(driver, actual);
        this.originals = new Originals(driver);
        this.report = new StateReport(actual, status::rowLimit);
        this.driverNetworkTimeout = driver.getNetworkTimeout();
        this.tracked = tracked;
        String mode = status.sqlMode();
        this.defaultDialect = mode == null ? Dialect.STANDARD : Dialect.ofSqlMode(mode);
        status.tellChanges(report);
        report.clear();
    }

    @Override
    Connection delegate() {
        return driver;
    }

    /** The driver's own connection. */
    public Connection driver() {
        return driver;
    }

    /** The server behind it. */
    public Instance instance() {
        return instance;
    }

    /** Whether the server has a transaction open here, by the status flags of its last answer. */
    public boolean inTransaction() {
        return status.inTransaction();
    }

    /** Whether the server has autocommit on here, by the status flags of its last answer. */
    public boolean serverAutoCommit() {
        return status.autoCommit();
    }

    /** Whether the server has autocommit on here, at a round trip. */
    public boolean readAutoCommit() throws SQLException {
        return !"0".equals(originals.read(List.of("autocommit")).get("autocommit"));
    }

    /** Whether the last statement left warnings here, which the next one will clear. */
    public boolean hasWarnings() {
        return status.warnings();
    }

    /** Whether the server reports what statements change in its session. */
    public boolean tracked() {
        return tracked;
    }

    /** What the server reported to have changed since that was asked last; empty if it is not {@link #tracked}. */
    public StateReport report() {
        return report;
    }

    /** Whether the report of a statement that fails comes with the next answer; MariaDB drops it. */
    public boolean reportsAfterFailure() throws SQLException {
        return tracked && !driver.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    }

    /** Has the server report what SET TRANSACTION says of the next transaction, from now on; false if it cannot. */
    public boolean reportNextTransaction() throws SQLException {
        if (tracked && !report.tellsNextTransaction()) {
            askNextTransaction();
        }
        return tracked;
    }

    /** Has the server report that now, at a round trip, and with it its status flags. */
    public void askNextTransaction() throws SQLException {
        SessionTracking.askNextTransaction(driver);
        report.clear();
    }

    /** Has the server report and send its status flags, at a round trip that leaves what the last statement left. */
    public void askStatus() throws SQLException {
        StatementBefore.askStatus(driver);
    }

    /** How the server reads texts as long as nobody sets {@code sql_mode} here. */
    Dialect defaultDialect() {
        return defaultDialect;
    }

    /** The state it is in, to be told of what a statement changed. */
    public ConnectionState actual() {
        return actual;
    }

    /** Says that this connection holds something that cannot be undone: it is closed instead of going back to its pool. */
    public void spoil() {
        spoilt = true;
    }

    /** Whether it is closed instead of going back to its pool. */
    public boolean spoilt() {
        return spoilt;
    }

    /** Who has it, and why. */
    Usage usage() {
        return usage;
    }

    /**
     * Says what binds its session to it, for messages and statistics.
     *
     * @param nanoTime {@code System.nanoTime()} when that began
     */
    public void pinned(Pin why, long nanoTime) {
        usage.pinned(why, nanoTime);
    }

    /** Says that its session is free again, at that {@code System.nanoTime()}. */
    public void unpinned(long nanoTime) {
        usage.unpinned(nanoTime);
    }

    /** Who keeps it without using it; null while it is in use or idle. Any thread may ask. */
    @Nullable
    Keeper keptBy() {
        return keptBy;
    }

    /**
     * Says who keeps it without using it, or, with null, that it is in use again. A session that begins to keep it asks afterwards whether
     * somebody waits for one ({@link Pools#hasWaiters}): a borrower that began to wait before does not see it.
     */
    public void keptBy(@Nullable Keeper keeper) {
        keptBy = keeper;
    }

    /** Whether it lives; asked, at a round trip, if there is doubt. */
    public boolean lives() {
        return proof.stands();
    }

    @Override
    public boolean isValid(int seconds) {
        return proof.renew(seconds);
    }

    /** HikariCP's proxy for the present borrower. */
    @Nullable
    Connection pooled() {
        return pooled;
    }

    void pooled(@Nullable Connection proxy) {
        pooled = proxy;
    }

    /** Whether a statement of the driver's is under way here. Takes no lock. */
    @SuppressWarnings("ReferenceEquality") // the driver's objects are told apart by identity
    public boolean executes(Statement statement) {
        if (statement instanceof JdbcStatement known && driver instanceof JdbcConnection here) {
            return known.getSession() == here.getSession()
                    && known.getStatementExecuting().get();
        }
        return true;
    }

    /**
     * Says that the driver limits the rows of a statement here, which it does with {@code SET SQL_SELECT_LIMIT} before it and
     * {@code DEFAULT} before the next one that is not limited (Connector/J, {@code NativeSession.setSessionMaxRows}): what was set is lost.
     */
    public void rowsLimited() {
        actual.variables(actual.variables().without("sql_select_limit"));
    }

    /** A statement of that text that was kept, and is the caller's now; null if there is none. */
    public @Nullable Statement takeStatement(String text) {
        return idle.take(text);
    }

    /** Keeps a statement that is in the state of a new one, to be used again. */
    public void keepStatement(String text, Statement statement) throws SQLException {
        idle.keep(text, statement);
    }

    /** Whether {@link #apply} can bring it there: there is no way back from a default schema to none, nor from some values. */
    boolean canReach(ConnectionState wanted) {
        if (wanted.catalog() == null && actual.catalog() != null) {
            return false;
        }
        for (String name : actual.variables().values().keySet()) {
            if (!wanted.variables().values().containsKey(name) && originals.undo(name) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Brings this connection into the state that a session wants, at a round trip for each setting that differs.
     *
     * @param plainRead the statement to come is a read of its own, for which it does not matter whether the connection may write
     * @throws SQLException the driver's, when the server refuses a setting
     */
    public void apply(ConnectionState wanted, boolean plainRead) throws SQLException {
        if (actual.matches(wanted)) {
            return;
        }
        if (!Objects.equals(actual.catalog(), wanted.catalog())) {
            changeCatalog(Objects.requireNonNull(wanted.catalog(), "no way back to no schema"));
        }
        if (!actual.variables().equals(wanted.variables())) {
            changeVariables(wanted.variables());
        }
        if (actual.isolation() != wanted.isolation()) {
            changeIsolation(wanted.isolation());
        }
        if (actual.autoCommit() != wanted.autoCommit()) {
            changeAutoCommit(wanted.autoCommit());
        }
        if (!plainRead && actual.readOnly() != wanted.readOnly()) {
            changeReadOnly(wanted.readOnly());
        }
        if (actual.networkTimeoutMillis() != wanted.networkTimeoutMillis()) {
            changeNetworkTimeout(wanted.networkTimeoutMillis());
        }
        if (!actual.clientInfo().equals(wanted.clientInfo())) {
            changeClientInfo(wanted.clientInfo());
        }
    }

    /** Sets the default schema here, at a round trip. */
    public void changeCatalog(String name) throws SQLException {
        idle.clear();
        if (catalogDropped) {
            try (Statement statement = driver.createStatement()) {
                statement.execute("USE `" + name.replace("`", "``") + '`');
            }
            catalogDropped = false;
        }
        driver.setCatalog(name);
        actual.catalog(name);
    }

    /** Has a statement run in the schema that is set here; the driver would go to the one in which it was made, and stay there if it fails. */
    public void bring(Statement statement) {
        String here = actual.catalog();
        if (here != null && statement instanceof JdbcStatement known && !here.equals(known.getCurrentDatabase())) {
            known.setCurrentDatabase(here);
        }
    }

    /** Takes in that a statement changed the default schema; the driver is told, too, for it believes its own record. */
    public void tookCatalog(String name) throws SQLException {
        if (name.isEmpty()) {
            actual.catalog(null);
            catalogDropped = true;
        } else if (!name.equals(actual.catalog())) {
            changeCatalog(name);
        }
    }

    /** Sets autocommit here, at a round trip; switching it on commits an open transaction. */
    public void changeAutoCommit(boolean on) throws SQLException {
        driver.setAutoCommit(on);
        actual.autoCommit(on);
    }

    /** Learns the isolation level that the server gave, before it is set for the first time. */
    public void learnIsolation() throws SQLException {
        if (defaultIsolation == ConnectionState.SERVER_DEFAULT) {
            defaultIsolation = driver.getTransactionIsolation();
        }
    }

    /** Learns what these variables are now, before a statement sets them for the first time. */
    public void learnOriginals(Iterable<String> names) throws SQLException {
        originals.learn(names);
    }

    /** What these session variables are now, as SQL text; those that cannot be written as text are left out. */
    public Map<String, String> readVariables(List<String> names) throws SQLException {
        return originals.read(names);
    }

    /** Sets and undoes variables here, at one round trip. */
    private void changeVariables(Variables wanted) throws SQLException {
        Map<String, String> now = actual.variables().values();
        originals.learn(wanted.values().keySet());
        List<String> assignments = new ArrayList<>();
        for (String name : now.keySet()) {
            if (!wanted.values().containsKey(name) || changesCharacterSets(name, wanted)) {
                assignments.add(Objects.requireNonNull(originals.undo(name), name));
            }
        }
        wanted.values().forEach((name, value) -> {
            if (!value.equals(now.get(name))) {
                assignments.add(name.equals(Variables.CHARACTER_SETS) ? value : name + " = " + value);
            }
        });
        idle.clear();
        try (Statement statement = driver.createStatement()) {
            statement.execute("SET " + String.join(", ", assignments));
        } catch (SQLException e) {
            throw Failures.judge(e).connectionUnusable() ? e : refused(e);
        }
        actual.variables(wanted);
    }

    private SQLException refused(SQLException e) {
        return new SQLException(
                instance + " refuses a setting that the session made before: " + e.getMessage(),
                e.getSQLState(),
                e.getErrorCode(),
                e);
    }

    private boolean changesCharacterSets(String name, Variables wanted) {
        return name.equals(Variables.CHARACTER_SETS)
                && !Objects.equals(
                        wanted.values().get(name), actual.variables().values().get(name));
    }

    /** Sets the isolation level here, at a round trip; the first time at one more, to learn the server's default. */
    public void changeIsolation(int level) throws SQLException {
        learnIsolation();
        driver.setTransactionIsolation(level == ConnectionState.SERVER_DEFAULT ? defaultIsolation : level);
        actual.isolation(level);
    }

    /** Sets read-only here, at a round trip. */
    public void changeReadOnly(boolean on) throws SQLException {
        driver.setReadOnly(on);
        actual.readOnly(on);
    }

    /** Sets the socket's read timeout here, without a round trip. */
    public void changeNetworkTimeout(int millis) throws SQLException {
        driver.setNetworkTimeout(SAME_THREAD, millis == ConnectionState.DRIVER_DEFAULT ? driverNetworkTimeout : millis);
        actual.networkTimeoutMillis(millis);
    }

    /** Sets JDBC's client info here; without a round trip where {@link #clientInfoIsComment}. */
    public void changeClientInfo(Map<String, String> properties) throws SQLException {
        Properties copy = new Properties();
        copy.putAll(properties);
        driver.setClientInfo(copy);
        actual.clientInfo(properties);
        if (properties.isEmpty() && clientInfoIsComment()) {
            driver.unwrap(JdbcConnection.class).setStatementComment(null);
        }
    }

    /** Whether the driver writes the client info into each text and keeps it nowhere else, as Connector/J does by default. */
    public boolean clientInfoIsComment() throws SQLException {
        return driver.isWrapperFor(JdbcConnection.class)
                && driver.unwrap(JdbcConnection.class).getClientInfoProviderImpl() instanceof CommentClientInfoProvider;
    }

    /** Makes {@code LAST_INSERT_ID()} say what the session expects, at a round trip where it does not. */
    public void changeLastInsertId(long id) throws SQLException {
        if (actual.lastInsertId() != id) {
            askLastInsertId("SELECT LAST_INSERT_ID(" + Long.toUnsignedString(id) + ") LIMIT 1");
            actual.lastInsertId(id);
        }
    }

    /** What {@code LAST_INSERT_ID()} says here, at a round trip. */
    public long readLastInsertId() throws SQLException {
        return askLastInsertId("SELECT LAST_INSERT_ID() LIMIT 1");
    }

    private long askLastInsertId(String question) throws SQLException {
        try (Statement statement = driver.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? Long.parseUnsignedLong(row.getString(1)) : 0;
        }
    }

    /** What {@code ROW_COUNT()} and {@code FOUND_ROWS()} say. */
    public record Counts(long rowCount, long foundRows) {}

    /** What the statement before left to be counted, at a round trip. */
    public Counts readCounts() throws SQLException {
        return StatementBefore.counts(driver);
    }

    /** The messages that the statement before left, at a round trip. */
    public List<Condition> readConditions() throws SQLException {
        return StatementBefore.conditions(driver);
    }

    /** A message as Connector/J makes it a warning. */
    public static SQLWarning warning(Condition condition) {
        return new SQLWarning(
                condition.message(), MysqlErrorNumbers.mysqlToSqlstate(condition.code()), condition.code());
    }

    /** How many rows a result has, if the driver has them all; negative if it has not. */
    public static long sizeOf(ResultSet rows) {
        return rows instanceof ResultSetImpl driverRows ? driverRows.getRows().size() : -1;
    }

    /**
     * The id that the server gave with its answer to a write: what it generated, or what the statement itself named for the column (MySQL's
     * C API manual, "mysql_insert_id"); 0 if none.
     */
    public static long insertIdOf(Statement executed) {
        return executed instanceof StatementImpl statement ? statement.getLastInsertID() : 0;
    }

    @Override
    public void close() throws SQLException {
        closing.accept(this);
        driver.close();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        closing.accept(this);
        driver.abort(executor);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || driver.isWrapperFor(type);
    }
}
