package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks ten times a second at how many connections each instance has accepted. Thread-safe. */
final class ConnectionMeter implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000;

    private final Cluster cluster;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();

    private record Sample(ServerInstance instance, long nanos, long connections) {}

    ConnectionMeter(Cluster cluster) {
        this.cluster = cluster;
        Thread thread = new Thread(this::run, Resources.HARNESS + "meter");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(PERIOD_NANOS, TimeUnit.NANOSECONDS)) {
                for (ServerInstance instance : cluster.instances()) {
                    samples.add(new Sample(instance, System.nanoTime(), instance.acceptedConnections()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
            double began = after.connections - before.connections;
            most = Math.max(most, began * Math.min(1, (double) PERIOD_NANOS / (after.nanos - before.nanos)));
        }
        return most;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
