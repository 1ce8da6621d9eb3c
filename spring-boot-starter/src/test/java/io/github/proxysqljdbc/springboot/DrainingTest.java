package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@ClusterTest(replicas = 0)
class DrainingTest {
    private final ApplicationContextRunner runner;

    DrainingTest(Cluster cluster) {
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
