package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Servers that crashed and cannot use their data any more: whose data they get, and when nobody has any. */
@ClusterTest(replicas = 1, requires = Feature.RESTART_WITH_OPTIONS)
class UnusableDataTest {
    private static final int DAMAGE = 1 << 20;

    private final Cluster cluster;
    private final ServerInstance writer;
    private final ServerInstance replica;

    UnusableDataTest(Cluster cluster) {
        this.cluster = cluster;
        this.writer = cluster.instances().get(0);
        this.replica = cluster.instances().get(1);
    }

    @ClusterSetUp
    static void createTable(Cluster cluster) throws SQLException {
        Sql.execute(cluster, cluster.writer(), "CREATE TABLE u (id INT PRIMARY KEY)");
    }

    /** Kills a server and overwrites the start of InnoDB's system tablespace. */
    static void ruin(ServerInstance instance) throws IOException {
        Path file = Path.of(Objects.requireNonNull(instance.variable("datadir")), "ibdata1");
        instance.kill();
        byte[] garbage = new byte[DAMAGE];
        Arrays.fill(garbage, (byte) 0x5A);
        Files.write(file, garbage, StandardOpenOption.WRITE);
    }

    private void assertBothHold(int id) throws SQLException {
        cluster.awaitReplication();
        for (ServerInstance instance : cluster.instances()) {
            assertThat(Sql.value(cluster, instance, "SELECT COUNT(*) FROM u WHERE id=" + id))
                    .as("row %s on %s", id, instance)
                    .isEqualTo("1");
        }
    }

    @Test
    void replicaIsBuiltAnewByItsRestart() throws Exception {
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (1)");
        ruin(replica);
        replica.restart();
        assertBothHold(1);
    }

    @Test
    void replicaThatIsRestartedWithOptionsIsBuiltAnew() throws Exception {
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (2)");
        ruin(replica);
        replica.restart("--max-connections=77");
        assertThat(replica.variable("max_connections")).isEqualTo("77");
        assertBothHold(2);
    }

    @Test
    void replicaIsBuiltAnewByHealing() throws Exception {
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (3)");
        ruin(replica);
        cluster.heal();
        assertBothHold(3);
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (4)");
        assertBothHold(4);
    }

    @Test
    void restartOfTheOnlyOneWhoHasTheDataFails() throws Exception {
        ruin(writer);
        assertThatThrownBy(writer::restart)
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("does not start from its data, and no running instance is known to hold all");
        assertThat(writer.isAlive()).isFalse();
    }

    @Test
    void replicaCannotBeBuiltAnewWhileTheWriterIsDown() throws Exception {
        ruin(replica);
        writer.kill();
        assertThatThrownBy(replica::restart)
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("no running instance is known to hold all");
    }

    @Test
    void writerGetsBackByHealingWhatItsReplicaHad() throws Exception {
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (5)");
        cluster.awaitReplication();
        ruin(writer);
        cluster.heal();
        assertThat(cluster.writer()).isSameAs(writer);
        assertBothHold(5);
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (6)");
        assertBothHold(6);
    }

    @Test
    void healingPutsAllBackToTheStartWhenNobodyHasTheData() throws Exception {
        int before = cluster.dataReplaced();
        ruin(writer);
        ruin(replica);
        cluster.heal();
        assertThat(cluster.dataReplaced()).isEqualTo(before + 1);
        assertThat(cluster.writer()).isSameAs(writer);
        assertThat(Sql.value(cluster, writer, "SHOW TABLES LIKE 'u'")).isNull();
        Sql.execute(cluster, writer, "CREATE TABLE u (id INT PRIMARY KEY)", "INSERT INTO u VALUES (7)");
        assertBothHold(7);
        Sql.execute(cluster, writer, "DROP TABLE u");
    }

    @Test
    void wrongOptionOfARestartKeepsTheData() throws Exception {
        Sql.execute(cluster, writer, "INSERT INTO u VALUES (8)");
        writer.kill();
        assertThatThrownBy(() -> writer.restart("--no-such-option"))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("ended instead of starting");
        writer.restart();
        assertBothHold(8);
    }
}
