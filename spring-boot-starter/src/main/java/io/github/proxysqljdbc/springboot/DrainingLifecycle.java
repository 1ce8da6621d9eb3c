package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.Holding;
import io.github.proxysqljdbc.stats.InstanceStats;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets work that is under way end before the data sources are closed: on shutdown it waits until no session uses a physical connection,
 * for {@code proxysql.shutdown-timeout} at most. It is stopped last, after what brings work: web servers, schedulers, message listeners.
 * It closes nothing; that is done when the beans are destroyed, so that what they do then still has its data source. Thread-safe.
 */
final class DrainingLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DrainingLifecycle.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

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
        Map<String, ProxysqlDataSource> dataSources = DataSources.open(beans);
        long start = System.nanoTime();
        boolean waited = false;
        while (inUse(dataSources) > 0) {
            long elapsed = System.nanoTime() - start;
            if (elapsed >= timeout.toNanos() || Thread.currentThread().isInterrupted()) {
                LOG.warn(
                        "after {} ms, sessions still use connections, which are closed now: {}",
                        elapsed / 1_000_000,
                        holders(dataSources));
                return;
            }
            if (!waited) {
                waited = true;
                LOG.info("waiting for sessions that use connections, for {} ms at most", timeout.toMillis());
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        if (waited) {
            LOG.info("no session uses a connection any more, after {} ms", (System.nanoTime() - start) / 1_000_000);
        }
    }

    private static int inUse(Map<String, ProxysqlDataSource> dataSources) {
        return dataSources.values().stream()
                .filter(dataSource -> !dataSource.isClosed())
                .flatMap(dataSource -> dataSource.stats().instances().values().stream())
                .mapToInt(InstanceStats::inUse)
                .sum();
    }

    private static String holders(Map<String, ProxysqlDataSource> dataSources) {
        return dataSources.values().stream()
                .flatMap(dataSource -> dataSource.stats().instances().values().stream())
                .flatMap(instance -> instance.longest().stream())
                .map(Holding::toString)
                .collect(Collectors.joining("; "));
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
