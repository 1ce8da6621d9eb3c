package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.RoleChecks;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The monitor against real servers. Instance 0 of the topology is the cluster's writer, unless a test changes that. */
@ClusterTest
@Timeout(60)
class MonitorClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofMillis(400);
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration SILENCE = Duration.ofMillis(800);

    private final Cluster cluster;
    private final TopologyHolder holder;
    private final LogLines log = new LogLines();
    private @Nullable Monitor monitor;

    MonitorClusterTest(Cluster cluster) {
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

    private Monitor started(String user, String password, RoleCheck check) throws SQLException {
        return started(INTERVAL, user, password, check);
    }

    private Monitor started(Duration interval, String user, String password, RoleCheck check) throws SQLException {
        Monitor made = new Monitor(settings(interval, user, password, check), new com.mysql.cj.jdbc.Driver(), holder);
        monitor = made;
        made.start();
        return made;
    }

    private static MonitorSettings settings(Duration interval, String user, String password, RoleCheck check) {
        Map<String, String> properties = Map.of("sslMode", "DISABLED", "allowPublicKeyRetrieval", "true");
        return new MonitorSettings(
                interval, TIMEOUT, SILENCE, null, check, CredentialsSource.fixed(user, password), properties);
    }

    private Monitor started() throws SQLException {
        return started(cluster.monitorUser(), cluster.monitorPassword(), RoleChecks.AUTO);
    }

    private void ready() throws SQLException {
        started().awaitReady(PATIENCE);
        assertThat(holder.current().writer()).as("%s", holder.current()).isNotNull();
    }

    private Topology await(Predicate<Topology> condition) throws InterruptedException {
        Topology topology = holder.await(condition, PATIENCE.toNanos());
        assertThat(topology).as("last seen: %s", holder.current()).isNotNull();
        return topology == null ? holder.current() : topology;
    }

    private Topology awaitWriter(int index) throws InterruptedException {
        return await(t -> {
            InstanceState writer = t.writer();
            return writer != null && writer.index() == index;
        });
    }

    private ServerInstance server(int index) {
        return cluster.instances().get(index);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void findsTheWriterAndTheReadersOfARunningCluster() throws Exception {
        ready();
        Topology topology = await(t -> t.readers().size() == 2);
        assertThat(History.index(topology.writer())).isEqualTo(0);
        assertThat(topology.of(1).evidence()).isEqualTo("innodb_read_only=0, read_only=1");
    }

    @Test
    void roleFlipsOfTwoInstancesAreFollowedWithinOneIntervalAndAHalf() throws Exception {
        Duration interval = Duration.ofSeconds(3);
        started(interval, cluster.monitorUser(), cluster.monitorPassword(), RoleChecks.AUTO)
                .awaitReady(PATIENCE);
        awaitWriter(0);
        for (int round = 0; round < 2; round++) {
            server(round).setReadOnly(true);
            server(1 - round).setReadOnly(false);
            long start = System.nanoTime();
            awaitWriter(1 - round);
            Duration took = since(start);
            System.out.println("writes followed read_only after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(interval.multipliedBy(3).dividedBy(2).plusMillis(200));
        }
    }

    @Test
    void promotedReplicaTakesWritesAndTheOldWriterReads() throws Exception {
        ready();
        cluster.promote(server(2));
        awaitWriter(2);
        await(t -> t.readers().stream().map(InstanceState::index).toList().equals(List.of(0, 1)));
    }

    @Test
    void killedWriterIsDownAndTakesWritesAgainAfterItsRestart() throws Exception {
        ready();
        server(0).kill();
        Topology down = await(t -> t.of(0).status() == Status.DOWN);
        assertThat(down.of(0).role()).isEqualTo(Role.WRITER);
        assertThat(down.of(0).evidence()).isEqualTo("no answer: connect refused");
        assertThat(down.writer()).isNull();
        assertThat(History.index(down.lastWriter())).isEqualTo(0);
        server(0).restart();
        awaitWriter(0);
    }

    @Test
    void writerThatReturnsAfterAFailoverTakesNoWrites() throws Exception {
        ready();
        server(0).kill();
        cluster.failover(server(1));
        awaitWriter(1);
        List<Integer> writers = new ArrayList<>();
        holder.addListener((before, after) -> {
            InstanceState writer = after.writer();
            if (writer != null) {
                writers.add(writer.index());
            }
        });
        server(0).restart();
        await(t -> t.of(0).isUp() && t.of(0).role() == Role.READER);
        assertThat(writers).isNotEmpty().containsOnly(1);
    }

    @Test
    void frozenReaderDelaysNoOtherAndIsDownInBoundedTime() throws Exception {
        cluster.assumeSupports(Feature.FREEZE);
        ready();
        await(t -> t.readers().size() == 2);
        server(1).freeze();
        long start = System.nanoTime();
        await(t -> t.of(1).status() == Status.SUSPECT);
        server(0).setReadOnly(true);
        server(2).setReadOnly(false);
        long flipped = System.nanoTime();
        awaitWriter(2);
        assertThat(since(flipped)).isLessThan(Duration.ofSeconds(5));
        await(t -> t.of(1).status() == Status.DOWN);
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        server(1).thaw();
        await(t -> t.of(1).isUp());
    }

    @Test
    void silentNetworkDemotesNobodyAndTheWriterIsTheSameAfterwards() throws Exception {
        ready();
        server(0).stallNetwork();
        Topology down = await(t -> t.of(0).status() == Status.DOWN);
        assertThat(down.of(0).role()).isEqualTo(Role.WRITER);
        assertThat(down.of(0).evidence()).startsWith("no answer for ");
        assertThat(down.writer()).isNull();
        server(0).healNetwork();
        awaitWriter(0);
    }

    @Test
    void killedConnectionIsReplacedWithoutAChangeOfStatus() throws Exception {
        ready();
        await(t -> t.readers().size() == 2);
        killConnectionsOfMonitor(server(1));
        long version = holder.current().version();
        await(t -> t.version() > version + 6);
        assertThat(log.at(Level.INFO)).noneMatch(line -> line.contains("SUSPECT") || line.contains("DOWN"));
    }

    private void killConnectionsOfMonitor(ServerInstance server) {
        assertThat(server.killConnections(cluster.monitorUser()))
                .as("connections of the monitor")
                .isPositive();
    }

    @Test
    void wrongPasswordFailsTheStartAtOnceWithTheInstancesNames() throws Exception {
        Monitor refused = started(cluster.monitorUser(), "wrong", RoleChecks.AUTO);
        assertThatThrownBy(() -> refused.awaitReady(PATIENCE))
                .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
                .hasMessageContaining(server(0).hostAndPort())
                .hasMessageContaining("Access denied for user '" + cluster.monitorUser())
                .hasMessageNotContaining("wrong");
    }

    @Test
    void credentialsThatOneInstanceRefusesAreSaidWithItsName() throws Exception {
        alterEverywhereButOn(2, "CREATE USER only_some@'%' IDENTIFIED BY 'pw'");
        try {
            started("only_some", "pw", RoleChecks.AUTO).awaitReady(PATIENCE);
            log.await(Level.WARN, line -> line.startsWith(server(2).hostAndPort()));
            assertThat(log.at(Level.WARN))
                    .hasSize(1)
                    .first()
                    .satisfies(line -> assertThat(line)
                            .contains(server(2).hostAndPort() + " refuses the monitor's user only_some"));
            assertThat(History.index(holder.current().writer())).isEqualTo(0);
        } finally {
            stop();
            alterEverywhereButOn(2, "DROP USER only_some@'%'");
        }
    }

    private void alterEverywhereButOn(int index, String sql) throws SQLException {
        for (int i = 0; i < cluster.instances().size(); i++) {
            if (i != index) {
                try (Connection admin = server(i).openAdminConnection();
                        Statement statement = admin.createStatement()) {
                    statement.execute("SET sql_log_bin=0");
                    statement.execute(sql);
                }
            }
        }
    }

    @Test
    void allDownAtStartIsSaidInTimeAndTheFirstThatReturnsMakesItReady() throws Exception {
        cluster.instances().forEach(ServerInstance::kill);
        Monitor made = started();
        assertThatThrownBy(() -> made.awaitReady(Duration.ofMillis(500)))
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining(server(0).hostAndPort() + ": no answer: connect refused")
                .hasMessageContaining(server(2).hostAndPort() + ": no answer: connect refused");
        server(2).restart();
        made.awaitReady(PATIENCE);
        assertThat(holder.current().of(2).isUp()).isTrue();
    }

    @Test
    void superReadOnlyMakesAReaderUnderEveryCheckThatCoversIt() throws Exception {
        cluster.assumeSupports(Feature.SUPER_READ_ONLY);
        ready();
        server(0).setSuperReadOnly(true);
        await(t -> t.of(0).role() == Role.READER);
        stop();
        started(cluster.monitorUser(), cluster.monitorPassword(), RoleChecks.SUPER_READ_ONLY);
        await(t -> t.of(0).evidence().equals("super_read_only=1"));
    }

    @Test
    void checkTypeThatTheServerDoesNotKnowIsSaidWithTheOption() throws Exception {
        cluster.assumeSupports(Feature.MARIADB);
        started(cluster.monitorUser(), cluster.monitorPassword(), RoleChecks.SUPER_READ_ONLY);
        Topology topology = await(t -> t.of(0).failure() != null);
        assertThat(topology.of(0).role()).isEqualTo(Role.UNKNOWN);
        assertThat(topology.of(0).evidence()).contains("Unknown system variable 'super_read_only'");
        log.await(Level.WARN, line -> line.contains("Check the option checkType"));
    }

    @Test
    void instanceThatRunsWithInnodbReadOnlyIsAReader() throws Exception {
        cluster.assumeSupports(Feature.RESTART_WITH_OPTIONS);
        ready();
        server(1).restart("--innodb-read-only=1", "--read-only=0");
        Topology topology = await(t -> t.of(1).evidence().startsWith("innodb_read_only=1"));
        assertThat(topology.of(1).role()).isEqualTo(Role.READER);
        assertThat(History.index(topology.writer())).isEqualTo(0);
    }

    @Test
    void suspicionIsAnsweredWithoutWaitingForTheInterval() throws Exception {
        Monitor made = started(Duration.ofHours(1), cluster.monitorUser(), cluster.monitorPassword(), RoleChecks.AUTO);
        made.awaitReady(PATIENCE);
        server(1).cutNetwork();
        made.suspect(1);
        await(t -> t.of(1).status() == Status.DOWN);
        assertThat(holder.current().of(1).evidence()).isEqualTo("no answer: connect refused");
    }

    @Test
    void instanceWhoseConnectionsAreExhaustedIsNotDown() throws Exception {
        ready();
        await(t -> t.readers().size() == 2);
        List<Connection> taken = new ArrayList<>();
        String most = Objects.requireNonNull(server(1).variable("max_connections"));
        try (Connection admin = server(1).openAdminConnection()) {
            execute(admin, "SET GLOBAL max_connections=15");
            Topology refused = null;
            for (int round = 0; refused == null && round < 50; round++) { // The monitor may have been quicker.
                killConnectionsOfMonitor(server(1));
                takeAll(taken, server(1));
                refused = holder.await(t -> t.of(1).failure() == FailureKind.TOO_MANY_CONNECTIONS, 400_000_000);
            }
            assertThat(refused).isNotNull();
            assertThat(refused.of(1).status()).isEqualTo(Status.SUSPECT);
            long version = refused.version();
            await(t -> t.version() > version + 12);
            assertThat(holder.current().of(1).status()).isNotEqualTo(Status.DOWN);
            assertThat(log.at(Level.INFO))
                    .noneMatch(line -> line.startsWith(server(1).hostAndPort() + " is DOWN"));
            execute(admin, "SET GLOBAL max_connections=" + most);
            await(t -> t.of(1).isUp());
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    /** Opens connections until the server has none left, and as many again as the monitor may get in between. */
    private static void takeAll(List<Connection> taken, ServerInstance server) throws SQLException {
        int refusals = 0;
        while (refusals < 3) {
            try {
                taken.add(server.openDirectConnection());
            } catch (SQLException e) {
                assertThat(e.getErrorCode()).isEqualTo(1040);
                refusals++;
            }
        }
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void instanceThatWasStartedAnewIsNoticedByItsOwnWord() throws Exception {
        ready();
        Topology before = await(t -> t.of(2).isUp());
        assertThat(Objects.requireNonNull(before.of(2).trail().server()).names())
                .contains("server_id=3");
        server(2).restart();
        Topology after =
                await(t -> t.of(2).isUp() && t.of(2).generation() > before.of(2).generation());
        assertThat(Objects.requireNonNull(after.of(2).trail().server()).names())
                .isEqualTo(Objects.requireNonNull(before.of(2).trail().server()).names());
    }

    @Test
    void anotherServerAtTheSameAddressIsNoticed() throws Exception {
        try (Forwarder address = new Forwarder(server(1))) {
            Topology one = Topology.initial(List.of(new Instance("127.0.0.1", address.port())), Instant.now());
            TopologyHolder here = new TopologyHolder(one);
            try (Monitor made = new Monitor(
                    settings(INTERVAL, cluster.monitorUser(), cluster.monitorPassword(), RoleChecks.AUTO),
                    new com.mysql.cj.jdbc.Driver(),
                    here)) {
                made.start();
                made.awaitReady(PATIENCE);
                address.leadTo(server(2));
                assertThat(here.await(t -> t.of(0).generation() == 1, PATIENCE.toNanos()))
                        .as("%s", here.current())
                        .isNotNull();
                log.await(Level.INFO, line -> line.contains("is another server now") && line.contains("server_id=3"));
            }
        }
    }
}
