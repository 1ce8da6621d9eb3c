package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.stats.Holding;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hold on a connection that was complained about.
 *
 * @param instance {@code host:port}
 * @param since {@code System.nanoTime()} when the hold began
 * @param found what held it when it was found
 */
record Leak(String instance, long since, Holding found) {
    private static final Logger LOG = LoggerFactory.getLogger(LeakDetector.class);

    /** Says that it was released after all. */
    void ended(long nanoTime) {
        LOG.info(
                "the connection to {} that was reported as held by {} (thread {}) was released after {} ms",
                instance,
                found.reason(),
                found.thread(),
                TimeUnit.NANOSECONDS.toMillis(nanoTime - since));
    }
}
