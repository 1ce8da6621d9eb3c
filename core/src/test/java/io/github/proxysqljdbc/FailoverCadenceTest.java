package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How soon the topology has the new writer, and how often the servers are asked for it, with the options at their defaults. */
@ClusterTest(replicas = 2)
class FailoverCadenceTest extends SessionTest {
    /** So long that whatever happens sooner was not waiting for it. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    FailoverCadenceTest(Cluster cluster) {
        super(cluster, "monitorInterval=1m", "monitorTimeout=800ms");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean writesGoTo(ServerInstance instance) {
        InstanceState writer = dataSource.topology().writer();
        return writer != null && writer.instance().port() == instance.port();
    }

    private static void nap(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void aPromotedReplicaIsTheWriterLongBeforeTheNextRegularQuestion() throws Exception {
        ServerInstance next = cluster.replica(0);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('before')");
        cluster.awaitReplication();
        cluster.writer().kill();
        CompletableFuture<Integer> write = CompletableFuture.supplyAsync(this::insert);
        Opened.await("the writer is gone", () -> dataSource.topology().writer() == null);
        next.setReadOnly(false);
        long promoted = System.nanoTime();
        assertThat(write.get()).isEqualTo(1);
        System.out.println(
                "the new writer took the first write after " + since(promoted).toMillis() + " ms");
        assertThat(writesGoTo(next)).isTrue();
        assertThat(since(promoted)).isLessThan(INTERVAL.dividedBy(2));
    }

    private int insert() {
        try (Connection session = dataSource.getConnection()) {
            return Opened.run(session, "INSERT INTO item (name) VALUES ('waited')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailedStatementMakesTheMonitorLookAtAllInstancesAtOnce() throws Exception {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('before')");
        ServerInstance old = cluster.writer();
        ServerInstance next = cluster.replica(0);
        old.setReadOnly(true);
        next.setReadOnly(false);
        long flipped = System.nanoTime();
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('after')"))
                .isEqualTo(1);
        System.out.println("a refused write was executed by the new writer after "
                + since(flipped).toMillis() + " ms");
        assertThat(since(flipped)).isLessThan(INTERVAL.dividedBy(2));
        next.setReadOnly(true);
        old.setReadOnly(false);
    }

    @Test
    void theFastRoundsCostAServerNoMoreThanTwentyQuestionsASecond() throws Exception {
        cluster.writer().kill();
        CompletableFuture<Integer> write = CompletableFuture.supplyAsync(this::insert);
        Opened.await("the writer is gone", () -> dataSource.topology().writer() == null);
        ServerInstance reader = cluster.replica(0);
        long before = questions(reader);
        nap(Duration.ofSeconds(3));
        long asked = questions(reader) - before;
        System.out.println("a reader was asked " + asked + " questions in 3 s without a writer");
        assertThat(asked).isBetween(5L, 75L);
        cluster.heal();
        assertThat(write.get()).isEqualTo(1);
    }

    /** Statements since its start; the question itself is counted, and a few of the testkit's own. */
    private static long questions(ServerInstance instance) throws SQLException {
        try (Connection direct = instance.openDirectConnection();
                Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(2);
        }
    }
}
