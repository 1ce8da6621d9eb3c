package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks each instance ten times a second, past its relay, how many connections were ever attempted to it. Thread-safe. */
final class ConnectionMeter implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();

    private record Sample(ServerInstance instance, long nanos, long connections) {}

    ConnectionMeter(Cluster cluster) {
        for (ServerInstance instance : cluster.instances()) {
            Thread thread = new Thread(() -> run(instance), Resources.HARNESS + "meter-" + instance.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Samples an instance as long as it answers, and again when it has come back. */
    private void run(ServerInstance instance) {
        try {
            while (!closed.await(PERIOD_NANOS, TimeUnit.NANOSECONDS)) {
                if (instance.isRunning()) {
                    sampleUntilLost(instance);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sampleUntilLost(ServerInstance instance) throws InterruptedException {
        try (Connection connection = instance.openAdminConnection();
                Statement statement = connection.createStatement()) {
            while (!closed.await(PERIOD_NANOS, TimeUnit.NANOSECONDS)) {
                try (ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Connections'")) {
                    row.next();
                    samples.add(new Sample(instance, System.nanoTime(), row.getLong(2)));
                }
            }
        } catch (SQLException e) {
            // The instance died, or is not up again yet: that is what scenarios are about.
            samples.add(new Sample(instance, System.nanoTime(), -1));
        }
    }

    /** The most connections to an instance that began within 100 ms, after that moment of {@link System#nanoTime()}. */
    double mostIn100Millis(ServerInstance instance, long sinceNanos) {
        List<Sample> mine = new ArrayList<>(samples);
        mine.removeIf(sample -> sample.instance != instance || sample.nanos - sinceNanos < 0);
        double most = 0;
        for (int i = 1; i < mine.size(); i++) {
            Sample before = mine.get(i - 1);
            Sample after = mine.get(i);
            if (before.connections >= 0 && after.connections >= 0) {
                long began = after.connections - before.connections;
                most = Math.max(most, began * Math.min(1.0, (double) PERIOD_NANOS / (after.nanos - before.nanos)));
            }
        }
        return most;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
