package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.Holding;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Topology, pools, pins and options of each data source, as they are at this moment. Asks no server, changes nothing, and shows no secret:
 * passwords are always hidden, other values where a {@link SanitizingFunction} of the application says so. Thread-safe.
 */
@Endpoint(id = "proxysql")
public final class ProxysqlEndpoint {
    private final Supplier<Map<String, ProxysqlDataSource>> dataSources;
    private final Sanitizer sanitizer;

    ProxysqlEndpoint(Supplier<Map<String, ProxysqlDataSource>> dataSources, List<SanitizingFunction> sanitizing) {
        this.dataSources = dataSources;
        this.sanitizer = new Sanitizer(sanitizing);
    }

    /** All data sources. */
    @ReadOperation
    public Descriptor dataSources() {
        Map<String, DataSourceDescriptor> described = new LinkedHashMap<>();
        dataSources.get().forEach((name, dataSource) -> described.put(name, describe(dataSource)));
        return new Descriptor(described);
    }

    /**
     * One data source; null, which is "not found", if there is none of that name.
     *
     * @param name the name of its bean
     */
    @ReadOperation
    public @Nullable DataSourceDescriptor dataSource(@Selector String name) {
        ProxysqlDataSource dataSource = dataSources.get().get(name);
        return dataSource == null ? null : describe(dataSource);
    }

    private DataSourceDescriptor describe(ProxysqlDataSource dataSource) {
        Topology topology = dataSource.topology();
        StatsSnapshot stats = dataSource.stats();
        InstanceState writer = topology.writer();
        Map<String, PoolDescriptor> pools = new LinkedHashMap<>();
        stats.instances().forEach((instance, pool) -> pools.put(instance, PoolDescriptor.of(pool)));
        return new DataSourceDescriptor(
                dataSource.name(),
                dataSource.isClosed(),
                new TopologyDescriptor(
                        writer == null ? null : writer.instance().toString(),
                        topology.writerSince(),
                        topology.instances().stream()
                                .map(InstanceDescriptor::of)
                                .toList()),
                pools,
                stats.pinsByKind(),
                options(dataSource.config()));
    }

    private Map<String, Object> options(ProxysqlConfig config) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Option<?> option : Options.all()) {
            String text = text(option, config);
            if (text != null) {
                options.put(option.name(), shown(option.name(), text, option.isSecret()));
            }
        }
        config.driverProperties().forEach((name, text) -> options.put(name, shown(name, text, isSecret(name))));
        return options;
    }

    private static <T> @Nullable String text(Option<T> option, ProxysqlConfig config) {
        T value = config.find(option);
        return value == null ? null : option.format(value);
    }

    private static boolean isSecret(String driverProperty) {
        return driverProperty.toLowerCase(Locale.ROOT).contains("password");
    }

    private Object shown(String name, String text, boolean secret) {
        SanitizableData data = new SanitizableData(null, name, text);
        Object shown = secret ? SanitizableData.SANITIZED_VALUE : sanitizer.sanitize(data, true);
        return shown == null ? SanitizableData.SANITIZED_VALUE : shown;
    }

    /**
     * What the endpoint answers.
     *
     * @param dataSources by the name of the bean
     */
    public record Descriptor(Map<String, DataSourceDescriptor> dataSources) {}

    /**
     * One data source.
     *
     * @param name its {@code poolName}
     * @param closed whether it is closed
     * @param pools by instance
     * @param pins pins begun since the start, by kind
     * @param options effective values, defaults included
     */
    public record DataSourceDescriptor(
            String name,
            boolean closed,
            TopologyDescriptor topology,
            Map<String, PoolDescriptor> pools,
            Map<String, Long> pins,
            Map<String, Object> options) {}

    /**
     * The instances.
     *
     * @param writer the instance that takes writes; null if none does
     * @param writerSince since when that is so
     */
    public record TopologyDescriptor(
            @Nullable String writer, Instant writerSince, List<InstanceDescriptor> instances) {}

    /**
     * One instance.
     *
     * @param evidence what the last observation rests on
     * @param latencyMicros how long the role check takes, as a moving average in microseconds
     * @param lagMillis how far it is behind, in milliseconds; null if not measured
     * @param behind whether that is too much for reads
     */
    public record InstanceDescriptor(
            String instance,
            String role,
            Instant roleSince,
            String status,
            Instant statusSince,
            String evidence,
            long latencyMicros,
            @Nullable Long lagMillis,
            boolean behind) {
        static InstanceDescriptor of(InstanceState state) {
            Duration lag = state.lag();
            return new InstanceDescriptor(
                    state.instance().toString(),
                    state.role().name(),
                    state.roleSince(),
                    state.status().name(),
                    state.statusSince(),
                    state.evidence(),
                    state.latencyNanos() / 1000,
                    lag == null ? null : lag.toMillis(),
                    state.behind());
        }
    }

    /**
     * The connections to one instance.
     *
     * @param pending borrowers that wait
     * @param waits waits since the start
     * @param timeouts those of them that ended without a connection
     * @param longestWaitMillis the longest of them
     * @param pins sessions bound to a connection now, by kind
     * @param longest what holds a connection now, the longest first
     */
    public record PoolDescriptor(
            int total,
            int active,
            int idle,
            int max,
            int pending,
            long waits,
            long timeouts,
            long longestWaitMillis,
            Map<String, Long> pins,
            List<String> longest) {
        static PoolDescriptor of(InstanceStats pool) {
            return new PoolDescriptor(
                    pool.total(),
                    pool.inUse(),
                    pool.idle(),
                    pool.maximum(),
                    pool.waiting(),
                    pool.waits().count(),
                    pool.waits().inVain(),
                    pool.waits().longestNanos() / 1_000_000,
                    pool.pinsByKind(),
                    pool.longest().stream().map(Holding::toString).toList());
        }
    }
}
