package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a data source opens and closes, whatever the instances do meanwhile. */
@ClusterTest(replicas = 2)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpeningTest {
    private final Cluster cluster;

    OpeningTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void readsAndWrites(ProxysqlDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Opened.ask(connection, "SELECT 1")).isEqualTo("1");
            assertThat(Opened.ask(connection, "SELECT 2 FOR UPDATE")).isEqualTo("2");
        }
    }

    @Test
    void opensWithAReplicaDown() throws SQLException {
        cluster.replica(0).kill();
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            readsAndWrites(dataSource);
        }
    }

    @Test
    void opensWithBothReplicasDown() throws SQLException {
        cluster.replicas().forEach(ServerInstance::kill);
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            readsAndWrites(dataSource);
        }
    }

    @Test
    void opensWithTheWriterDownForReads() throws SQLException {
        cluster.writer().kill();
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "failoverTimeout=300ms");
                Connection connection = dataSource.getConnection()) {
            assertThat(Opened.ask(connection, "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(() -> Opened.ask(connection, "SELECT 2 FOR UPDATE"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
        }
    }

    @Test
    void opensWithANetworkThatIsStalledToOne() throws SQLException {
        cluster.replica(0).stallNetwork();
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            readsAndWrites(dataSource);
        }
        cluster.replica(0).healNetwork();
    }

    @Test
    void opensLazilyWithAllDownAndServesWhenOneComesUp() throws SQLException {
        ServerInstance first = cluster.writer();
        cluster.instances().forEach(ServerInstance::kill);
        long start = System.nanoTime();
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "initialization=lazy");
                Connection connection = dataSource.getConnection()) {
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
            first.restart();
            assertThat(Opened.ask(connection, "SELECT 1")).isEqualTo("1");
            assertThat(Opened.ask(connection, "SELECT 2 FOR UPDATE")).isEqualTo("2");
        }
    }

    @Test
    void anEagerStartWithAllDownFailsInTimeAndNamesEach() {
        cluster.instances().forEach(ServerInstance::kill);
        long start = System.nanoTime();
        assertThatThrownBy(() -> Opened.on(cluster, "connectionTimeout=700ms"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("08001");
                    cluster.instances()
                            .forEach(instance -> assertThat(e.getMessage()).contains(instance.hostAndPort()));
                });
        assertThat(since(start)).isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
    }

    @Test
    void credentialsThatAreRefusedAreSaidAtOnce() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> Opened.on(cluster, "password=wrong")).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("28000");
            cluster.instances().forEach(instance -> assertThat(e.getMessage()).contains(instance.hostAndPort()));
        });
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theMonitorHasItsOwnAccount() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(
                cluster, "monitorUser=" + cluster.monitorUser(), "monitorPassword=" + cluster.monitorPassword())) {
            readsAndWrites(dataSource);
            try (Connection admin = cluster.writer().openAdminConnection()) {
                assertThat(Opened.ask(
                                admin,
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '"
                                        + cluster.monitorUser() + "'"))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    void closingEndsWhatIsStillInUse() throws Exception {
        ProxysqlDataSource dataSource = Opened.on(cluster);
        Connection idle = dataSource.getConnection();
        Connection busy = dataSource.getConnection();
        busy.setAutoCommit(false);
        assertThat(Opened.ask(busy, "SELECT 1 FOR UPDATE")).isEqualTo("1");
        long start = System.nanoTime();
        dataSource.close();
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        assertThat(dataSource.isClosed()).isTrue();
        assertThatThrownBy(() -> Opened.ask(busy, "SELECT 1 FOR UPDATE")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> Opened.ask(idle, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(dataSource::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
        busy.close();
        idle.close();
        dataSource.close();
    }

    @Test
    void closingFreesAThreadThatWaitsForAWriter() throws Exception {
        cluster.writer().kill();
        ProxysqlDataSource dataSource = Opened.on(cluster);
        Connection connection = dataSource.getConnection();
        Throwable[] thrown = new Throwable[1];
        Thread waiting = new Thread(() -> {
            try {
                Opened.ask(connection, "SELECT 1 FOR UPDATE");
            } catch (SQLException e) {
                thrown[0] = e;
            }
        });
        waiting.start();
        Opened.await("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
        dataSource.close();
        waiting.join(5_000);
        assertThat(thrown[0]).isInstanceOf(SQLException.class);
        connection.close();
    }
}
