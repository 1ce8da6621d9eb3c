package io.github.proxysqljdbc;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The data sources behind {@code DriverManager}: one for each distinct URL and credentials, shared by all its connections, and closed some
 * time after the last of them was. Thread-safe; a data source is opened outside the lock, so that a cluster that does not answer delays
 * nobody but those who want it.
 */
final class SharedDataSources {
    /** How long a data source without connections stays open: long enough for a tool that opens one connection after the other. */
    static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ProxysqlConfig, Shared> known = new HashMap<>();
    private final long idleNanos;
    private @Nullable Thread reaper;

    /** One data source and how many connections of it are open. */
    private static final class Shared {
        private final ReentrantLock opening = new ReentrantLock();
        private @Nullable ProxysqlDataSource dataSource;
        private int users;
        private long idleSince;
    }

    SharedDataSources(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    /** A connection of the data source for this configuration, which is opened if it is not yet. */
    Connection connect(ProxysqlConfig config) throws SQLException {
        Shared shared = use(config);
        boolean connected = false;
        try {
            Connection connection = opened(shared, config).getConnection();
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                left(shared);
            }
        }
    }

    private Shared use(ProxysqlConfig config) {
        lock.lock();
        try {
            Shared shared = known.computeIfAbsent(config, absent -> new Shared());
            shared.users++;
            return shared;
        } finally {
            lock.unlock();
        }
    }

    private ProxysqlDataSource opened(Shared shared, ProxysqlConfig config) throws SQLException {
        shared.opening.lock();
        try {
            ProxysqlDataSource open = shared.dataSource;
            if (open == null) {
                open = new ProxysqlDataSource(
                        config,
                        ProxysqlDataSource.connectorJ(),
                        List.of(),
                        ProxysqlDataSource.credentials(config),
                        () -> left(shared));
                shared.dataSource = open;
            }
            return open;
        } finally {
            shared.opening.unlock();
        }
    }

    private void left(Shared shared) {
        lock.lock();
        try {
            if (--shared.users == 0) {
                shared.idleSince = System.nanoTime();
                ensureReaper();
            }
        } finally {
            lock.unlock();
        }
    }

    private void ensureReaper() {
        if (reaper == null) {
            Thread thread = new Thread(this::reap, "proxysql-jdbc-shared");
            thread.setDaemon(true);
            reaper = thread;
            thread.start();
        } else {
            changed.signal();
        }
    }

    /** Closes data sources that were idle long enough; ends when none is idle. */
    private void reap() {
        while (true) {
            List<Shared> dead = new ArrayList<>();
            lock.lock();
            try {
                long wait = collectIdle(dead);
                if (dead.isEmpty()) {
                    if (wait == Long.MAX_VALUE) {
                        reaper = null;
                        return;
                    }
                    changed.awaitNanos(wait);
                }
            } catch (InterruptedException e) {
                reaper = null;
                return;
            } finally {
                lock.unlock();
            }
            dead.forEach(SharedDataSources::close);
        }
    }

    /** Takes out what was idle long enough, and says how long to wait for the next; the longest time if none is idle. */
    private long collectIdle(List<Shared> dead) {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        for (var entries = known.entrySet().iterator(); entries.hasNext(); ) {
            Shared shared = entries.next().getValue();
            if (shared.users > 0) {
                continue;
            }
            long left = shared.idleSince + idleNanos - now;
            if (left <= 0) {
                entries.remove();
                dead.add(shared);
            } else {
                next = Math.min(next, left);
            }
        }
        return next;
    }

    private static void close(Shared shared) {
        shared.opening.lock();
        try {
            ProxysqlDataSource open = shared.dataSource;
            if (open != null) {
                open.close();
            }
        } finally {
            shared.opening.unlock();
        }
    }

    /** How many data sources are open or being opened. */
    int size() {
        lock.lock();
        try {
            return known.size();
        } finally {
            lock.unlock();
        }
    }
}
