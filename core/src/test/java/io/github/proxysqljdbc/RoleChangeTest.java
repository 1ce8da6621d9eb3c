package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.error.NoInstanceException;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Roles that change while sessions are open. */
@ClusterTest(replicas = 2)
class RoleChangeTest extends SessionTest {
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    /** What the product promises: one and a half intervals, and 200 ms. */
    private static final Duration BOUND = INTERVAL.multipliedBy(3).dividedBy(2).plusMillis(200);

    private static final String[] REGULAR = {"monitorInterval=3s", "monitorTimeout=800ms"};

    RoleChangeTest(Cluster cluster) {
        super(cluster, "monitorInterval=400ms", "monitorTimeout=300ms", "failoverTimeout=1500ms");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean knowsWriter() {
        return isWriter(dataSource, cluster.writer());
    }

    private static boolean isWriter(ProxysqlDataSource of, ServerInstance instance) {
        var writer = of.topology().writer();
        return writer != null && writer.instance().port() == instance.port();
    }

    @Test
    void writesFollowTheRoleInTime() throws SQLException {
        try (ProxysqlDataSource regular = Opened.on(cluster, REGULAR)) {
            for (int i = 0; i < 3; i++) {
                ServerInstance old = cluster.writer();
                ServerInstance next = cluster.replica(i % 2);
                insert(regular, "before " + i);
                cluster.awaitReplication();
                old.setReadOnly(true);
                next.setReadOnly(false);
                long flipped = System.nanoTime();
                assertThat(insert(regular, "row " + i)).isEqualTo(String.valueOf(next.serverId()));
                Duration took = since(flipped);
                System.out.println("writes followed the role within " + took.toMillis() + " ms");
                assertThat(took).isLessThan(BOUND);
                next.setReadOnly(true);
                old.setReadOnly(false);
                cluster.heal();
                emptyTable();
            }
        }
    }

    /** Which server took it. */
    private static String insert(ProxysqlDataSource into, String name) throws SQLException {
        try (Connection fresh = into.getConnection()) {
            Opened.run(fresh, "INSERT INTO item (name) VALUES ('" + name + "')");
            return Opened.ask(fresh, "SELECT @@server_id FROM (SELECT 1) t FOR UPDATE");
        }
    }

    @Test
    void theTopologyFollowsTheRoleInTimeWithoutTraffic() throws Exception {
        cluster.awaitReplication();
        try (ProxysqlDataSource regular = Opened.on(cluster, REGULAR)) {
            Opened.await("the writer is known", () -> isWriter(regular, cluster.writer()));
            ServerInstance next = cluster.replica(0);
            cluster.writer().setReadOnly(true);
            next.setReadOnly(false);
            long flipped = System.nanoTime();
            Opened.await("the new writer is known", () -> isWriter(regular, next));
            Duration took = since(flipped);
            System.out.println("the topology followed the role within " + took.toMillis() + " ms without traffic");
            assertThat(took).isLessThan(BOUND);
        }
    }

    @Test
    void anIdleSessionWithAPreparedStatementOutlivesASwitchover() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item (name, amount) VALUES (?, ?)");
                PreparedStatement read = connection.prepareStatement("SELECT COUNT(*) FROM item WHERE amount = ?")) {
            insert.setString(1, "before");
            insert.setInt(2, 7);
            assertThat(insert.executeUpdate()).isEqualTo(1);
            cluster.awaitReplication();
            read.setInt(1, 7);
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
            cluster.promote(cluster.replica(0));
            insert.setString(1, "after");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            cluster.awaitReplication();
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        }
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item")).isEqualTo("before,after");
    }

    @Test
    void readsGoOnWhileTheWriterIsDown() throws SQLException {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        cluster.awaitReplication();
        cluster.writer().kill();
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1");
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aWriteWaitsForAWriter() throws Exception {
        cluster.writer().kill();
        Opened.await(
                "the writer is known to be down", () -> dataSource.topology().writer() == null);
        Throwable[] thrown = new Throwable[1];
        Thread writing = new Thread(() -> {
            try (ProxysqlDataSource patient = Opened.on(cluster, "failoverTimeout=20s");
                    Connection session = patient.getConnection()) {
                Opened.run(session, "INSERT INTO item (name) VALUES ('waited')");
            } catch (SQLException e) {
                thrown[0] = e;
            }
        });
        writing.start();
        cluster.failover(cluster.replica(0));
        writing.join(25_000);
        assertThat(writing.isAlive()).isFalse();
        assertThat(thrown[0]).isNull();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
    }

    @Test
    void aWriteWithoutAWriterFailsInTimeAndSaysWhy() throws Exception {
        ServerInstance dead = cluster.writer();
        dead.kill();
        Opened.await(
                "the writer is known to be down", () -> dataSource.topology().writer() == null);
        long start = System.nanoTime();
        assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isInstanceOfSatisfying(NoInstanceException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("08001");
                    assertThat(e.getMessage())
                            .contains("hostgroup writer, since ")
                            .contains("failoverTimeout=1500ms")
                            .contains("refused");
                    cluster.instances()
                            .forEach(instance -> assertThat(e.getMessage()).contains(instance.hostAndPort()));
                });
        assertThat(since(start)).isBetween(Duration.ofMillis(1400), Duration.ofMillis(4000));
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("0");
    }

    @Test
    void aTransactionOfALostWriterFailsAndTheNextOneWorks() throws Exception {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('lost')");
        cluster.writer().kill();
        cluster.failover(cluster.replica(0));
        assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('lost too')"))
                .isInstanceOf(SQLException.class);
        connection.rollback();
        Opened.await("the new writer is known", this::knowsWriter);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('repeated')");
        connection.commit();
        assertThat(onWriter("SELECT GROUP_CONCAT(name) FROM item")).isEqualTo("repeated");
    }

    @Test
    void aCommitWhoseOutcomeIsUnknownSaysSo() throws SQLException {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('perhaps')");
        cluster.writer().cutNetwork();
        assertThatThrownBy(connection::commit)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        cluster.writer().healNetwork();
    }
}
