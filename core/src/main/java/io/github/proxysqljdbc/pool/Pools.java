package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.stats.Recorder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** One pool for each instance: pools belong to instances, not to roles, so that connections stay when roles change. Thread-safe. */
public final class Pools implements AutoCloseable {
    private final String name;
    private static final long LONGEST_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final InstancePool[] pools;
    private final Dialects dialects;
    private final ScheduledThreadPoolExecutor housekeeper;
    private final Recorder recorder;

    /**
     * Makes the pools; connects to nothing.
     *
     * @param recorder hears of leaks
     * @param trouble told the index of an instance to which no connection could be made
     */
    public Pools(List<Instance> instances, PoolSettings settings, Recorder recorder, IntConsumer trouble) {
        this.name = settings.name();
        this.recorder = recorder;
        ThreadFactory threads = daemons(settings.name());
        housekeeper = new ScheduledThreadPoolExecutor(1, threads);
        housekeeper.setRemoveOnCancelPolicy(true);
        pools = new InstancePool[instances.size()];
        dialects = new Dialects(instances.size());
        for (int i = 0; i < pools.length; i++) {
            int index = i;
            pools[i] = new InstancePool(
                    instances.get(i),
                    settings,
                    threads,
                    housekeeper,
                    () -> trouble.accept(index),
                    dialect -> dialects.learn(index, dialect));
        }
        if (!settings.leakDetectionThreshold().isZero()) {
            LeakDetector detector = new LeakDetector(List.of(pools), recorder, settings.leakDetectionThreshold());
            repeat(detector, detector.periodNanos());
        }
        long idle = settings.idleTimeout().toNanos();
        repeat(() -> endKeeping(idle), Math.min(idle / 4, LONGEST_PERIOD_NANOS));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task throws nothing, and ends with the scheduler
    private void repeat(Runnable task, long periodNanos) {
        housekeeper.scheduleWithFixedDelay(task, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Ends what sessions merely keep as HikariCP ends what is idle in the pool. */
    private void endKeeping(long heldNanos) {
        for (InstancePool pool : pools) {
            pool.endKeeping(heldNanos);
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "proxysql-jdbc-" + name + "-pool-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * A physical connection to the instance with this index, which can be brought into the wanted state. Borrowers of one instance are served
     * in the order in which they came.
     *
     * @param began {@code System.nanoTime()} when the borrowing began
     * @param deadline {@code System.nanoTime()} when to give up
     * @throws java.sql.SQLTransientConnectionException SQLState 08001 if there was none in time or it was not worth waiting
     * @throws SQLException SQLState HY008 if the thread was interrupted while it waited, which stays interrupted; 08003 if the data source was
     *     closed; the driver's, when the server refuses the credentials; what the borrower throws while it waits
     */
    public PhysicalConnection borrow(
            int index, Purpose purpose, Borrower borrower, ConnectionState wanted, long began, long deadline)
            throws SQLException {
        return pools[index].borrow(purpose, borrower, wanted, began, deadline);
    }

    /** Takes a connection back, or closes it if it is spoilt. */
    public void release(int index, PhysicalConnection connection) {
        pools[index].release(connection);
    }

    /** How the instances read texts by themselves. */
    public Dialects dialects() {
        return dialects;
    }

    /** Whether somebody waits for a connection to the instance with this index, and is not about to get a new one. */
    public boolean hasWaiters(int index) {
        return pools[index].hasWaiters();
    }

    /** What those are told who wait for an instance when the data source is closed. */
    public SQLException closedFailure() {
        return SqlErrors.dataSourceClosed(name);
    }

    /** Has those who wait for a connection to an instance look at once whether that is still of use. */
    public void reconsider(int index) {
        pools[index].reconsider();
    }

    /** Takes in that a connection to an instance broke while it was used. */
    public void lost(int index) {
        pools[index].trust().lost();
    }

    /** Takes in that the process stood still: connections are tried before they are used, and not one by one if they are dead. */
    public void slept() {
        for (InstancePool pool : pools) {
            pool.trust().slept();
        }
    }

    /** Breaks all connections, and makes no other ones until {@link #resume}; who wants one waits meanwhile. */
    public void suspend() {
        for (InstancePool pool : pools) {
            pool.suspend();
        }
    }

    /** Makes connections again after {@link #suspend}. */
    public void resume() {
        for (InstancePool pool : pools) {
            pool.resume();
        }
    }

    /** How many borrowers have a connection to an instance or want one. */
    public int inUse(int index) {
        return pools[index].inUse();
    }

    /** How the connections to each instance are used at this moment, by {@code host:port}. */
    public Map<String, InstanceStats> stats() {
        Map<String, InstanceStats> all = new TreeMap<>();
        for (InstancePool pool : pools) {
            String instance = pool.instance().toString();
            all.put(instance, pool.stats(recorder.waits(instance)));
        }
        return all;
    }

    /** Closes an instance's idle connections at once, and those in use when they come back. */
    void retire(int index) {
        pools[index].retire();
    }

    /**
     * Breaks all connections to an instance, and returns before that is done.
     *
     * @param done told then how many were in use
     */
    void abort(int index, IntConsumer done) {
        pools[index].abort(done);
    }

    @Override
    public void close() {
        for (InstancePool pool : pools) {
            pool.refuse();
        }
        for (InstancePool pool : pools) {
            pool.close();
        }
        housekeeper.shutdownNow();
    }
}
