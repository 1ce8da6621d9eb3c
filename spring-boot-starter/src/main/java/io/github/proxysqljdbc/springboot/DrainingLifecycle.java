package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets {@link Work} that is under way end before the data sources are closed: on shutdown it waits for it, for
 * {@code proxysql.shutdown-timeout} at most. It is stopped last, after what brings work: web servers, schedulers, message listeners.
 * It closes nothing; that is done when the beans are destroyed, so that what they do then still has its data source. Thread-safe.
 */
final class DrainingLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DrainingLifecycle.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A statement that goes from a line to its connection, or is sent again, is counted in neither place for some 10 ms. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConfigurableListableBeanFactory beans;
    private final Duration timeout;
    private volatile boolean running;

    DrainingLifecycle(ConfigurableListableBeanFactory beans, Duration timeout) {
        this.beans = beans;
        this.timeout = timeout;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        Collection<ProxysqlDataSource> dataSources = DataSources.open(beans).values();
        long start = System.nanoTime();
        long quietSince = start;
        boolean waited = false;
        while (true) {
            long now = System.nanoTime();
            boolean over =
                    now - start >= timeout.toNanos() || Thread.currentThread().isInterrupted();
            Work work = Work.of(dataSources);
            if (!work.isUnderWay()) {
                if (over || now - quietSince >= QUIET_NANOS) {
                    break;
                }
            } else if (over) {
                LOG.warn("after {} ms, work is still under way, and is cut off now: {}", millis(now - start), work);
                return;
            } else {
                if (!waited) {
                    LOG.info("waiting for work under way, for {} ms at most", timeout.toMillis());
                }
                waited = true;
                quietSince = now;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        if (waited) {
            LOG.info("no work is under way any more, after {} ms", millis(quietSince - start));
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started first, stopped last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
