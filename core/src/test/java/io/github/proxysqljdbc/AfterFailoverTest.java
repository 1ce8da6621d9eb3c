package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.FailoverEvent;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What statements that waited for a writer do to the new one, and what is told of the time without one. */
@ClusterTest(replicas = 1)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AfterFailoverTest {
    private static final int WAITING = 120;

    private final Cluster cluster;
    private final ConcurrentLinkedQueue<FailoverEvent> began = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<FailoverEvent> ended = new ConcurrentLinkedQueue<>();

    private final ProxysqlListener listener = new ProxysqlListener() {
        @Override
        public void failoverBegan(FailoverEvent event) {
            began.add(event);
        }

        @Override
        public void failoverEnded(FailoverEvent event) {
            ended.add(event);
        }
    };

    AfterFailoverTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void makeTable() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP TABLE IF EXISTS arrival");
            Opened.run(direct, "CREATE TABLE arrival (id INT PRIMARY KEY AUTO_INCREMENT, place INT)");
        }
        cluster.awaitReplication();
    }

    private ProxysqlDataSource open(String... options) throws SQLException {
        return new ProxysqlDataSource(
                ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster, options)), listener);
    }

    private static long status(ServerInstance instance, String name) throws SQLException {
        try (Connection admin = instance.openAdminConnection();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(2);
        }
    }

    private static Void arrive(ProxysqlDataSource dataSource, int place) {
        try (Connection connection = dataSource.getConnection()) {
            Opened.run(connection, "INSERT INTO arrival (place) VALUES (" + place + ")");
            return null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends writes while there is no writer, one after the other, each when the one before waits. */
    private List<CompletableFuture<Void>> line(ProxysqlDataSource dataSource, ExecutorService threads)
            throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 1; i <= WAITING; i++) {
            int place = i;
            all.add(CompletableFuture.supplyAsync(() -> arrive(dataSource, place), threads));
            Opened.await("one more waits", () -> dataSource.stats().waitingForWriter() == place);
        }
        return all;
    }

    private String order() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "SET SESSION group_concat_max_len = 100000");
            return Opened.ask(direct, "SELECT GROUP_CONCAT(place ORDER BY id) FROM arrival");
        }
    }

    private static String upTo(int last) {
        StringBuilder all = new StringBuilder("1");
        for (int i = 2; i <= last; i++) {
            all.append(',').append(i);
        }
        return all.toString();
    }

    @Test
    void thoseWhoWaitForAWriterAreServedInTheirOrder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WAITING);
        try (ProxysqlDataSource dataSource = open("maxPoolSize=1")) {
            cluster.writer().kill();
            Opened.await(
                    "the writer is known to be gone",
                    () -> dataSource.topology().writer() == null);
            List<CompletableFuture<Void>> all = line(dataSource, threads);
            cluster.failover(cluster.replica(0));
            for (CompletableFuture<Void> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
            assertThat(order()).isEqualTo(upTo(WAITING));
            StatsSnapshot stats = dataSource.stats();
            assertThat(stats.waitsForInstance().count()).isEqualTo(WAITING);
            assertThat(stats.waitsForInstance().inVain()).isZero();
            assertThat(stats.waitingForWriter()).isZero();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void theNewWriterMeetsNoMoreConnectionsThanThePoolAllows() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WAITING);
        try (ProxysqlDataSource dataSource = open("maxPoolSize=8")) {
            ServerInstance next = cluster.replica(0);
            cluster.writer().kill();
            Opened.await(
                    "the writer is known to be gone",
                    () -> dataSource.topology().writer() == null);
            List<CompletableFuture<Void>> all = line(dataSource, threads);
            long before = status(next, "Connections");
            cluster.failover(next);
            long promoted = status(next, "Connections");
            for (CompletableFuture<Void> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
            long after = status(next, "Connections");
            System.out.printf(
                    "%d waited; connections of the new writer: %d before, %d when promoted, %d after; at most %d at a time%n",
                    WAITING, before, promoted, after, status(next, "Max_used_connections"));
            assertThat(after - before)
                    .as("8 of the pool, and those of the promotion, the monitor and this test")
                    .isLessThanOrEqualTo(8 + 12);
            assertThat(dataSource.stats().instances())
                    .hasEntrySatisfying(
                            next.hostAndPort(), pool -> assertThat(pool.total()).isLessThanOrEqualTo(8));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void beginAndEndOfAFailoverAreToldAndCounted() throws Exception {
        try (ProxysqlDataSource dataSource = open("failoverTimeout=250ms");
                Connection connection = dataSource.getConnection()) {
            String old = cluster.writer().hostAndPort();
            String next = cluster.replica(0).hostAndPort();
            cluster.writer().kill();
            Opened.await(
                    "the writer is known to be gone",
                    () -> dataSource.topology().writer() == null);
            assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO arrival (place) VALUES (0)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
            cluster.failover(cluster.replica(0));
            Opened.await("the end was told", () -> !ended.isEmpty());
            assertThat(began).singleElement().satisfies(event -> {
                assertThat(event.from()).isEqualTo(old);
                assertThat(event.to()).isNull();
                assertThat(event.reason()).isNotEmpty();
            });
            assertThat(ended).singleElement().satisfies(event -> {
                assertThat(event.from()).isEqualTo(old);
                assertThat(event.to()).isEqualTo(next);
                assertThat(event.withoutWriterNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
            });
            StatsSnapshot stats = dataSource.stats();
            assertThat(stats.failovers().begun()).isEqualTo(1);
            assertThat(stats.failovers().ended()).isEqualTo(1);
            assertThat(stats.failovers().longestNanos())
                    .isEqualTo(stats.failovers().withoutWriterNanos());
            assertThat(stats.waitsForInstance().inVain()).isEqualTo(1);
        }
    }
}
