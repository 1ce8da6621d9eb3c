package io.github.proxysqljdbc.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.stats.Holding;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The physical connections of one instance, pooled by HikariCP. Thread-safe.
 *
 * <p>HikariCP alone serves no fixed order, and would let borrowers wait for a dead server until the whole {@code connectionTimeout} is over. So
 * there is a {@link Gate} in front of it, which lets in as many borrowers as there are connections. The others stand in line, and are woken
 * when something happened that may make waiting useless; the first of them waits inside HikariCP where another connection can be made.
 */
final class InstancePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstancePool.class);
    /** How long an idle connection may take to prove that it lives, when it is borrowed; the driver counts in whole seconds. */
    private static final long LONGEST_VALIDATION_MILLIS = 1_000;

    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_HOLDINGS = 5;

    private final Instance instance;
    private final String name;
    private final DriverConnector connector;
    private final HikariPool hikari;
    private final ThreadFactory threads;
    private final int maxPoolSize;
    private final @Nullable String schema;
    private final CredentialsSource credentials;
    private final Gate gate = new Gate();
    private final PresentConnections present = new PresentConnections(this::adaptGate);
    /** Those inside the gate who found no connection nevertheless, because one was closed meanwhile. */
    private final AtomicInteger stalled = new AtomicInteger();

    private final Trust trust = new Trust();
    private final HikariConfig config = new HikariConfig();
    private final int minIdle;

    private volatile boolean suspended;
    private volatile boolean closed;

    InstancePool(
            Instance instance,
            PoolSettings settings,
            ThreadFactory threads,
            ScheduledExecutorService housekeeper,
            Runnable trouble,
            Consumer<Dialect> dialect) {
        this.instance = instance;
        this.threads = threads;
        this.maxPoolSize = settings.maxPoolSize();
        this.minIdle = settings.minIdle();
        this.schema = settings.database();
        this.credentials = settings.credentials();
        this.name = settings.name();
        this.connector = new DriverConnector(
                settings,
                instance,
                present,
                trust,
                kind -> {
                    if (kind.instanceSuspect()) {
                        trouble.run();
                    }
                    gate.wakeAll();
                },
                dialect);
        config.setPoolName(settings.name() + '-' + instance);
        config.setDataSource(connector);
        config.setMaximumPoolSize(settings.maxPoolSize());
        config.setMinimumIdle(minIdle);
        config.setIdleTimeout(settings.idleTimeout().toMillis());
        config.setMaxLifetime(settings.maxLifetime().toMillis());
        config.setValidationTimeout(LONGEST_VALIDATION_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(threads);
        config.setScheduledExecutor(housekeeper);
        config.validate();
        this.hikari = new HikariPool(config);
    }

    Instance instance() {
        return instance;
    }

    /** How many borrowers have a connection or want one. */
    int inUse() {
        return gate.inUse();
    }

    /** How many borrowers wait for a connection. */
    int waiting() {
        return gate.waiting() + stalled.get();
    }

    /** Whether somebody waits who is not about to get a new connection. */
    boolean hasWaiters() {
        return waiting() > 0 && !isGrowing();
    }

    /** Has those in the line look whether waiting is still of use. */
    void reconsider() {
        gate.wakeAll();
    }

    private void adaptGate() {
        if (suspended) {
            present.forEach(Breaker::abort);
        }
        gate.limit(() -> closed ? 0 : present.size());
        if (!mayGrow()) {
            gate.wakeAll();
        }
    }

    /**
     * A connection that can be brought into the wanted state. The caller gives it back with {@link #release}.
     *
     * @param began {@code System.nanoTime()} when the borrowing began
     * @param deadline {@code System.nanoTime()} when to give up
     * @throws SQLTransientConnectionException SQLState 08001 if there was none in time or it was not worth waiting
     * @throws SQLException SQLState HY008 if the thread was interrupted while it waited, which stays interrupted; 08003 if the pool was
     *     closed; the driver's, when the server refuses the credentials; the borrower's own
     */
    PhysicalConnection borrow(Purpose purpose, Borrower borrower, ConnectionState wanted, long began, long deadline)
            throws SQLException {
        PhysicalConnection connection = null;
        long since = began;
        if (!gate.tryEnter()) {
            try (Wait wait = new Wait(this, purpose, borrower, began, deadline)) {
                connection = wait.inLine(gate);
            }
            since = System.nanoTime();
        }
        boolean borrowed = false;
        try {
            if (connection == null) {
                connection = take(purpose, borrower, began, deadline);
            }
            while (!connection.canReach(wanted) || !connection.lives()) {
                evict(connection, pooled(connection));
                connection = take(purpose, borrower, began, deadline);
            }
            connection.usage().begin(borrower, purpose.hostgroup(), since);
            borrowed = true;
            return connection;
        } finally {
            if (!borrowed) {
                gate.leave();
            }
        }
    }

    /** What is known of the connections as a whole. */
    Trust trust() {
        return trust;
    }

    /** A connection for somebody inside the gate, for whom there is one unless it was closed meanwhile. */
    private PhysicalConnection take(Purpose purpose, Borrower borrower, long began, long deadline) throws SQLException {
        try {
            return takeWithin(AT_ONCE_NANOS);
        } catch (SQLTransientConnectionException noneAtOnce) {
            LOG.debug("{} has fewer connections than it had", this, noneAtOnce);
        } catch (SQLException e) {
            throw orInterrupted(e, purpose, began);
        }
        stalled.incrementAndGet();
        try (Wait wait = new Wait(this, purpose, borrower, began, deadline)) {
            for (PhysicalConnection taken = wait.within(); ; taken = wait.within()) {
                if (taken != null) {
                    return taken;
                }
                wait.checkUseful();
                borrower.offer();
                wait.askKeepers();
            }
        } finally {
            stalled.decrementAndGet();
        }
    }

    /** @throws SQLTransientConnectionException if there is none in time */
    PhysicalConnection takeWithin(long nanos) throws SQLException {
        Connection pooled = hikari.getConnection(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        PhysicalConnection connection = pooled.unwrap(PhysicalConnection.class);
        connection.pooled(pooled);
        return connection;
    }

    /** What HikariCP threw, in our words if it is that the thread was interrupted. */
    SQLException orInterrupted(SQLException thrown, Purpose purpose, long began) {
        return thrown.getCause() instanceof InterruptedException ? interrupted(purpose, began, thrown) : thrown;
    }

    SQLException interrupted(Purpose purpose, long began, @Nullable SQLException cause) {
        return SqlErrors.interrupted(
                "a connection to " + instance + " (hostgroup " + purpose.hostgroup() + ")",
                Duration.ofNanos(System.nanoTime() - began),
                cause);
    }

    SQLException noSchema(SQLException cause) {
        return SqlErrors.noSchema(instance.toString(), schema, cause);
    }

    private void evict(PhysicalConnection connection, Connection pooled) {
        present.remove(connection);
        hikari.evictConnection(pooled);
    }

    SQLException credentialsRefused(SQLException cause) {
        return SqlErrors.credentialsRefused(
                instance.toString(), credentials.user(), "user", credentials.hasPassword(), cause);
    }

    // ---- what those who wait, and those who watch, ask

    PresentConnections present() {
        return present;
    }

    boolean isClosed() {
        return closed;
    }

    String name() {
        return name;
    }

    int maxPoolSize() {
        return maxPoolSize;
    }

    /** How many connections are taken. */
    int taken() {
        return hikari.getActiveConnections();
    }

    /** Whether another connection may be made. */
    boolean mayGrow() {
        return present.size() < maxPoolSize && !suspended;
    }

    /** Whether whoever waits may expect another connection within a moment: connecting has not failed. */
    boolean isGrowing() {
        return mayGrow() && connector.lastFailure() == null;
    }

    /** Whether there is no connection at all. */
    boolean isEmpty() {
        return hikari.getTotalConnections() == 0;
    }

    DriverConnector.@Nullable Failure lastFailure() {
        return connector.lastFailure();
    }

    PoolExhaustedException.Counts counts() {
        return new PoolExhaustedException.Counts(
                hikari.getActiveConnections(), hikari.getIdleConnections(), waiting(), maxPoolSize);
    }

    /** What holds connections, the longest first. */
    private List<Holding> holdings() {
        long now = System.nanoTime();
        List<Holding> all = new ArrayList<>();
        for (PhysicalConnection each : present) {
            Holding holding = each.usage().holding(each.keptBy(), now);
            if (holding != null) {
                all.add(holding);
            }
        }
        all.sort(Comparator.comparingLong(Holding::heldNanos).reversed());
        return all;
    }

    private static List<Holding> some(List<Holding> all) {
        return all.subList(0, Math.min(MOST_HOLDINGS, all.size()));
    }

    /** What holds connections for the longest time: a handful. */
    List<Holding> longest() {
        return some(holdings());
    }

    /** @param waits what was counted of waits for this instance */
    InstanceStats stats(StatsSnapshot.Waits waits) {
        List<Holding> holdings = holdings();
        Map<String, Long> pins = new TreeMap<>();
        for (Holding each : holdings) {
            if (each.isPin()) {
                pins.merge(each.kind(), 1L, Long::sum);
            }
        }
        return new InstanceStats(
                hikari.getActiveConnections(),
                hikari.getIdleConnections(),
                hikari.getTotalConnections(),
                maxPoolSize,
                waiting(),
                waits,
                pins,
                some(holdings));
    }

    /** Takes a connection back, or closes it if it cannot be used again, and lets the next borrower in. */
    void release(PhysicalConnection connection) {
        connection.usage().end();
        try {
            putBack(connection);
        } finally {
            gate.leave();
        }
    }

    /** Gives a connection back to HikariCP, or closes it if it cannot be used again. */
    void putBack(PhysicalConnection connection) {
        Connection pooled = pooled(connection);
        connection.pooled(null);
        try {
            if (connection.spoilt()) {
                evict(connection, pooled);
            } else {
                pooled.close();
            }
        } catch (SQLException e) {
            LOG.debug("{} was not taken back, and is closed", pooled, e);
        }
    }

    /** Closes the idle connections at once, and those in use when they come back; sessions give back what they merely keep. */
    void retire() {
        hikari.softEvictConnections();
        endKeeping(0);
    }

    /** Has sessions give back what they merely keep and have held for so long. They may ask the server first: on a thread of its own. */
    void endKeeping(long heldNanos) {
        long now = System.nanoTime();
        List<Keeper> keepers = new ArrayList<>();
        for (PhysicalConnection each : present) {
            Keeper keeper = each.keptBy();
            if (keeper != null && keeper.isIdle() && now - each.usage().heldSince() >= heldNanos) {
                keepers.add(keeper);
            }
        }
        if (!keepers.isEmpty()) {
            threads.newThread(() -> keepers.forEach(Keeper::relinquish)).start();
        }
    }

    /**
     * Breaks all connections, on a thread that may be kept waiting.
     *
     * @param done told then how many were in use
     */
    void abort(IntConsumer done) {
        int active = hikari.getActiveConnections();
        threads.newThread(() -> {
                    present.forEach(Breaker::abort);
                    hikari.softEvictConnections();
                    done.accept(active);
                })
                .start();
    }

    /** Breaks all connections at once, on this thread, and makes no other ones until {@link #resume}: who wants one stands in line. */
    void suspend() {
        suspended = true;
        config.setMinimumIdle(0);
        adaptGate();
        hikari.softEvictConnections();
    }

    /** Makes connections again. */
    void resume() {
        suspended = false;
        config.setMinimumIdle(minIdle);
        gate.wakeAll();
    }

    private static Connection pooled(PhysicalConnection connection) {
        Connection pooled = connection.pooled();
        if (pooled == null) {
            throw new IllegalStateException("the connection was given back before");
        }
        return pooled;
    }

    /** Sends all home who wait, now and later. */
    void refuse() {
        closed = true;
        adaptGate();
        gate.wakeAll();
    }

    @Override
    public void close() {
        refuse();
        try {
            hikari.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "pool of " + instance;
    }
}
