package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** What operators see, on a real cluster. */
@ClusterTest(replicas = 1)
class ActuatorTest {
    private final Cluster cluster;
    private final ApplicationContextRunner runner;

    ActuatorTest(Cluster cluster) {
        this.cluster = cluster;
        this.runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ProxysqlDataSourceAutoConfiguration.class,
                        ProxysqlLifecycleAutoConfiguration.class,
                        ProxysqlHealthContributorAutoConfiguration.class,
                        ProxysqlMetricsAutoConfiguration.class,
                        ProxysqlEndpointAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        DataSourcePoolMetricsAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        EndpointAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(Settings.of(cluster))
                .withPropertyValues("management.endpoints.web.exposure.include=*");
    }

    @Test
    void healthFollowsTheInstances() {
        ServerInstance writer = cluster.writer();
        ServerInstance reader = cluster.replica(0);
        runner.run(context -> {
            HealthIndicator indicator = context.getBean("proxysqlHealthContributor", HealthIndicator.class);
            await(() -> status(indicator).equals(Status.UP)
                    && role(indicator, reader).equals("READER"));
            assertThat(details(indicator, writer))
                    .containsEntry("role", "WRITER")
                    .containsEntry("status", "UP");

            writer.kill();
            await(() -> status(indicator).equals(Status.OUT_OF_SERVICE));
            assertThat(details(indicator, writer)).containsEntry("status", "DOWN");

            reader.kill();
            await(() -> status(indicator).equals(Status.DOWN));
            assertThat(indicator.health()).asString().doesNotContain(cluster.password());
        });
    }

    @Test
    void statusWithReadersOnlyIsConfigured() {
        runner.withPropertyValues("management.health.proxysql.readers-only-status=UP")
                .run(context -> {
                    HealthIndicator indicator = context.getBean("proxysqlHealthContributor", HealthIndicator.class);
                    cluster.writer().kill();

                    await(() ->
                            "DOWN".equals(details(indicator, cluster.writer()).get("status")));
                    assertThat(status(indicator)).isEqualTo(Status.UP);
                });
    }

    @Test
    void healthIsTakenAwayByItsProperty() {
        runner.withPropertyValues("management.health.proxysql.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("proxysqlHealthContributor"));
    }

    @Test
    void metersCountWhatStatementsDo() {
        runner.run(context -> {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            template.execute("CREATE TABLE IF NOT EXISTS meter_item (id INT)");
            template.update("INSERT INTO meter_item VALUES (1)");
            await(() -> reads(template, meters) > 0);

            template.queryForList("SELECT id FROM meter_item FOR UPDATE");
            await(() -> routes(meters, "writer", "locking_read") == 1);
            assertThat(routes(meters, "writer", "write")).isEqualTo(1);
            assertThat(routes(meters, "writer", "ddl")).isEqualTo(1);
            assertThat(routes(meters, "writer", "unknown_function")).isZero();
            String writer = cluster.writer().hostAndPort();
            assertThat(meters.get("proxysql.instance.role")
                            .tags("instance", writer, "role", "writer")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(meters.get("proxysql.instance.role")
                            .tags("instance", writer, "role", "reader")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(meters.get("proxysql.connections.max")
                            .tags("instance", writer)
                            .gauge()
                            .value())
                    .isEqualTo(10);
            assertThat(meters.get("proxysql.connections.min")
                            .tags("instance", writer)
                            .gauge()
                            .value())
                    .isZero();
            assertThat(meters.get("proxysql.writer").gauge().value()).isEqualTo(1);
            assertThat(meters.get("proxysql.failovers").functionTimer().count()).isZero();
            assertThat(meters.get("proxysql.writer.pending").gauge().value()).isZero();
            assertThat(meters.get("proxysql.failures.fate")
                            .tag("fate", "outcome_unknown")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(meters.get("jdbc.connections.max").gauge().value()).isEqualTo(20);
        });
    }

    @Test
    void metersShowPinsAndConnectionsInUse() {
        runner.run(context -> {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            String writer = cluster.writer().hostAndPort();
            try (Connection connection =
                    context.getBean(ProxysqlDataSource.class).getConnection()) {
                connection.createStatement().execute("CREATE TEMPORARY TABLE basket (id INT)");

                await(() -> meters.get("proxysql.connections.active")
                                .tags("instance", writer)
                                .gauge()
                                .value()
                        == 1);
                assertThat(meters.get("proxysql.pins")
                                .tags("reason", "temporary_table")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
            }
            await(() -> meters.get("proxysql.connections.active")
                            .tags("instance", writer)
                            .gauge()
                            .value()
                    == 0);
        });
    }

    @Test
    void endpointShowsTopologyPoolsPinsAndOptionsWithoutSecrets() {
        runner.withPropertyValues("proxysql.driver-properties.trustCertificateKeyStorePassword=hunter2")
                .run(context -> {
                    context.getBean(JdbcTemplate.class).execute("SELECT 1");
                    ProxysqlEndpoint endpoint = context.getBean(ProxysqlEndpoint.class);
                    ProxysqlEndpoint.DataSourceDescriptor shown = endpoint.dataSource("dataSource");

                    assertThat(shown).isNotNull();
                    assertThat(endpoint.dataSources().dataSources()).containsOnlyKeys("dataSource");
                    assertThat(endpoint.dataSource("nobody")).isNull();
                    assertThat(shown.topology().instances()).hasSize(2);
                    assertThat(shown.pools())
                            .containsOnlyKeys(cluster.instances().stream()
                                    .map(ServerInstance::hostAndPort)
                                    .toArray(String[]::new));
                    assertThat(shown.options())
                            .containsEntry("maxPoolSize", "10")
                            .containsEntry("monitorInterval", "200ms")
                            .containsEntry("password", "******")
                            .containsEntry("monitorPassword", "******")
                            .containsEntry("trustCertificateKeyStorePassword", "******");
                    assertThat(shown).asString().doesNotContain("hunter2").doesNotContain(cluster.password() + ",");
                });
    }

    @Test
    void endpointThatIsNotExposedIsNotThere() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=health")
                .run(context -> assertThat(context).doesNotHaveBean(ProxysqlEndpoint.class));
    }

    private static double reads(JdbcTemplate template, MeterRegistry meters) {
        template.queryForObject("SELECT 1", Integer.class);
        return routes(meters, "reader", "plain_read");
    }

    private static double routes(MeterRegistry meters, String hostgroup, String reason) {
        return meters.get("proxysql.routes")
                .tags("name", "dataSource", "hostgroup", hostgroup, "reason", reason)
                .functionCounter()
                .count();
    }

    private static Status status(HealthIndicator indicator) {
        Health health = indicator.health();
        return health == null ? Status.UNKNOWN : health.getStatus();
    }

    private static String role(HealthIndicator indicator, ServerInstance instance) {
        return String.valueOf(details(indicator, instance).get("role"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(HealthIndicator indicator, ServerInstance instance) {
        Health health = indicator.health();
        Map<String, Object> instances = health == null
                ? Map.of()
                : (Map<String, Object>) health.getDetails().getOrDefault("instances", Map.of());
        return (Map<String, Object>) instances.getOrDefault(instance.hostAndPort(), Map.of());
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until(Duration.ofSeconds(20), condition);
    }
}
