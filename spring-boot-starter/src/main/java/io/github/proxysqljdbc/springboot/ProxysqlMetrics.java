package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.stats.Fate;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Meters of one data source, read from {@link ProxysqlDataSource#stats()} and {@link ProxysqlDataSource#topology()} when they are
 * collected: statements cost nothing more, and no server is asked. All meters there can be are there from the start, so that their number is
 * bounded and a rate counts from the first event. Thread-safe.
 */
public final class ProxysqlMetrics implements MeterBinder {
    private final ProxysqlDataSource dataSource;
    private final Figures figures;
    private final Tags tags;

    /**
     * Meters with a tag {@code name}.
     *
     * @param name the data source's name among the application's, which is its bean's name as a rule
     */
    public ProxysqlMetrics(ProxysqlDataSource dataSource, String name) {
        this.dataSource = dataSource;
        this.figures = new Figures(dataSource);
        this.tags = Tags.of("name", name);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        statements(registry);
        failovers(registry);
        events(registry);
        List<Instance> instances = dataSource.config().instances();
        for (int i = 0; i < instances.size(); i++) {
            Tags ofInstance = tags.and("instance", instances.get(i).toString());
            pool(registry, ofInstance, instances.get(i).toString());
            instance(registry, ofInstance, i);
        }
    }

    private void statements(MeterRegistry registry) {
        routes(registry, MeterKeys.READER, MeterKeys.REASONS_FOR_READER);
        routes(registry, MeterKeys.WRITER, MeterKeys.REASONS_FOR_WRITER);
        perKey(
                registry,
                "proxysql.pins",
                "Sessions that were bound to their connection, by reason",
                "reason",
                MeterKeys.PINS,
                tags,
                StatsSnapshot::pinsByKind);
        perKey(
                registry,
                "proxysql.failures",
                "Failures, those that a retry hid included, by what they mean",
                "kind",
                Arrays.stream(FailureKind.values()).map(FailureKind::key).toList(),
                tags,
                StatsSnapshot::failuresByKind);
        perKey(
                registry,
                "proxysql.failures.fate",
                "The same failures, by what became of the statement",
                "fate",
                Arrays.stream(Fate.values()).map(Fate::key).toList(),
                tags,
                StatsSnapshot::failuresByFate);
        perKey(
                registry,
                "proxysql.replays",
                "Lost transactions, by whether they were replayed",
                "outcome",
                List.of("replayed"),
                tags,
                StatsSnapshot::replaysByOutcome);
        counter(registry, "proxysql.retries", "Statements sent again after a failure", tags, StatsSnapshot::retries);
        counter(
                registry,
                "proxysql.classifications",
                "Texts of statements that were looked up",
                tags.and("result", "hit"),
                stats -> stats.classifications().hits());
        counter(
                registry,
                "proxysql.classifications",
                "Texts of statements that were looked up",
                tags.and("result", "miss"),
                stats -> stats.classifications().misses());
    }

    private void routes(MeterRegistry registry, String hostgroup, List<String> reasons) {
        perKey(
                registry,
                "proxysql.routes",
                "Statements that instances have executed, by hostgroup and reason",
                "reason",
                reasons,
                tags.and("hostgroup", hostgroup),
                stats -> stats.routesByReason().getOrDefault(hostgroup, Map.of()));
    }

    private void failovers(MeterRegistry registry) {
        FunctionTimer.builder(
                        "proxysql.failovers",
                        figures,
                        held -> held.stats().failovers().ended(),
                        held -> held.stats().failovers().withoutWriterNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Times without a writer that have ended, and how long they lasted")
                .tags(tags)
                .register(registry);
        FunctionTimer.builder(
                        "proxysql.writer.wait",
                        figures,
                        held -> held.stats().waitsForInstance().count(),
                        held -> held.stats().waitsForInstance().totalNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Waits of statements for a writer to appear")
                .tags(tags)
                .register(registry);
        counter(
                registry,
                "proxysql.writer.timeout",
                "Statements that were refused, because no writer appeared in time",
                tags,
                stats -> stats.waitsForInstance().inVain());
        Gauge.builder("proxysql.writer.pending", figures, held -> held.stats().waitingForWriter())
                .description("Statements that wait for a writer")
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void events(MeterRegistry registry) {
        counter(
                registry,
                "proxysql.role.changes",
                "Changes of an instance's role or status",
                tags,
                StatsSnapshot::roleChanges);
        counter(
                registry,
                "proxysql.connections.aborted",
                "Connections in use that were broken, because their instance was dead or no longer the writer",
                tags,
                StatsSnapshot::connectionsAborted);
        counter(
                registry,
                "proxysql.connections.leaked",
                "Sessions that held a connection for longer than leakDetectionThreshold",
                tags,
                StatsSnapshot::leaks);
        Gauge.builder("proxysql.writer", dataSource, source -> source.topology().writer() == null ? 0 : 1)
                .description("1 while an instance takes writes, else 0")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        TimeGauge.builder(
                        "proxysql.writer.age",
                        dataSource,
                        TimeUnit.MILLISECONDS,
                        source -> System.currentTimeMillis()
                                - source.topology().writerSince().toEpochMilli())
                .description("How long the writer has been what it is, or has been missing")
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void pool(MeterRegistry registry, Tags ofInstance, String instance) {
        poolGauge(registry, "proxysql.connections", "All physical connections", ofInstance, InstanceStats::total);
        poolGauge(registry, "proxysql.connections.active", "Connections in use", ofInstance, InstanceStats::inUse);
        poolGauge(registry, "proxysql.connections.idle", "Connections nobody uses", ofInstance, InstanceStats::idle);
        poolGauge(registry, "proxysql.connections.max", "The most there may be", ofInstance, InstanceStats::maximum);
        poolGauge(
                registry,
                "proxysql.connections.min",
                "How many idle connections are kept open",
                ofInstance,
                kept -> dataSource.config().get(Options.MIN_IDLE));
        poolGauge(
                registry,
                "proxysql.connections.pending",
                "Borrowers that wait for a connection",
                ofInstance,
                InstanceStats::waiting);
        counter(
                registry,
                "proxysql.connections.timeout",
                "Waits for a connection that ended without one",
                ofInstance,
                stats -> waits(stats, instance).inVain());
        FunctionTimer.builder(
                        "proxysql.connections.wait",
                        figures,
                        held -> waits(held.stats(), instance).count(),
                        held -> waits(held.stats(), instance).totalNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Waits for a connection, which most borrowers do not have to")
                .tags(ofInstance)
                .register(registry);
    }

    private static StatsSnapshot.Waits waits(StatsSnapshot stats, String instance) {
        InstanceStats pool = stats.instances().get(instance);
        return pool == null ? new StatsSnapshot.Waits(0, 0, 0, 0) : pool.waits();
    }

    private void poolGauge(
            MeterRegistry registry,
            String name,
            String description,
            Tags ofInstance,
            ToDoubleFunction<InstanceStats> figure) {
        String instance = ofInstance.stream()
                .filter(tag -> tag.getKey().equals("instance"))
                .map(Tag::getValue)
                .findFirst()
                .orElseThrow();
        Gauge.builder(name, figures, held -> {
                    InstanceStats pool = held.stats().instances().get(instance);
                    return pool == null ? 0 : figure.applyAsDouble(pool);
                })
                .description(description)
                .tags(ofInstance)
                .strongReference(true)
                .register(registry);
    }

    private void instance(MeterRegistry registry, Tags ofInstance, int index) {
        for (Role role : Role.values()) {
            instanceGauge(
                    registry,
                    "proxysql.instance.role",
                    "1 for the role that the instance said last, else 0",
                    ofInstance.and("role", role.name().toLowerCase(Locale.ROOT)),
                    index,
                    state -> state.role() == role ? 1 : 0);
        }
        instanceGauge(
                registry,
                "proxysql.instance.up",
                "1 if the instance answered the last question, else 0",
                ofInstance,
                index,
                state -> state.isUp() ? 1 : 0);
        instanceTime(
                registry,
                "proxysql.instance.latency",
                "How long the role check takes, as a moving average",
                ofInstance,
                index,
                state -> state.latencyNanos());
        instanceTime(
                registry,
                "proxysql.instance.lag",
                "How far the instance is behind its source; NaN if it is not measured",
                ofInstance,
                index,
                state -> {
                    Duration lag = state.lag();
                    return lag == null ? Double.NaN : lag.toNanos();
                });
    }

    private void instanceGauge(
            MeterRegistry registry,
            String name,
            String description,
            Tags ofInstance,
            int index,
            ToDoubleFunction<InstanceState> figure) {
        Gauge.builder(
                        name,
                        dataSource,
                        source -> figure.applyAsDouble(source.topology().of(index)))
                .description(description)
                .tags(ofInstance)
                .strongReference(true)
                .register(registry);
    }

    private void instanceTime(
            MeterRegistry registry,
            String name,
            String description,
            Tags ofInstance,
            int index,
            ToDoubleFunction<InstanceState> nanos) {
        TimeGauge.builder(
                        name,
                        dataSource,
                        TimeUnit.NANOSECONDS,
                        source -> nanos.applyAsDouble(source.topology().of(index)))
                .description(description)
                .tags(ofInstance)
                .strongReference(true)
                .register(registry);
    }

    /** A counter for each known key, and one for what is counted under any other. */
    private void perKey(
            MeterRegistry registry,
            String name,
            String description,
            String tag,
            List<String> keys,
            Tags ofMeter,
            Function<StatsSnapshot, Map<String, Long>> counts) {
        for (String key : keys) {
            counter(
                    registry,
                    name,
                    description,
                    ofMeter.and(tag, key),
                    stats -> MeterKeys.count(counts.apply(stats), key));
        }
        counter(
                registry,
                name,
                description,
                ofMeter.and(tag, MeterKeys.OTHER),
                stats -> MeterKeys.countOthers(counts.apply(stats), keys));
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String description,
            Tags ofMeter,
            ToLongFunction<StatsSnapshot> count) {
        FunctionCounter.builder(name, figures, held -> count.applyAsLong(held.stats()))
                .description(description)
                .tags(ofMeter)
                .register(registry);
    }
}
