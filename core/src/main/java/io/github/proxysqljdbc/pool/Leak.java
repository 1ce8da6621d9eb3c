package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.stats.Holding;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hold on a connection that was complained about. Thread-safe. */
final class Leak {
    private static final Logger LOG = LoggerFactory.getLogger(LeakDetector.class);

    private final String instance;
    private final long since;
    private final Holding found;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param instance {@code host:port}
     * @param since {@code System.nanoTime()} when the hold began
     * @param found what held it when it was found
     */
    Leak(String instance, long since, Holding found) {
        this.instance = instance;
        this.since = since;
        this.found = found;
    }

    /** {@code System.nanoTime()} when the hold began. */
    long since() {
        return since;
    }

    /** Says, once, that it was released after all. */
    void ended(long nanoTime) {
        if (over.compareAndSet(false, true)) {
            LOG.info(
                    "the connection to {} that was reported as held by {} (thread {}) was released after {} ms",
                    instance,
                    found.reason(),
                    found.thread(),
                    TimeUnit.NANOSECONDS.toMillis(nanoTime - since));
        }
    }
}
