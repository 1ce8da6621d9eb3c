package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crac.Context;
import javax.crac.Core;
import javax.crac.Resource;
import org.junit.jupiter.api.Test;

/** A process with a data source is checkpointed and restored; what {@code org.crac} registers with is a stand-in for the JVM's own. */
@ClusterTest(replicas = 2)
class CheckpointTest extends SessionTest {
    private final Context<Resource> jvm = Core.getGlobalContext();

    CheckpointTest(Cluster cluster) {
        super(cluster, "minIdle=2");
    }

    private void awaitNoConnection() throws Exception {
        for (ServerInstance instance : cluster.instances()) {
            if (instance.isRunning()) {
                Opened.await("no connection to " + instance, () -> Opened.connectionsOf(cluster.user(), instance) == 0);
            }
        }
    }

    private void use() throws SQLException {
        Opened.run(connection, "INSERT INTO item (name) SELECT 'before'");
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
    }

    @Test
    void allConnectionsAreClosedBeforeACheckpointAndMadeAgainAfterARestore() throws Exception {
        use();
        jvm.beforeCheckpoint(jvm);
        awaitNoConnection();
        jvm.afterRestore(jvm);
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('after')"))
                .isEqualTo(1);
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item")).isEqualTo("before,after");
    }

    @Test
    void afterARestoreTheFirstWriteGoesToTheInstanceThatIsTheWriterByThen() throws Exception {
        use();
        ServerInstance former = cluster.writer();
        ServerInstance next = cluster.replica(0);
        jvm.beforeCheckpoint(jvm);
        cluster.failover(next);
        jvm.afterRestore(jvm);
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('after')"))
                .isEqualTo(1);
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item")).isEqualTo("before,after");
        try (Connection direct = former.openDirectConnection()) {
            assertThat(Opened.ask(direct, "SELECT COUNT(*) FROM item")).isEqualTo("1");
        }
    }

    @Test
    void statementsThatComeMeanwhileWait() throws Exception {
        use();
        jvm.beforeCheckpoint(jvm);
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            try (Connection other = dataSource.getConnection()) {
                return Opened.serverOfRead(other);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        Opened.await(
                "it waits",
                () -> dataSource.stats().instances().values().stream().anyMatch(each -> each.waiting() > 0));
        awaitNoConnection();
        assertThat(reading).isNotDone();
        jvm.afterRestore(jvm);
        assertThat(reading.get(20, TimeUnit.SECONDS)).isIn(replicaIds());
    }

    @Test
    void aClosedDataSourceTakesNoNotice() throws Exception {
        dataSource.close();
        jvm.beforeCheckpoint(jvm);
        jvm.afterRestore(jvm);
        awaitNoConnection();
        assertThat(dataSource.isClosed()).isTrue();
    }
}
