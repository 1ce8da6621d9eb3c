package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Metrics, endpoint and shutdown of an application with two data sources, on real servers. */
@ClusterTest(replicas = 0)
class SeveralOnAClusterTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final ApplicationContextRunner runner;

    SeveralOnAClusterTest(Cluster cluster) {
        this.cluster = cluster;
        this.runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ProxysqlDataSourceAutoConfiguration.class,
                        ProxysqlLifecycleAutoConfiguration.class,
                        ProxysqlMetricsAutoConfiguration.class,
                        ProxysqlEndpointAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        EndpointAutoConfiguration.class))
                .withUserConfiguration(SeveralDataSourcesTest.TwoDataSources.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=*",
                        "app.orders.max-pool-size=3",
                        "proxysql.shutdown-timeout=1m")
                .withPropertyValues(Stream.of("app.orders", "app.reports")
                        .flatMap(prefix -> Arrays.stream(properties(cluster, prefix)))
                        .toArray(String[]::new));
    }

    private static String[] properties(Cluster cluster, String prefix) {
        return new String[] {
            prefix + ".url=" + cluster.jdbcUrl(),
            prefix + ".username=" + cluster.user(),
            prefix + ".password=" + cluster.password()
        };
    }

    @Test
    void metersAndEndpointTellThemApart() {
        runner.run(context -> {
            ProxysqlEndpoint endpoint = context.getBean(ProxysqlEndpoint.class);
            assertThat(active(context, "reports")).isZero();
            try (Connection connection = open(context, "reports")) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("SELECT 1");

                Waiting.until(LONGEST, () -> active(context, "reports") == 1);
                assertThat(active(context, "orders")).isZero();
            }
            assertThat(endpoint.dataSources().dataSources()).containsOnlyKeys("orders", "reports");
            assertThat(options(endpoint, "orders")).containsEntry("maxPoolSize", "3");
            assertThat(options(endpoint, "reports")).containsEntry("maxPoolSize", "10");
        });
    }

    @Test
    void shutdownWaitsForTheWorkOfEach() {
        for (String name : new String[] {"orders", "reports"}) {
            runner.run(context -> {
                DrainingLifecycle draining = context.getBean(DrainingLifecycle.class);
                ProxysqlDataSource dataSource = context.getBean(name, ProxysqlDataSource.class);
                CompletableFuture<Void> closed;
                try (Connection connection = open(context, name)) {
                    connection.setAutoCommit(false);
                    connection.createStatement().execute("SELECT 1");

                    closed = CompletableFuture.runAsync(context::close);
                    Waiting.until(LONGEST, () -> !draining.isRunning());

                    connection.createStatement().execute("SELECT SLEEP(0.2)");
                    connection.commit();
                }
                closed.get(20, TimeUnit.SECONDS);
                assertThat(dataSource.isClosed()).isTrue();
            });
        }
    }

    private static Map<String, Object> options(ProxysqlEndpoint endpoint, String name) {
        return Objects.requireNonNull(endpoint.dataSource(name)).options();
    }

    private static Connection open(AssertableApplicationContext context, String name) throws SQLException {
        return context.getBean(name, ProxysqlDataSource.class).getConnection();
    }

    private double active(AssertableApplicationContext context, String name) {
        return context.getBean(MeterRegistry.class)
                .get("proxysql.connections.active")
                .tags("name", name, "instance", cluster.writer().hostAndPort())
                .gauge()
                .value();
    }
}
