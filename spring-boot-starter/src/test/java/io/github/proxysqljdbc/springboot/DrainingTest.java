package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.Holding;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A shutdown lets work that is under way end, and waits for nothing else. */
@ClusterTest(replicas = 1)
class DrainingTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final ApplicationContextRunner runner;

    DrainingTest(Cluster cluster) {
        this.cluster = cluster;
        this.runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ProxysqlDataSourceAutoConfiguration.class, ProxysqlLifecycleAutoConfiguration.class))
                .withPropertyValues(Settings.of(cluster));
    }

    @Test
    void shutdownWaitsForATransaction() {
        runner.run(context -> {
            ProxysqlDataSource dataSource = context.getBean(ProxysqlDataSource.class);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Boolean> committed = CompletableFuture.supplyAsync(() -> transaction(dataSource, begun));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            context.close();

            assertThat(committed).isCompletedWithValue(true);
            assertThat(dataSource.isClosed()).isTrue();
        });
    }

    @Test
    void shutdownEndsThoughATransactionDoesNot() {
        runner.withPropertyValues("proxysql.shutdown-timeout=200ms").run(context -> {
            ProxysqlDataSource dataSource = context.getBean(ProxysqlDataSource.class);
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("SELECT 1");
                long start = System.nanoTime();

                context.close();

                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
                assertThat(dataSource.isClosed()).isTrue();
            }
        });
    }

    @Test
    void shutdownDoesNotWaitWhereNothingIsInUse() {
        runner.withPropertyValues("proxysql.shutdown-timeout=1m").run(context -> {
            try (Connection connection =
                            context.getBean(ProxysqlDataSource.class).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DO 1");
                long start = System.nanoTime();

                context.close();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            }
        });
    }

    @Test
    void shutdownWaitsForAWriteThatWaitsForAWriter() {
        runner.withPropertyValues("proxysql.shutdown-timeout=1m").run(context -> {
            ProxysqlDataSource dataSource = opened(context);
            cluster.writer().kill();
            Waiting.until(LONGEST, () -> dataSource.topology().writer() == null);
            CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> insert(dataSource));
            Waiting.until(LONGEST, () -> dataSource.stats().waitingForWriter() == 1);

            CompletableFuture<Void> closed = closing(context);
            assertThatThrownBy(() -> closed.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            cluster.failover(cluster.replica(0));

            assertThat(written.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            closed.get(30, TimeUnit.SECONDS);
        });
    }

    @Test
    void shutdownWaitsForAStatementThatWaitsForAConnection() {
        runner.withPropertyValues(
                        "proxysql.shutdown-timeout=1m",
                        "proxysql.monitor-interval=10s",
                        "proxysql.monitor-timeout=8s",
                        "proxysql.silence-timeout=20s")
                .run(context -> {
                    ProxysqlDataSource dataSource = opened(context);
                    cluster.replica(0).slowNetwork(Duration.ofMillis(200));
                    CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> count(dataSource));
                    Waiting.until(LONGEST, () -> ofReader(dataSource).waiting() == 1);
                    assertThat(ofReader(dataSource).inUse()).isZero();

                    CompletableFuture<Void> closed = closing(context);

                    assertThat(read.get(30, TimeUnit.SECONDS)).isNotNegative();
                    closed.get(30, TimeUnit.SECONDS);
                });
    }

    @Test
    void shutdownDoesNotWaitForASessionThatKeepsAConnectionAndIsIdle() {
        runner.withPropertyValues("proxysql.shutdown-timeout=1m").run(context -> {
            ProxysqlDataSource dataSource = opened(context);
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT IGNORE INTO drained VALUES ('no number')");
                assertThat(ofWriter(dataSource).inUse()).isEqualTo(1);
                assertThat(ofWriter(dataSource).longest())
                        .extracting(Holding::kind)
                        .containsExactly(Holding.KEPT);
                long start = System.nanoTime();

                context.close();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            }
        });
    }

    @Test
    void shutdownWithoutTimeWaitsForNothing() {
        runner.withPropertyValues("proxysql.shutdown-timeout=0").run(context -> {
            ProxysqlDataSource dataSource = opened(context);
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("SELECT 1");
                long start = System.nanoTime();

                context.close();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        });
    }

    /** The data source of an application, on a whole cluster with a table that both instances have. */
    private ProxysqlDataSource opened(AssertableApplicationContext context) throws SQLException {
        ProxysqlDataSource dataSource = context.getBean(ProxysqlDataSource.class);
        Settings.awaitRoles(dataSource, cluster);
        try (Connection admin = cluster.writer().openDirectConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS drained (id INT)");
        }
        cluster.awaitReplication();
        return dataSource;
    }

    /** Has the application closed on a thread of its own, and returns when draining has begun. */
    private static CompletableFuture<Void> closing(AssertableApplicationContext context) {
        DrainingLifecycle draining = context.getBean(DrainingLifecycle.class);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
        Waiting.until(LONGEST, () -> !draining.isRunning());
        return closed;
    }

    private InstanceStats ofWriter(ProxysqlDataSource dataSource) {
        return of(dataSource, cluster.writer());
    }

    private InstanceStats ofReader(ProxysqlDataSource dataSource) {
        return of(dataSource, cluster.replica(0));
    }

    private static InstanceStats of(ProxysqlDataSource dataSource, ServerInstance instance) {
        return Objects.requireNonNull(dataSource.stats().instances().get(instance.hostAndPort()));
    }

    private static int insert(ProxysqlDataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO drained VALUES (1)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int count(ProxysqlDataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM drained")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean transaction(ProxysqlDataSource dataSource, CountDownLatch begun) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1");
            begun.countDown();
            connection.createStatement().execute("SELECT SLEEP(0.5)");
            connection.commit();
            return true;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
