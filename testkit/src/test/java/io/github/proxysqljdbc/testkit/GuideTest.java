package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of docs/testkit.md, so that they are tried. */
@ClusterTest(replicas = 2)
class GuideTest {
    @ClusterSetUp
    static void createTable(Cluster cluster) throws SQLException {
        try (Connection connection = connect(cluster, cluster.writer());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE item (id INT PRIMARY KEY)");
        }
    }

    private static Connection connect(Cluster cluster, ServerInstance instance) throws SQLException {
        return DriverManager.getConnection(instance.jdbcUrl(), cluster.user(), cluster.password());
    }

    @Test
    void aWriteReachesTheReplicas(Cluster cluster) throws SQLException {
        try (Connection writer = connect(cluster, cluster.writer());
                Statement statement = writer.createStatement()) {
            statement.executeUpdate("INSERT INTO item VALUES (1)");
        }
        cluster.awaitReplication();
        try (Connection replica = connect(cluster, cluster.replica(0));
                Statement statement = replica.createStatement()) {
            assertThat(statement.executeQuery("SELECT id FROM item WHERE id=1").next())
                    .isTrue();
        }
    }

    @Test
    void aCrashAndAFailover(Cluster cluster) throws SQLException {
        ServerInstance old = cluster.writer();
        old.kill();
        cluster.failover(cluster.replica(0));
        try (Connection writer = connect(cluster, cluster.writer());
                Statement statement = writer.createStatement()) {
            statement.executeUpdate("INSERT INTO item VALUES (2)");
        }
        old.restart();
        assertThat(old.variable("read_only")).isEqualTo("1");
    }

    @Test
    void faults(Cluster cluster) throws SQLException {
        ServerInstance replica = cluster.replica(0);
        replica.slowNetwork(Duration.ofMillis(50));
        replica.stallNetwork();
        replica.cutNetwork();
        assertThatThrownBy(() -> connect(cluster, replica)).isInstanceOf(SQLException.class);
        replica.healNetwork();
        replica.delayReplication(Duration.ofSeconds(10));
        replica.startGeneralLog();
        try (Connection connection = connect(cluster, replica);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 'seen'");
        }
        assertThat(replica.generalLog()).extracting(LoggedStatement::text).contains("SELECT 'seen'");
        assertThat(replica.status()).containsKey("Threads_connected");
    }
}
