package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who writes, and what becomes of what was written. */
@ClusterTest
class ClusterRolesTest {
    private final Cluster cluster;

    ClusterRolesTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @ClusterSetUp
    static void createTable(Cluster cluster) throws SQLException {
        Sql.execute(cluster, cluster.writer(), "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(50))");
    }

    private void insert(String value) throws SQLException {
        Sql.execute(cluster, cluster.writer(), "INSERT INTO t (v) VALUES ('" + value + "')");
    }

    private void assertEverywhere(String value) throws SQLException {
        cluster.awaitReplication();
        for (ServerInstance instance : cluster.instances()) {
            assertThat(Sql.value(cluster, instance, "SELECT COUNT(*) FROM t WHERE v='" + value + "'"))
                    .as("%s on %s", value, instance)
                    .isEqualTo("1");
        }
    }

    @Test
    void whatTheWriterTakesReachesEveryReplica() throws SQLException {
        insert("replicated");
        assertEverywhere("replicated");
    }

    @Test
    void replicasRefuseTheApplicationsWrites() {
        for (ServerInstance replica : cluster.replicas()) {
            assertThatThrownBy(() -> Sql.execute(cluster, replica, "INSERT INTO t (v) VALUES ('refused')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1290));
        }
    }

    @Test
    void eachInstanceAnswersWithItsOwnServerId() throws SQLException {
        for (ServerInstance instance : cluster.instances()) {
            assertThat(Sql.value(cluster, instance, "SELECT @@server_id")).isEqualTo("" + instance.serverId());
        }
    }

    @Test
    void instancesShareNoFolderForTemporaryTables() {
        assertThat(cluster.instances())
                .extracting(instance -> instance.variable("tmpdir"))
                .doesNotContain(System.getProperty("java.io.tmpdir"))
                .doesNotHaveDuplicates();
    }

    @Test
    void promotionsTellWhenTheNewWriterTookWrites() {
        long before = System.nanoTime();
        cluster.promote(cluster.replica(0));
        Promotion planned = Objects.requireNonNull(cluster.lastPromotion());
        assertThat(planned.writer()).isSameAs(cluster.writer());
        assertThat(planned.beganNanos()).isBetween(before, planned.writableNanos());
        cluster.writer().kill();
        long killed = System.nanoTime();
        cluster.failover(cluster.replica(1));
        Promotion unplanned = Objects.requireNonNull(cluster.lastPromotion());
        assertThat(unplanned.writer()).isSameAs(cluster.writer());
        assertThat(unplanned.beganNanos()).isBetween(killed, unplanned.writableNanos());
        assertThat(unplanned.writableNanos()).isLessThan(System.nanoTime());
    }

    @Test
    void promotedReplicaWritesAndTheOthersFollowIt() throws SQLException {
        insert("before promotion");
        ServerInstance promoted = cluster.replica(1);
        cluster.promote(promoted);
        assertThat(cluster.writer()).isSameAs(promoted);
        insert("after promotion");
        assertEverywhere("before promotion");
        assertEverywhere("after promotion");
    }

    @Test
    void writerComesBackAsTheWriterWithItsDataAfterACrash() throws SQLException {
        insert("before crash");
        ServerInstance writer = cluster.writer();
        int port = writer.port();
        writer.kill();
        assertThatThrownBy(() -> Sql.open(cluster, writer)).isInstanceOf(SQLException.class);
        writer.restart();
        assertThat(writer.port()).isEqualTo(port);
        insert("after crash");
        assertEverywhere("before crash");
        assertEverywhere("after crash");
    }

    @Test
    void oldWriterFollowsTheNewOneAfterACrashAndAFailover() throws SQLException {
        insert("before failover");
        cluster.awaitReplication();
        ServerInstance old = cluster.writer();
        old.kill();
        cluster.failover(cluster.replica(0));
        insert("after failover");
        old.restart();
        assertThat(cluster.writer()).isNotSameAs(old);
        assertEverywhere("before failover");
        assertEverywhere("after failover");
    }

    @Test
    void readOnlyCanBeTurnedOffAndOn() throws SQLException {
        cluster.replica(0).setReadOnly(false);
        assertThat(cluster.replica(0).variable("read_only")).isEqualTo("0");
        cluster.replica(0).setReadOnly(true);
        assertThat(cluster.replica(0).variable("read_only")).isEqualTo("1");
    }
}
