package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What goes wrong on purpose, how it looks to a client, and that it is put right again. */
@ClusterTest(replicas = 1)
class FaultsTest {
    private final Cluster cluster;
    private final ServerInstance writer;
    private final ServerInstance replica;

    FaultsTest(Cluster cluster) {
        this.cluster = cluster;
        this.writer = cluster.instances().get(0);
        this.replica = cluster.instances().get(1);
    }

    @ClusterSetUp
    static void createTable(Cluster cluster) throws SQLException {
        Sql.execute(cluster, cluster.writer(), "CREATE TABLE f (id INT PRIMARY KEY)");
    }

    private void assertAnswers(ServerInstance instance) throws SQLException {
        assertThat(Sql.value(cluster, instance, "SELECT @@server_id")).isEqualTo("" + instance.serverId());
    }

    @Test
    void deadInstanceRefusesConnections() {
        replica.kill();
        assertThat(replica.isAlive()).isFalse();
        assertThatThrownBy(() -> Sql.open(cluster, replica)).hasRootCauseInstanceOf(ConnectException.class);
    }

    @Test
    void killBreaksOpenConnections() throws SQLException {
        try (Connection connection = Sql.open(cluster, replica)) {
            replica.kill();
            assertThatThrownBy(() -> Sql.value(connection, "SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
    }

    @Test
    void connectionsOfOneUserAreKilled() throws SQLException {
        try (Connection connection = Sql.open(cluster, replica);
                Connection admin = replica.openAdminConnection()) {
            assertThat(replica.killConnections(cluster.user())).isPositive();
            assertThatThrownBy(() -> Sql.value(connection, "SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
            assertThat(Sql.value(admin, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void everythingIsWellAgainAfterHealing() throws SQLException {
        replica.kill();
        writer.cutNetwork();
        cluster.heal();
        assertAnswers(writer);
        assertAnswers(replica);
        Sql.execute(cluster, writer, "INSERT INTO f VALUES (100)");
        cluster.awaitReplication();
        assertThat(Sql.value(cluster, replica, "SELECT COUNT(*) FROM f WHERE id=100"))
                .isEqualTo("1");
    }

    @Test
    void originalWriterWritesAgainAfterHealing() throws SQLException {
        writer.kill();
        cluster.failover(replica);
        Sql.execute(cluster, cluster.writer(), "INSERT INTO f VALUES (101)");
        cluster.heal();
        assertThat(cluster.writer()).isSameAs(writer);
        Sql.execute(cluster, writer, "INSERT INTO f VALUES (102)");
        assertThatThrownBy(() -> Sql.execute(cluster, replica, "INSERT INTO f VALUES (103)"))
                .isInstanceOf(SQLException.class);
        assertThat(Sql.value(cluster, writer, "SELECT COUNT(*) FROM f WHERE id IN (101, 102)"))
                .isEqualTo("2");
    }

    @Test
    void replicaThatWasWrittenToIsBuiltAnewByHealing() throws SQLException {
        replica.setReadOnly(false);
        Sql.execute(cluster, replica, "INSERT INTO f VALUES (104)");
        cluster.heal();
        assertThat(Sql.value(cluster, replica, "SELECT COUNT(*) FROM f WHERE id=104"))
                .isEqualTo("0");
    }

    @Test
    void writesThatOnlyTheDeadWriterHadAreGoneAfterItCameBack() throws SQLException {
        replica.stopReplication();
        Sql.execute(cluster, writer, "INSERT INTO f VALUES (105)");
        writer.kill();
        cluster.failover(replica);
        Sql.execute(cluster, replica, "INSERT INTO f VALUES (106)");
        writer.restart();
        cluster.awaitReplication();
        assertThat(Sql.value(cluster, writer, "SELECT GROUP_CONCAT(id) FROM f WHERE id IN (105, 106)"))
                .isEqualTo("106");
    }

    @Test
    @RequiresFeature(Feature.FREEZE)
    void frozenInstanceIsSilentUntilItIsThawed() throws SQLException {
        try (Connection connection = Sql.open(cluster, replica)) {
            connection.setNetworkTimeout(Runnable::run, 300);
            replica.freeze();
            assertThatThrownBy(() -> Sql.value(connection, "SELECT 1"))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
        assertThatThrownBy(replica::status).hasMessageContaining("instance-2 is frozen");
        replica.thaw();
        assertAnswers(replica);
    }

    @Test
    @RequiresFeature(Feature.FREEZE)
    void nothingIsAnsweredOnceFreezeReturned() throws Exception {
        for (int round = 1; round <= 20; round++) {
            try (Connection asking = Sql.open(cluster, replica);
                    Connection busy = Sql.open(cluster, replica)) {
                asking.setNetworkTimeout(Runnable::run, 50);
                CompletableFuture<Void> work = CompletableFuture.runAsync(() -> keepBusy(busy));
                try {
                    replica.freeze();
                    assertThatThrownBy(() -> Sql.value(asking, "SELECT 1"))
                            .as("round %s", round)
                            .hasRootCauseInstanceOf(SocketTimeoutException.class);
                } finally {
                    replica.thaw();
                    busy.abort(Runnable::run);
                }
                work.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void keepBusy(Connection connection) {
        try {
            while (true) {
                Sql.value(connection, "SELECT 1");
            }
        } catch (SQLException aborted) {
            // That is how it ends.
        }
    }

    @Test
    @RequiresFeature(Feature.FREEZE)
    void frozenInstanceCanBeKilledAndRestarted() throws SQLException {
        writer.freeze();
        writer.kill();
        writer.restart();
        assertAnswers(writer);
    }

    @Test
    void cutNetworkResetsAndRefuses() throws SQLException {
        try (Connection connection = Sql.open(cluster, writer)) {
            writer.cutNetwork();
            assertThatThrownBy(() -> Sql.value(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> Sql.open(cluster, writer)).hasRootCauseInstanceOf(ConnectException.class);
        assertThat(writer.variable("server_id")).isEqualTo("1");
        writer.healNetwork();
        assertAnswers(writer);
    }

    @Test
    void stalledStatementIsAnsweredOnceTheNetworkIsHealed() throws Exception {
        try (Connection connection = Sql.open(cluster, writer)) {
            writer.stallNetwork();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return "" + Sql.value(connection, "SELECT 42");
                } catch (SQLException e) {
                    return e.toString();
                }
            });
            assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Sql.open(cluster, writer, "socketTimeout=300&connectTimeout=300"))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            writer.healNetwork();
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("42");
        }
    }

    @Test
    void connectionsOfClientsAreCounted() throws SQLException {
        long before = writer.acceptedConnections();
        Sql.open(cluster, writer).close();
        Sql.open(cluster, writer).close();
        writer.openDirectConnection().close();
        assertThat(writer.acceptedConnections()).isEqualTo(before + 2);
    }

    @Test
    void lostNetworkAnswersNoAttemptToConnect() throws SQLException {
        try (Connection before = Sql.open(cluster, writer)) {
            writer.loseNetwork();
            assertThatThrownBy(() -> Sql.open(cluster, writer, "connectTimeout=300"))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class)
                    .rootCause()
                    .hasMessageContaining("Connect timed out");
            writer.healNetwork();
            assertThat(Sql.value(before, "SELECT 42")).isEqualTo("42");
        }
        try (Connection after = Sql.open(cluster, writer)) {
            assertThat(Sql.value(after, "SELECT 43")).isEqualTo("43");
        }
    }

    @Test
    void serverWhoseNetworkWasLostRefusesConnectionsOnceItIsKilled() throws SQLException {
        writer.loseNetwork();
        writer.kill();
        assertThatThrownBy(() -> Sql.open(cluster, writer, "connectTimeout=5000"))
                .hasRootCauseInstanceOf(ConnectException.class);
        writer.restart();
        writer.healNetwork();
        assertThat(Sql.value(cluster, writer, "SELECT 44")).isEqualTo("44");
    }

    @Test
    void slowNetworkTakesItsTimeInBothDirections() throws SQLException {
        try (Connection connection = Sql.open(cluster, writer)) {
            writer.slowNetwork(Duration.ofMillis(100));
            long start = System.nanoTime();
            Sql.value(connection, "SELECT 1");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
            writer.healNetwork();
        }
    }

    @Test
    void delayedReplicaIsBehind() throws SQLException {
        replica.delayReplication(Duration.ofSeconds(30));
        Sql.execute(cluster, writer, "INSERT INTO f VALUES (107)");
        assertThatThrownBy(() -> cluster.awaitReplication(Duration.ofMillis(700)))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("instance-2");
        assertThat(Sql.value(cluster, replica, "SELECT COUNT(*) FROM f WHERE id=107"))
                .isEqualTo("0");
        replica.delayReplication(Duration.ZERO);
        cluster.awaitReplication();
        assertThat(Sql.value(cluster, replica, "SELECT COUNT(*) FROM f WHERE id=107"))
                .isEqualTo("1");
    }

    @Test
    @RequiresFeature(Feature.RESTART_WITH_OPTIONS)
    void instanceCanBeStartedReadOnlyInInnodb() throws SQLException {
        replica.kill();
        replica.restart("--innodb-read-only=1");
        assertThat(Sql.value(cluster, replica, "SELECT @@innodb_read_only")).isEqualTo("1");
        replica.restart();
        assertThat(Sql.value(cluster, replica, "SELECT @@innodb_read_only")).isEqualTo("0");
    }

    @Test
    @RequiresFeature(Feature.SUPER_READ_ONLY)
    void superReadOnlyCanBeTurnedOnAndIsOffAfterHealing() {
        replica.setSuperReadOnly(true);
        assertThat(replica.variable("super_read_only")).isEqualTo("1");
        cluster.heal();
        assertThat(replica.variable("super_read_only")).isEqualTo("0");
        assertThat(replica.variable("read_only")).isEqualTo("1");
    }

    @Test
    void generalLogHoldsWhatReachedTheInstance() throws SQLException {
        replica.startGeneralLog();
        Sql.value(cluster, replica, "SELECT 'on the replica'");
        Sql.value(cluster, writer, "SELECT 'on the writer'");
        assertThat(replica.generalLog())
                .anySatisfy(line -> {
                    assertThat(line.text()).isEqualTo("SELECT 'on the replica'");
                    assertThat(line.user()).isEqualTo(cluster.user());
                    assertThat(line.command()).isEqualTo("Query");
                })
                .noneSatisfy(line -> assertThat(line.text()).contains("on the writer"));
        replica.startGeneralLog();
        assertThat(replica.generalLog()).isEmpty();
    }

    @Test
    void statusCountsStatements() throws SQLException {
        long before = writer.status().getOrDefault("Com_insert", 0L);
        Sql.execute(cluster, writer, "INSERT INTO f VALUES (108)");
        assertThat(writer.status()).containsEntry("Com_insert", before + 1).containsKey("Threads_connected");
    }

    @Test
    void replicationOfTheWriterCannotBeDelayed() {
        assertThatThrownBy(() -> writer.delayReplication(Duration.ofSeconds(1)))
                .hasMessage("cannot delay replication on instance-1: it is the writer");
    }
}
