package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.stats.Holding;
import io.github.proxysqljdbc.stats.LeakEvent;
import io.github.proxysqljdbc.stats.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names, once each, the sessions that hold a connection by a pin or an open result for longer than the option {@code leakDetectionThreshold}.
 * A statement that runs for long is no leak, nor is a connection that its session would give up. Runs on the pools' scheduler.
 */
final class LeakDetector implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LeakDetector.class);
    private static final long SHORTEST_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<InstancePool> pools;
    private final Recorder recorder;
    private final long thresholdNanos;

    LeakDetector(List<InstancePool> pools, Recorder recorder, Duration threshold) {
        this.pools = pools;
        this.recorder = recorder;
        this.thresholdNanos = threshold.toNanos();
    }

    /** How often it should run, in nanoseconds. */
    long periodNanos() {
        return Math.max(SHORTEST_PERIOD_NANOS, Math.min(thresholdNanos / 4, LONGEST_PERIOD_NANOS));
    }

    /** Looks once at every connection. */
    @Override
    public void run() {
        try {
            for (InstancePool pool : pools) {
                for (PhysicalConnection each : pool.present()) {
                    look(pool, each);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("the leak detector failed; it goes on", e);
        }
    }

    private void look(InstancePool pool, PhysicalConnection connection) {
        Usage usage = connection.usage();
        long since = usage.heldSince();
        Leak known = usage.leak();
        long now = System.nanoTime();
        Holding holding = usage.holding(connection.keptBy(), now);
        if (known != null && holding != null && holding.kind().equals(Holding.KEPT)) {
            known.ended(now);
        }
        if (holding == null
                || !holding.isPin()
                || holding.heldNanos() < thresholdNanos
                || (known != null && known.since() == since)) {
            return;
        }
        String instance = pool.instance().toString();
        usage.leak(new Leak(instance, since, holding));
        Place place = usage.place();
        LOG.warn(
                "a session has held a connection to {} (hostgroup {}) for {} ms by {} (thread {}), longer than leakDetectionThreshold={} ms:"
                        + " end the transaction, close the result set, or close the connection",
                instance,
                usage.hostgroup(),
                TimeUnit.NANOSECONDS.toMillis(holding.heldNanos()),
                holding.reason(),
                holding.thread(),
                TimeUnit.NANOSECONDS.toMillis(thresholdNanos),
                place);
        recorder.leaked(new LeakEvent(holding, usage.hostgroup(), instance, trace(place)));
    }

    private static List<StackTraceElement> trace(@Nullable Place place) {
        return place == null ? List.of() : List.of(Objects.requireNonNull(place.getStackTrace()));
    }
}
