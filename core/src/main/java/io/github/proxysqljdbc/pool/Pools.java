package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.config.Instance;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** One pool for each instance: pools belong to instances, not to roles, so that connections stay when roles change. Thread-safe. */
public final class Pools implements AutoCloseable {
    private final InstancePool[] pools;
    private final ScheduledThreadPoolExecutor housekeeper;

    /**
     * Makes the pools; connects to nothing.
     *
     * @param trouble told the index of an instance to which no connection could be made
     */
    public Pools(List<Instance> instances, PoolSettings settings, IntConsumer trouble) {
        ThreadFactory threads = daemons(settings.name());
        housekeeper = new ScheduledThreadPoolExecutor(1, threads);
        housekeeper.setRemoveOnCancelPolicy(true);
        pools = new InstancePool[instances.size()];
        for (int i = 0; i < pools.length; i++) {
            int index = i;
            pools[i] = new InstancePool(instances.get(i), settings, threads, housekeeper, () -> trouble.accept(index));
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
     * A physical connection to the instance with this index, which can be brought into the wanted state.
     *
     * @param hostgroup what it is borrowed for, named where there is none
     * @param began {@code System.nanoTime()} when the borrowing began
     * @param deadline {@code System.nanoTime()} when to give up
     * @param worthWaiting asked from time to time; false ends the wait
     * @throws java.sql.SQLTransientConnectionException SQLState 08001 if there was none in time or it was not worth waiting
     * @throws SQLException SQLState HY008 if the thread was interrupted while it waited, which stays interrupted; 08003 if the data source was
     *     closed; the driver's, when the server refuses the credentials
     */
    public PhysicalConnection borrow(
            int index,
            String hostgroup,
            ConnectionState wanted,
            long began,
            long deadline,
            BooleanSupplier worthWaiting)
            throws SQLException {
        return pools[index].borrow(hostgroup, wanted, began, deadline, worthWaiting);
    }

    /** Takes a connection back, or closes it if it is spoilt. */
    public void release(int index, PhysicalConnection connection) {
        pools[index].release(connection);
    }

    /** Whether somebody waits for a connection to the instance with this index. */
    public boolean hasWaiters(int index) {
        return pools[index].waiting() > 0;
    }

    /** Has those who wait for a connection to an instance look at once whether that is still of use. */
    public void reconsider(int index) {
        pools[index].reconsider();
    }

    /** How many borrowers have a connection to an instance or want one. */
    public int inUse(int index) {
        return pools[index].inUse();
    }

    /** Closes an instance's idle connections at once, and those in use when they come back. */
    void retire(int index) {
        pools[index].retire();
    }

    /** Breaks all connections to an instance, and returns before that is done. @return how many are in use */
    int abort(int index) {
        return pools[index].abort();
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
