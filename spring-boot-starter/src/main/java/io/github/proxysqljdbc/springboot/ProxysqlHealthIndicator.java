package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * What the monitor knows of the instances, as health: {@code UP} with a writer, the readers-only status while only reads are served,
 * {@code DOWN} while nothing is. Asks no server, and so answers at once whatever the servers do. Thread-safe.
 */
public final class ProxysqlHealthIndicator implements HealthIndicator {
    private final ProxysqlDataSource dataSource;
    private final Status readersOnly;

    /**
     * An indicator for one data source.
     *
     * @param readersOnly the status while there are readers and no writer
     */
    public ProxysqlHealthIndicator(ProxysqlDataSource dataSource, Status readersOnly) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.readersOnly = Objects.requireNonNull(readersOnly, "readersOnly");
    }

    @Override
    public Health health() {
        if (dataSource.isClosed()) {
            return Health.down().withDetail("closed", true).build();
        }
        return of(dataSource.topology(), readersOnly);
    }

    /** The health that a topology means. */
    static Health of(Topology topology, Status readersOnly) {
        Health.Builder health = new Health.Builder(status(topology, readersOnly));
        InstanceState writer = topology.writer();
        health.withDetail("writer", writer == null ? "none" : writer.instance().toString());
        Map<String, Object> instances = new LinkedHashMap<>();
        topology.instances().forEach(state -> instances.put(state.instance().toString(), details(state)));
        return health.withDetail("instances", instances).build();
    }

    private static Status status(Topology topology, Status readersOnly) {
        if (topology.writer() != null) {
            return Status.UP;
        }
        return topology.readTargets().isEmpty() ? Status.DOWN : readersOnly;
    }

    private static Map<String, Object> details(InstanceState state) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("role", state.role().name());
        details.put("status", state.status().name());
        details.put("evidence", state.evidence());
        Duration lag = state.lag();
        if (lag != null) {
            details.put("lagMillis", lag.toMillis());
            details.put("behind", state.behind());
        }
        return details;
    }
}
