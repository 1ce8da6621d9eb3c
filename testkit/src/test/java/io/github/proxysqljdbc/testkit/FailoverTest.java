package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What replicas received before their writer died, and had not executed yet: with semi-synchronous replication, all that was acknowledged. */
@ClusterTest(semiSync = true)
class FailoverTest {
    private final Cluster cluster;
    private final ServerInstance writer;

    FailoverTest(Cluster cluster) {
        this.cluster = cluster;
        this.writer = cluster.instances().get(0);
    }

    @ClusterSetUp
    static void createTable(Cluster cluster) throws SQLException {
        Sql.execute(cluster, cluster.writer(), "CREATE TABLE acknowledged (id INT PRIMARY KEY)");
    }

    private static void stopExecuting(ServerInstance replica) throws SQLException {
        try (Connection connection = replica.openAdminConnection()) {
            Sql.execute(connection, "STOP REPLICA SQL_THREAD");
        }
    }

    private void insertAndFailOver(int id) throws SQLException {
        Sql.execute(cluster, writer, "INSERT INTO acknowledged VALUES (" + id + ")");
        writer.kill();
        cluster.failover(cluster.replica(0));
        assertThat(Sql.value(cluster, cluster.writer(), "SELECT COUNT(*) FROM acknowledged WHERE id=" + id))
                .isEqualTo("1");
    }

    @Test
    void acknowledgedWriteThatNoReplicaHadExecutedIsThere() throws SQLException {
        for (ServerInstance replica : cluster.replicas()) {
            stopExecuting(replica);
        }
        insertAndFailOver(1);
    }

    @Test
    void acknowledgedWriteThatAllReplicasDelayIsThere() throws SQLException {
        for (ServerInstance replica : cluster.replicas()) {
            replica.delayReplication(Duration.ofMinutes(10));
        }
        insertAndFailOver(2);
    }

    @Test
    void acknowledgedWriteThatOnlyTheOtherReplicaReceivedIsThere() throws SQLException {
        cluster.replica(0).stopReplication();
        stopExecuting(cluster.replica(1));
        insertAndFailOver(3);
    }
}
