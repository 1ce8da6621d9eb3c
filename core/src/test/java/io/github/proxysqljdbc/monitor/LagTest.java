package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.RoleChecks;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that fall behind. Instance 0 of the topology is the writer, 1 and 2 are its replicas. */
@Timeout(90)
abstract class LagTest {
    static final Duration MAX_LAG = Duration.ofSeconds(2);

    final Cluster cluster;
    final TopologyHolder holder;
    final LogLines log = new LogLines();
    private @Nullable Monitor monitor;

    LagTest(Cluster cluster) {
        this.cluster = cluster;
        this.holder = new TopologyHolder(Topology.initial(
                cluster.instances().stream()
                        .map(i -> new Instance(i.host(), i.port()))
                        .toList(),
                Instant.now()));
    }

    @AfterEach
    void stop() {
        if (monitor != null) {
            monitor.close();
        }
        log.close();
    }

    void start(String user, String password) throws Exception {
        Monitor made = new Monitor(
                new MonitorSettings(
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        MAX_LAG,
                        RoleChecks.AUTO,
                        CredentialsSource.fixed(user, password),
                        Map.of("sslMode", "DISABLED", "allowPublicKeyRetrieval", "true")),
                new com.mysql.cj.jdbc.Driver(),
                holder);
        monitor = made;
        made.start();
        made.awaitReady(Duration.ofSeconds(20));
        await("both replicas are readers", t -> t.readers().size() == 2);
    }

    Topology await(String what, Predicate<Topology> condition) throws InterruptedException {
        Topology topology = holder.await(condition, Duration.ofSeconds(40).toNanos());
        assertThat(topology).as("%s: %s", what, holder.current()).isNotNull();
        return topology == null ? holder.current() : topology;
    }

    /** The monitor's user, who may ask for the state of replication. */
    void startPrivileged() throws Exception {
        if (cluster.supports(Feature.MARIADB)) {
            everywhere("GRANT SLAVE MONITOR ON *.* TO '" + cluster.monitorUser() + "'@'%'");
        }
        start(cluster.monitorUser(), cluster.monitorPassword());
    }

    void everywhere(String sql) throws SQLException {
        for (ServerInstance instance : cluster.instances()) {
            try (Connection admin = instance.openAdminConnection();
                    Statement statement = admin.createStatement()) {
                statement.execute("SET sql_log_bin=0");
                statement.execute(sql);
            }
        }
    }

    void write() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection();
                Statement statement = direct.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS pace (id INT PRIMARY KEY AUTO_INCREMENT)");
            statement.execute("INSERT INTO pace VALUES ()");
        }
    }

    static List<Integer> indexes(List<InstanceState> states) {
        return states.stream().map(InstanceState::index).toList();
    }

    @Test
    void readerThatFallsBehindTakesNoReadsUntilItHasCaughtUp() throws Exception {
        startPrivileged();
        cluster.replica(0).delayReplication(Duration.ofSeconds(20));
        write();
        Topology lagging = await("1 is behind", t -> t.of(1).behind());
        assertThat(indexes(lagging.readers())).containsExactly(2);
        assertThat(lagging.of(1).lag()).isGreaterThan(MAX_LAG);
        log.await(Level.INFO, line -> line.contains("takes no reads while others can: behind by"));
        cluster.replica(0).delayReplication(Duration.ZERO);
        Topology caughtUp = await("1 has caught up", t -> t.readers().size() == 2);
        assertThat(caughtUp.of(1).lag()).isLessThanOrEqualTo(MAX_LAG.dividedBy(2));
        log.await(Level.INFO, line -> line.contains("takes reads again: behind by"));
    }
}
