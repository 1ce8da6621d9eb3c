package io.github.proxysqljdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.stats.Recorder;
import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Pools on the writer of a cluster, whose index is 0. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class PoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Cluster cluster;
    private @Nullable Pools pools;

    PoolTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    final void closePools() {
        if (pools != null) {
            pools.close();
        }
    }

    final Pools open(int maxPoolSize) throws SQLException {
        return open(maxPoolSize, cluster.password());
    }

    final Pools open(int maxPoolSize, String password) throws SQLException {
        return open(maxPoolSize, password, Duration.ofMinutes(1));
    }

    final Pools open(int maxPoolSize, String password, Duration idleTimeout) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        PoolSettings settings = new PoolSettings(
                "test",
                new com.mysql.cj.jdbc.Driver(),
                cluster.database(),
                properties,
                CredentialsSource.fixed(cluster.user(), password),
                Set.of("sql_mode"),
                maxPoolSize,
                0,
                idleTimeout,
                Duration.ofMinutes(2),
                Duration.ZERO,
                true);
        Instance writer = new Instance(cluster.writer().host(), cluster.writer().port());
        Pools made = new Pools(List.of(writer), settings, Recorder.unheard(), index -> {});
        pools = made;
        return made;
    }

    /** Borrows from the writer's pool, and waits for as long as the tests are patient. */
    final PhysicalConnection borrow(Pools from) throws SQLException {
        return borrow(from, PATIENCE);
    }

    final PhysicalConnection borrow(Pools from, Duration longest) throws SQLException {
        return borrow(from, new Alone(), longest);
    }

    final PhysicalConnection borrow(Pools from, Borrower borrower, Duration longest) throws SQLException {
        long began = System.nanoTime();
        return from.borrow(
                0,
                new Purpose("writer", () -> true),
                borrower,
                new ConnectionState(cluster.database()),
                began,
                began + longest.toNanos());
    }

    /** Fills a pool. */
    final List<PhysicalConnection> borrowAll(Pools from, int count) throws SQLException {
        PhysicalConnection[] all = new PhysicalConnection[count];
        for (int i = 0; i < count; i++) {
            all[i] = borrow(from);
        }
        return List.of(all);
    }

    /** A session of one statement. */
    static class Alone implements Borrower {
        private volatile @Nullable Object place;

        @Override
        public void waits(@Nullable Object where) {
            place = where;
        }

        @Override
        public @Nullable Object waitsFor() {
            return place;
        }

        @Override
        public void offer() {}

        @Override
        public boolean isBusy() {
            return false;
        }

        @Override
        public void checkWanted() throws SQLException {}
    }

    /** Something that another thread is at. */
    static final class Task<T> {
        private final FutureTask<T> future;
        final Thread thread;

        Task(Callable<T> work) {
            future = new FutureTask<>(work);
            thread = new Thread(future, "borrower");
            thread.setDaemon(true);
            thread.start();
        }

        T get() throws Exception {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        boolean isDone() {
            return future.isDone();
        }
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - end).as("waiting until %s", what).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
