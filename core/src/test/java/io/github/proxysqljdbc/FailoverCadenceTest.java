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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How soon the topology has the new writer, and how often the servers are asked for it, with the options at their defaults. */
@ClusterTest(replicas = 2)
class FailoverCadenceTest extends SessionTest {
    FailoverCadenceTest(Cluster cluster) {
        super(cluster, "monitorInterval=1s", "monitorTimeout=800ms");
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
    void aPromotedReplicaIsTheWriterWithinATenthOfASecond() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            ServerInstance old = cluster.writer();
            ServerInstance next = cluster.replica(round % 2);
            Opened.await("the writer is known", () -> writesGoTo(old));
            old.kill();
            Opened.await("the writer is gone", () -> dataSource.topology().writer() == null);
            nap(Duration.ofMillis(137));
            next.setReadOnly(false);
            long promoted = System.nanoTime();
            Opened.await("the new writer is known", () -> writesGoTo(next));
            millis.add((System.nanoTime() - promoted) / 1_000_000);
            next.setReadOnly(true);
            cluster.heal();
        }
        System.out.println("the topology had the new writer after " + millis + " ms");
        assertThat(millis).allMatch(took -> took < 300);
        assertThat(millis.stream().sorted().toList().get(millis.size() / 2)).isLessThan(150);
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
        Duration took = Duration.ofNanos(System.nanoTime() - flipped);
        System.out.println("a refused write was executed by the new writer after " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofMillis(500));
        next.setReadOnly(true);
        old.setReadOnly(false);
    }

    @Test
    void theFastRoundsCostAServerNoMoreThanTwentyQuestionsASecond() throws Exception {
        cluster.writer().kill();
        Opened.await("the writer is gone", () -> dataSource.topology().writer() == null);
        ServerInstance reader = cluster.replica(0);
        long before = questions(reader);
        nap(Duration.ofSeconds(3));
        long asked = questions(reader) - before;
        System.out.println("a reader was asked " + asked + " questions in 3 s without a writer");
        assertThat(asked).isBetween(15L, 75L);
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
