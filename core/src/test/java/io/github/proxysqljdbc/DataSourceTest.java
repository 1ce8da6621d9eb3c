package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.stats.FailureEvent;
import io.github.proxysqljdbc.stats.PinEvent;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.RoleChangeEvent;
import io.github.proxysqljdbc.stats.RouteEvent;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a data source tells of itself, and what its options do on the servers. */
@ClusterTest(replicas = 2)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataSourceTest {
    private final Cluster cluster;

    DataSourceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Connections of the application on one server, without the monitor's. */
    private int pooled(ServerInstance on) throws SQLException {
        try (Connection admin = on.openAdminConnection()) {
            return Integer.parseInt(Opened.ask(
                    admin,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + cluster.user() + "'"));
        }
    }

    private ProxysqlDataSource withMonitorUser(String... options) throws SQLException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("monitorUser=" + cluster.monitorUser());
        all.add("monitorPassword=" + cluster.monitorPassword());
        return Opened.on(cluster, all.toArray(String[]::new));
    }

    private static final class Heard implements ProxysqlListener {
        final List<RouteEvent> routes = new CopyOnWriteArrayList<>();
        final List<RoleChangeEvent> roleChanges = new CopyOnWriteArrayList<>();
        final List<PinEvent> pins = new CopyOnWriteArrayList<>();
        final List<FailureEvent> failures = new CopyOnWriteArrayList<>();

        @Override
        public void routed(RouteEvent event) {
            routes.add(event);
        }

        @Override
        public void roleChanged(RoleChangeEvent event) {
            roleChanges.add(event);
        }

        @Override
        public void pinned(PinEvent event) {
            pins.add(event);
        }

        @Override
        public void failed(FailureEvent event) {
            failures.add(event);
        }
    }

    private ProxysqlDataSource heardBy(ProxysqlListener listener) throws SQLException {
        ProxysqlDataSource.Builder builder = ProxysqlDataSource.builder()
                .database(cluster.database())
                .set(Options.USER, cluster.user())
                .set(Options.PASSWORD, cluster.password())
                .set(Options.MONITOR_INTERVAL, Duration.ofMillis(200))
                .set(Options.MONITOR_TIMEOUT, Duration.ofMillis(150))
                .driverProperty("sslMode", "DISABLED")
                .driverProperty("allowPublicKeyRetrieval", "true")
                .listener(listener);
        cluster.instances().forEach(instance -> builder.instance(instance.hostAndPort()));
        return builder.build();
    }

    @Test
    void listenersAndStatisticsHearWhatHappens() throws Exception {
        Heard heard = new Heard();
        try (ProxysqlDataSource dataSource = heardBy(heard);
                Connection connection = dataSource.getConnection()) {
            Opened.ask(connection, "SELECT 1");
            Opened.ask(connection, "SELECT 2 FOR UPDATE");
            assertThatThrownBy(() -> Opened.ask(connection, "SELECT * FROM nowhere"))
                    .isInstanceOf(SQLException.class);
            Opened.run(connection, "CREATE TEMPORARY TABLE brief (id INT)");
            cluster.replica(0).kill();
            Opened.await(
                    "the role change is told",
                    () -> heard.roleChanges.stream()
                            .anyMatch(event ->
                                    event.instance().equals(cluster.replica(0).hostAndPort())
                                            && event.newStatus().equals("DOWN")));
            StatsSnapshot stats = dataSource.stats();
            assertThat(stats.routes()).isGreaterThanOrEqualTo(3);
            assertThat(stats.routesByHostgroup()).containsKeys("reader", "writer");
            assertThat(stats.failuresByKind()).containsEntry("statement", 1L);
            assertThat(stats.pinsByKind()).isNotEmpty();
            assertThat(stats.roleChanges()).isGreaterThanOrEqualTo(4);
        }
        assertThat(heard.routes)
                .anySatisfy(route -> {
                    assertThat(route.hostgroup()).isEqualTo("reader");
                    assertThat(route.digest()).isEqualToIgnoringCase("SELECT ?");
                    assertThat(route.reason()).isNotBlank();
                })
                .anySatisfy(route -> {
                    assertThat(route.hostgroup()).isEqualTo("writer");
                    assertThat(route.instance()).isEqualTo(cluster.writer().hostAndPort());
                });
        assertThat(heard.failures).anySatisfy(failure -> {
            assertThat(failure.errorCode()).isEqualTo(1146);
            assertThat(failure.retried()).isFalse();
        });
        assertThat(heard.pins).anySatisfy(pin -> assertThat(pin.kind()).containsIgnoringCase("temporary"));
    }

    @Test
    void explainSaysWhereAndWhy() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            assertThat(dataSource.explain("SELECT name FROM item WHERE id = 7")).satisfies(explained -> {
                assertThat(explained.hostgroup()).isEqualTo("reader");
                assertThat(explained.reason()).isNotBlank();
                assertThat(explained.digest()).doesNotContain("7");
                assertThat(explained.wouldPin()).isFalse();
            });
            assertThat(dataSource.explain("SELECT name FROM item FOR UPDATE").hostgroup())
                    .isEqualTo("writer");
            assertThat(dataSource.explain("CREATE TEMPORARY TABLE t (id INT)").wouldPin())
                    .isTrue();
        }
    }

    @Test
    void topologyIsThatOfTheCluster() throws Exception {
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            Opened.await("all are known", () -> dataSource.topology().readers().size() == 2);
            Topology topology = dataSource.topology();
            assertThat(topology.instances()).hasSize(3).allMatch(state -> state.isUp());
            assertThat(topology.writer()).isNotNull();
            assertThat(topology.writer().instance().port())
                    .isEqualTo(cluster.writer().port());
            assertThat(topology.readers()).allMatch(state -> state.role() == Role.READER);
        }
    }

    @Test
    void withoutMultiplexingASessionKeepsOneConnectionForEachRole() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "multiplexing=false", "readerSelection=round_robin")) {
            String reading;
            String writing;
            try (Connection connection = dataSource.getConnection();
                    Connection other = dataSource.getConnection()) {
                reading = SessionTest.place(connection);
                writing = Opened.ask(connection, "SELECT CONNECTION_ID() FOR UPDATE");
                for (int i = 0; i < 5; i++) {
                    Opened.ask(other, "SELECT 1");
                    assertThat(SessionTest.place(connection)).isEqualTo(reading);
                    Opened.ask(other, "SELECT 1 FOR UPDATE");
                    assertThat(Opened.ask(connection, "SELECT CONNECTION_ID() FOR UPDATE"))
                            .isEqualTo(writing);
                }
            }
            try (Connection next = dataSource.getConnection()) {
                assertThat(Opened.ask(next, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void maxPoolSizeHoldsOnTheServers() throws Exception {
        try (ProxysqlDataSource dataSource = withMonitorUser("maxPoolSize=3")) {
            List<Thread> threads = new ArrayList<>();
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 12; i++) {
                Thread thread = new Thread(() -> {
                    try (Connection connection = dataSource.getConnection()) {
                        for (int j = 0; j < 5; j++) {
                            Opened.ask(connection, "SELECT SLEEP(0.01)");
                            Opened.ask(connection, "SELECT SLEEP(0.01) FOR UPDATE");
                        }
                    } catch (SQLException e) {
                        thrown.add(e);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            int most = 0;
            while (threads.stream().anyMatch(Thread::isAlive)) {
                for (ServerInstance instance : cluster.instances()) {
                    most = Math.max(most, pooled(instance));
                }
            }
            assertThat(thrown).isEmpty();
            assertThat(most).isBetween(1, 3);
        }
    }

    @Test
    void minIdleConnectionsAreKeptReady() throws Exception {
        try (ProxysqlDataSource dataSource = withMonitorUser("minIdle=2")) {
            assertThat(dataSource.config().get(Options.MIN_IDLE)).isEqualTo(2);
            for (ServerInstance instance : cluster.instances()) {
                Opened.await("two are open to " + instance, () -> pooled(instance) == 2);
            }
        }
    }

    @Test
    void noConnectionIsMadeBeforeItIsNeeded() throws Exception {
        try (ProxysqlDataSource dataSource = withMonitorUser();
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.prepareStatement("SELECT ?").close();
            connection.rollback();
            for (ServerInstance instance : cluster.instances()) {
                assertThat(pooled(instance)).isZero();
            }
        }
    }

    @Test
    void threadsCarryThePoolsName() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "poolName=shop")) {
            try (Connection connection = dataSource.getConnection()) {
                Opened.ask(connection, "SELECT 1");
            }
            assertThat(dataSource.name()).isEqualTo("shop");
            assertThat(dataSource.toString()).contains("shop").doesNotContain(cluster.password());
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().startsWith("proxysql-jdbc-shop-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"affinity", "least_outstanding", "round_robin", "random", "weighted", "lowest_latency"})
    void readsReachAReplicaWithEverySelection(String selection) throws Exception {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "readerSelection=" + selection);
                Connection connection = dataSource.getConnection()) {
            Opened.await(
                    "both replicas are known",
                    () -> dataSource.topology().readers().size() == 2);
            Set<Integer> reached = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                reached.add(Opened.serverOfRead(connection));
            }
            Set<Integer> replicas =
                    Set.of(cluster.replica(0).serverId(), cluster.replica(1).serverId());
            assertThat(replicas).containsAll(reached);
            if (!selection.equals("affinity") && !selection.equals("lowest_latency")) {
                assertThat(reached).isEqualTo(replicas);
            }
        }
    }

    @Test
    void readersAreChosenByTheirWeights() throws Exception {
        String weights =
                cluster.replica(0).hostAndPort() + "=0," + cluster.replica(1).hostAndPort() + "=5";
        try (ProxysqlDataSource dataSource =
                        Opened.on(cluster, "readerSelection=weighted", "readerWeights=" + weights);
                Connection connection = dataSource.getConnection()) {
            Opened.await(
                    "both replicas are known",
                    () -> dataSource.topology().readers().size() == 2);
            for (int i = 0; i < 30; i++) {
                assertThat(Opened.serverOfRead(connection))
                        .isEqualTo(cluster.replica(1).serverId());
            }
            cluster.replica(1).kill();
            assertThat(Opened.serverOfRead(connection))
                    .isEqualTo(cluster.replica(0).serverId());
        }
    }

    @Test
    void anotherUserNeedsAnotherDataSource() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            try (Connection same = dataSource.getConnection(cluster.user(), cluster.password())) {
                assertThat(Opened.ask(same, "SELECT 1")).isEqualTo("1");
            }
            assertThatThrownBy(() -> dataSource.getConnection("someone", "else"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
        }
    }
}
