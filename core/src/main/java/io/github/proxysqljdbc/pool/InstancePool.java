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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The physical connections of one instance, pooled by HikariCP. Thread-safe.
 *
 * <p>A borrower waits in slices, so that it notices when its instance is no longer worth waiting for: HikariCP by itself would let it wait
 * for a dead server until the whole {@code connectionTimeout} is over.
 */
final class InstancePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstancePool.class);
    /** How long an idle connection may take to prove that it lives, when it is borrowed; the driver counts in whole seconds. */
    private static final long LONGEST_VALIDATION_MILLIS = 1_000;

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Instance instance;
    private final DriverConnector connector;
    private final HikariPool hikari;
    private final ThreadFactory threads;
    private final int maxPoolSize;
    private final @Nullable String user;
    private final boolean hasPassword;
    private final AtomicInteger inUse = new AtomicInteger();

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
        this.connector =
                new DriverConnector(settings.driver(), instance, settings.database(), settings.properties(), trouble);
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

    /** How many connections are out, and how many borrowers want one. */
    int inUse() {
        return inUse.get();
    }

    /**
     * A connection that can be brought into the wanted state. The caller gives it back with {@link #release}.
     *
     * @param hostgroup what it is borrowed for, named where there is none
     * @param began {@code System.nanoTime()} when the borrowing began
     * @param deadline {@code System.nanoTime()} when to give up
     * @param worthWaiting asked from time to time; false ends the wait
     * @throws SQLTransientConnectionException SQLState 08001 if there was none in time or it was not worth waiting
     * @throws SQLException the driver's, when the server refuses the credentials
     */
    PhysicalConnection borrow(
            String hostgroup, ConnectionState wanted, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        inUse.incrementAndGet();
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
                inUse.decrementAndGet();
            }
        }
    }

    private PhysicalConnection take(String hostgroup, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        for (long now = began; ; now = System.nanoTime()) {
            long slice = Math.min(SLICE_NANOS, deadline - now);
            try {
                Connection pooled = hikari.getConnection(Math.max(1, TimeUnit.NANOSECONDS.toMillis(slice)));
                PhysicalConnection connection = pooled.unwrap(PhysicalConnection.class);
                connection.pooled(pooled);
                return connection;
            } catch (SQLTransientConnectionException noneInTime) {
                giveUpIfUseless(hostgroup, began, deadline, worthWaiting);
            }
        }
    }

    private void giveUpIfUseless(String hostgroup, long began, long deadline, BooleanSupplier worthWaiting)
            throws SQLException {
        DriverConnector.Failure failure = connector.lastFailure();
        if (failure != null && failure.kind() == FailureKind.ACCESS_DENIED && failure.nanoTime() - began >= 0) {
            throw SqlErrors.credentialsRefused(instance.toString(), user, "user", hasPassword, failure.exception());
        }
        boolean noneCanBeMade = failure != null && failure.nanoTime() - began >= 0 && hikari.getTotalConnections() == 0;
        if (deadline - System.nanoTime() <= 0 || noneCanBeMade || !worthWaiting.getAsBoolean()) {
            throw noneAvailable(hostgroup, System.nanoTime() - began, failure);
        }
    }

    private SQLTransientConnectionException noneAvailable(
            String hostgroup, long waited, DriverConnector.@Nullable Failure failure) {
        return new PoolExhaustedException(
                hostgroup,
                instance.toString(),
                hikari.getActiveConnections(),
                hikari.getIdleConnections(),
                hikari.getThreadsAwaitingConnection() + 1,
                maxPoolSize,
                Duration.ofNanos(waited),
                failure == null ? null : failure.exception());
    }

    /** Takes a connection back, or closes it if it cannot be used again. */
    void release(PhysicalConnection connection) {
        Connection pooled = pooled(connection);
        connection.pooled(null);
        inUse.decrementAndGet();
        if (connection.spoilt()) {
            hikari.evictConnection(pooled);
            return;
        }
        try {
            pooled.close();
        } catch (SQLException e) {
            LOG.debug("{} was not taken back, and is closed", pooled, e);
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
                    connector.connections().abortAll();
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

    @Override
    public void close() {
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
