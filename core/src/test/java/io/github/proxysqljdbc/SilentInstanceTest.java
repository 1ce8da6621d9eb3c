package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that wait for an instance which answers nothing any more, with the options at their defaults. */
@ClusterTest(replicas = 2)
class SilentInstanceTest extends SessionTest {
    /**
     * The defaults promise an interval and a tenth until the first check, and {@code silenceTimeout}: 3.1 s. The rest is for busy machines; the statements would
     * take 50 s.
     */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    SilentInstanceTest(Cluster cluster) {
        super(cluster, "monitorInterval=1s", "monitorTimeout=800ms");
    }

    /** A server goes on sleeping for a client that is gone, and keeps its locks meanwhile. */
    @AfterEach
    void endThreadsAndSleepers() {
        threads.shutdownNow();
        cluster.writer().thaw();
        cluster.writer().healNetwork();
        cluster.writer().killConnections(cluster.user());
    }

    /** What a thread met, and when. */
    private record End(SQLException failure, long at) {}

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void sleep(Connection connection) throws SQLException {
        Opened.ask(connection, "SELECT SLEEP(50) FROM (SELECT 1) t FOR UPDATE");
    }

    private List<Future<End>> start(int count, ProxysqlDataSource on, Work work) throws Exception {
        CountDownLatch started = new CountDownLatch(count);
        List<Future<End>> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ends.add(threads.submit(() -> {
                try (Connection session = on.getConnection()) {
                    session.setAutoCommit(false);
                    Opened.ask(session, "SELECT COUNT(*) FROM item");
                    started.countDown();
                    work.on(session);
                    throw new AssertionError("an answer came");
                } catch (SQLException e) {
                    return new End(e, System.nanoTime());
                }
            }));
        }
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        return ends;
    }

    /** Waits until so many statements that contain the text run on the writer. */
    private void awaitRunning(String text, int count) throws Exception {
        try (Connection admin = cluster.writer().openAdminConnection()) {
            Opened.await(
                    count + " threads are stuck",
                    () -> Integer.parseInt(Opened.ask(
                                    admin,
                                    "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%" + text
                                            + "%' AND info NOT LIKE '%processlist%'"))
                            == count);
        }
    }

    private void assertFree(List<Future<End>> ends, long since, String what) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (Future<End> end : ends) {
            End met = end.get(20, TimeUnit.SECONDS);
            assertThat(met.failure().getSQLState())
                    .as("a transaction was lost before its COMMIT was sent: %s", met.failure())
                    .isEqualTo("40001");
            millis.add((met.at() - since) / 1_000_000);
        }
        System.out.println(what + ": threads were free after " + millis + " ms");
        assertThat(millis).allMatch(took -> took < BOUND.toMillis());
    }

    private void awaitWriter(ProxysqlDataSource of, ServerInstance writer) throws Exception {
        Opened.await("the writer is known", () -> {
            InstanceState known = of.topology().writer();
            return known != null && known.instance().port() == writer.port();
        });
    }

    @Test
    void threadsThatReadFromAFrozenWriterAreFree() throws Exception {
        cluster.assumeSupports(Feature.FREEZE);
        List<Future<End>> ends = start(6, dataSource, SilentInstanceTest::sleep);
        awaitRunning("SLEEP(50)", 6);
        ServerInstance writer = cluster.writer();
        writer.freeze();
        long frozen = System.nanoTime();
        assertFree(ends, frozen, "frozen");
        Opened.await("all aborts are counted", () -> dataSource.stats().connectionsAborted() >= 6);
        assertThat(dataSource.topology().of(0).status()).isEqualTo(Status.DOWN);
        writer.thaw();
        awaitWriter(dataSource, writer);
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('after')"))
                .isEqualTo(1);
    }

    @Test
    void threadsThatReadThroughANetworkThatSwallowsAllAreFree() throws Exception {
        List<Future<End>> ends = start(3, dataSource, SilentInstanceTest::sleep);
        awaitRunning("SLEEP(50)", 3);
        ServerInstance writer = cluster.writer();
        writer.stallNetwork();
        assertFree(ends, System.nanoTime(), "stalled");
        writer.healNetwork();
        awaitWriter(dataSource, writer);
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('after')"))
                .isEqualTo(1);
    }

    @Test
    void threadsThatReadOverTlsAreFree() throws Exception {
        cluster.assumeSupports(Feature.MYSQL);
        try (ProxysqlDataSource secure = secure()) {
            List<Future<End>> ends = start(3, secure, SilentInstanceTest::sleep);
            awaitRunning("SLEEP(50)", 3);
            cluster.writer().stallNetwork();
            assertFree(ends, System.nanoTime(), "stalled, TLS");
        }
    }

    private ProxysqlDataSource secure() throws SQLException {
        return Opened.on(cluster, "monitorInterval=1s", "monitorTimeout=800ms", "sslMode=REQUIRED");
    }

    @Test
    void threadsThatWriteMoreThanTheNetworkTakesAreFree() throws Exception {
        assertWritersAreFree(dataSource, "stalled while writing");
    }

    @Test
    void threadsThatWriteMoreThanTheNetworkTakesOverTlsAreFree() throws Exception {
        cluster.assumeSupports(Feature.MYSQL);
        try (ProxysqlDataSource secure = secure()) {
            assertWritersAreFree(secure, "stalled while writing, TLS");
        }
    }

    private void assertWritersAreFree(ProxysqlDataSource on, String what) throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        byte[] data = new byte[7_000_000];
        List<Future<End>> ends = start(3, on, session -> {
            try (PreparedStatement insert = session.prepareStatement("INSERT INTO item (data) VALUES (?)")) {
                insert.setBytes(1, data);
                stalled.await();
                insert.executeUpdate();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        });
        cluster.writer().stallNetwork();
        long since = System.nanoTime();
        stalled.countDown();
        assertFree(ends, since, what);
    }

    @Test
    void longQueryOnAHealthyInstanceIsNotShot() throws Exception {
        try (ProxysqlDataSource strict =
                        Opened.on(cluster, "monitorInterval=100ms", "monitorTimeout=100ms", "silenceTimeout=1500ms");
                Connection session = strict.getConnection()) {
            assertThat(Opened.ask(session, "SELECT SLEEP(3) FROM (SELECT 1) t FOR UPDATE"))
                    .isEqualTo("0");
            assertThat(strict.stats().connectionsAborted()).isZero();
        }
    }

    @Test
    void instanceThatAnswersLateIsNotDead() throws Exception {
        Future<String> slow =
                threads.submit(() -> Opened.ask(connection, "SELECT SLEEP(5) FROM (SELECT 1) t FOR UPDATE"));
        awaitRunning("SLEEP(5)", 1);
        cluster.writer().slowNetwork(Duration.ofMillis(500));
        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("0");
        assertThat(dataSource.stats().connectionsAborted()).isZero();
        assertThat(dataSource.topology().writer()).isNotNull();
    }
}
