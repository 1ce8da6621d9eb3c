package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cluster can be started with; without JUnit's help. */
class ClusterOptionsTest {
    static List<ServerKind> servers() {
        return ServerKind.configured();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void serverOptionsReachTheServers(ServerKind server) throws SQLException {
        ClusterOptions options =
                ClusterOptions.defaults().withServer(server).withReplicas(0).withServerOptions("--max-connections=77");
        try (Cluster cluster = Cluster.start(options);
                Connection connection = Sql.open(cluster, cluster.writer())) {
            assertThat(cluster.replicas()).isEmpty();
            assertThat(Sql.value(connection, "SELECT @@max_connections")).isEqualTo("77");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void commitIsOnAReplicaWhenItReturnsWithSemiSync(ServerKind server) throws SQLException {
        ClusterOptions options =
                ClusterOptions.defaults().withServer(server).withReplicas(2).withSemiSync(true);
        try (Cluster cluster = Cluster.start(options)) {
            ServerInstance writer = cluster.writer();
            try (Connection connection = Sql.open(cluster, writer)) {
                Sql.execute(connection, "CREATE TABLE s (id INT PRIMARY KEY)");
                cluster.replica(0).stopReplication();
                for (int i = 0; i < 50; i++) {
                    Sql.execute(connection, "INSERT INTO s VALUES (" + i + ")");
                }
                writer.kill();
            }
            cluster.failover(cluster.replica(0));
            assertThat(Sql.value(cluster, cluster.writer(), "SELECT COUNT(*) FROM s"))
                    .isEqualTo("50");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void serverThatDoesNotStartShowsItsLog(ServerKind server) {
        ClusterOptions options =
                ClusterOptions.defaults().withServer(server).withReplicas(0).withServerOptions("--no-such-option=1");
        assertThatThrownBy(() -> Cluster.start(options))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("instance-1 ended instead of starting")
                .hasMessageContaining("no-such-option");
    }

    @Test
    void optionsOutOfBoundsAreRefused() {
        ClusterOptions options = ClusterOptions.defaults();
        assertThatThrownBy(() -> options.withReplicas(9)).hasMessage("replicas=9 is not between 0 and 8");
        assertThatThrownBy(() -> options.withServerOptions("max-connections=1"))
                .hasMessage("server option 'max-connections=1' does not start with --");
        assertThatThrownBy(() -> options.withReplicas(0).withSemiSync(true)).hasMessageContaining("replicas=0");
    }
}
