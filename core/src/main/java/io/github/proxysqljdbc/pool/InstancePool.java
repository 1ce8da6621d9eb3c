package io.github.proxysqljdbc.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.error.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The physical connections of one instance, pooled by HikariCP. Thread-safe.
 *
 * <p>HikariCP alone serves no fixed order, and would let borrowers wait for a dead server until the whole {@code connectionTimeout} is over. So
 * there is a {@link Gate} in front of it, which lets in as many borrowers as there are connections, and one more while another can be
 * made. Those inside find an idle connection, but for one, who waits for the next to be made or given back: in slices, alone, and so
 * without losing its place. Those in the line are woken when something happened that may make waiting useless.
 */
final class InstancePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstancePool.class);
    /** How long an idle connection may take to prove that it lives, when it is borrowed; the driver counts in whole seconds. */
    private static final long LONGEST_VALIDATION_MILLIS = 1_000;

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How often a borrower that is not the first of the line looks whether it has become that. */
    private static final long NAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Instance instance;
    private final String name;
    private final DriverConnector connector;
    private final HikariPool hikari;
    private final ThreadFactory threads;
    private final int maxPoolSize;
    private final @Nullable String user;
    private final boolean hasPassword;
    private final Gate gate = new Gate(1);
    private final PresentConnections present = new PresentConnections(this::adaptGate);
    /** Those inside the gate who have waited for longer than a slice. */
    private final AtomicInteger stalled = new AtomicInteger();

    private volatile boolean closed;

    InstancePool(
            Instance instance,
            PoolSettings settings,
            ThreadFactory threads,
            ScheduledExecutorService housekeeper,
            Runnable trouble) {
        this.instance = instance;
        this.threads = threads;
        this.maxPoolSize = settings.maxPoolSize();
        this.user = settings.properties().getProperty("user");
        this.hasPassword = !settings.properties().getProperty("password", "").isEmpty();
        this.name = settings.name();
        this.connector = new DriverConnector(
                settings.driver(), instance, settings.database(), settings.properties(), present, kind -> {
                    if (kind.instanceSuspect()) {
                        trouble.run();
                    }
                    gate.wakeAll();
                });
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.name() + '-' + instance);
        config.setDataSource(connector);
        config.setMaximumPoolSize(settings.maxPoolSize());
        config.setMinimumIdle(settings.minIdle());
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
        return gate.inside() + gate.waiting();
    }

    /** How many borrowers wait for a connection, but for those who found one at once or expect it within a moment. */
    int waiting() {
        return gate.waiting() + stalled.get();
    }

    /** Has those in the line look whether waiting is still of use. */
    void reconsider() {
        gate.wakeAll();
    }

    private void adaptGate() {
        gate.limit(() -> closed ? 0 : Math.min(maxPoolSize, present.size() + 1));
    }

    /**
     * A connection that can be brought into the wanted state. The caller gives it back with {@link #release}.
     *
     * @param hostgroup what it is borrowed for, named where there is none
     * @param began {@code System.nanoTime()} when the borrowing began
     * @param deadline {@code System.nanoTime()} when to give up
     * @param worthWaiting asked from time to time; false ends the wait
     * @throws SQLTransientConnectionException SQLState 08001 if there was none in time or it was not worth waiting
     * @throws SQLException SQLState HY008 if the thread was interrupted while it waited, which stays interrupted; 08003 if the pool was
     *     closed; the driver's, when the server refuses the credentials
     */
    PhysicalConnection borrow(
            String hostgroup, ConnectionState wanted, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        if (!gate.tryEnter()) {
            awaitTurn(hostgroup, began, deadline, worthWaiting);
        }
        boolean borrowed = false;
        try {
            PhysicalConnection connection = take(hostgroup, began, deadline, worthWaiting);
            while (!connection.canReach(wanted)) {
                hikari.evictConnection(pooled(connection));
                connection = take(hostgroup, began, deadline, worthWaiting);
            }
            borrowed = true;
            return connection;
        } finally {
            if (!borrowed) {
                gate.leave();
            }
        }
    }

    /** Waits in the line, and returns inside the gate or throws outside of it. */
    private void awaitTurn(String hostgroup, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        Gate.Waiter waiter = gate.join();
        boolean waited = false;
        try {
            for (boolean first = true; !waiter.admitted(); first = gate.isFirst(waiter)) {
                if (first) {
                    askKeepers();
                }
                long nap = Math.min(first ? SLICE_NANOS : NAP_NANOS, deadline - System.nanoTime());
                if (!waiter.admitted() && nap > 0) {
                    LockSupport.parkNanos(gate, nap);
                }
                if (!waiter.admitted()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw interrupted(hostgroup, began, null);
                    }
                    giveUpIfUseless(hostgroup, began, deadline, worthWaiting);
                }
            }
            waited = true;
        } finally {
            if (gate.quit(waiter) && !waited) {
                gate.leave();
            }
        }
    }

    /** Has one session give up what it merely keeps; which of those who wait gets it, the gate decides. */
    private void askKeepers() {
        for (PhysicalConnection each : present) {
            Keeper keeper = each.keptBy();
            if (keeper != null && keeper.relinquish()) {
                return;
            }
        }
    }

    private PhysicalConnection take(String hostgroup, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        boolean stalls = false;
        try {
            for (long now = began; ; now = System.nanoTime()) {
                long slice = Math.min(SLICE_NANOS, deadline - now);
                try {
                    Connection pooled = hikari.getConnection(Math.max(1, TimeUnit.NANOSECONDS.toMillis(slice)));
                    PhysicalConnection connection = pooled.unwrap(PhysicalConnection.class);
                    connection.pooled(pooled);
                    return connection;
                } catch (SQLTransientConnectionException noneInTime) {
                    if (!stalls) {
                        stalls = true;
                        stalled.incrementAndGet();
                    }
                    giveUpIfUseless(hostgroup, began, deadline, worthWaiting);
                    askKeepers();
                }
            }
        } catch (SQLException e) {
            throw e.getCause() instanceof InterruptedException ? interrupted(hostgroup, began, e) : e;
        } finally {
            if (stalls) {
                stalled.decrementAndGet();
            }
        }
    }

    private void giveUpIfUseless(String hostgroup, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        if (closed) {
            throw SqlErrors.dataSourceClosed(name);
        }
        DriverConnector.Failure failure = connector.lastFailure();
        if (failure != null && failure.kind() == FailureKind.ACCESS_DENIED && failure.nanoTime() - began >= 0) {
            throw SqlErrors.credentialsRefused(instance.toString(), user, "user", hasPassword, failure.exception());
        }
        boolean noneCanBeMade = failure != null && failure.nanoTime() - began >= 0 && hikari.getTotalConnections() == 0;
        if (deadline - System.nanoTime() <= 0 || noneCanBeMade || !worthWaiting.getAsBoolean()) {
            throw noneAvailable(hostgroup, System.nanoTime() - began, failure);
        }
    }

    private SQLException interrupted(String hostgroup, long began, @Nullable SQLException cause) {
        return SqlErrors.interrupted(
                "a connection to " + instance + " (hostgroup " + hostgroup + ")",
                Duration.ofNanos(System.nanoTime() - began),
                cause);
    }

    private SQLTransientConnectionException noneAvailable(
            String hostgroup, long waited, DriverConnector.@Nullable Failure failure) {
        return new PoolExhaustedException(
                hostgroup,
                instance.toString(),
                hikari.getActiveConnections(),
                hikari.getIdleConnections(),
                waiting(),
                maxPoolSize,
                Duration.ofNanos(waited),
                failure == null ? null : failure.exception());
    }

    /** Takes a connection back, or closes it if it cannot be used again, and lets the next borrower in. */
    void release(PhysicalConnection connection) {
        Connection pooled = pooled(connection);
        connection.pooled(null);
        try {
            if (connection.spoilt()) {
                hikari.evictConnection(pooled);
            } else {
                pooled.close();
            }
        } catch (SQLException e) {
            LOG.debug("{} was not taken back, and is closed", pooled, e);
        } finally {
            gate.leave();
        }
    }

    /** Closes the idle connections at once, and those in use when they come back. */
    void retire() {
        hikari.softEvictConnections();
    }

    /** Breaks all connections, on a thread that may be kept waiting. @return how many are in use */
    int abort() {
        int active = hikari.getActiveConnections();
        threads.newThread(() -> {
                    present.forEach(Breaker::abort);
                    hikari.softEvictConnections();
                })
                .start();
        return active;
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
