package io.github.proxysqljdbc.springboot;

import static io.micrometer.core.instrument.Statistic.COUNT;
import static io.micrometer.core.instrument.Statistic.TOTAL_TIME;
import static io.micrometer.core.instrument.Statistic.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each meter shows what happened, when something did. */
@ClusterTest(replicas = 1)
class MeterValuesTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final ApplicationContextRunner runner;

    MeterValuesTest(Cluster cluster) {
        this.cluster = cluster;
        this.runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ProxysqlDataSourceAutoConfiguration.class,
                        ProxysqlLifecycleAutoConfiguration.class,
                        ProxysqlMetricsAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(Settings.of(cluster));
    }

    @Test
    void failoverAndWritesThatWaitForItAreShown() {
        runner.run(context -> {
            Application application = new Application(context);
            String old = cluster.writer().hostAndPort();
            String next = cluster.replica(0).hostAndPort();
            application.awaitRole(old, "writer");
            application.awaitRole(next, "reader");
            application.await("proxysql.writer", VALUE, 1);
            application.await("proxysql.instance.up", VALUE, 1, "instance", old);
            application.await("proxysql.instance.latency", VALUE, latency -> latency > 0, "instance", old);
            double changes = application.value("proxysql.role.changes", COUNT);

            cluster.writer().kill();
            application.await("proxysql.instance.up", VALUE, 0, "instance", old);
            application.await("proxysql.writer", VALUE, 0);
            CompletableFuture<Integer> written = CompletableFuture.supplyAsync(application::insert);
            application.await("proxysql.writer.pending", VALUE, 1);
            cluster.failover(cluster.replica(0));

            assertThat(written.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            application.await("proxysql.failovers", COUNT, 1);
            application.await("proxysql.failovers", TOTAL_TIME, seconds -> seconds > 0 && seconds < 60);
            application.await("proxysql.writer.wait", COUNT, 1);
            application.await("proxysql.writer.wait", TOTAL_TIME, seconds -> seconds > 0 && seconds < 60);
            application.await("proxysql.writer.pending", VALUE, 0);
            application.await("proxysql.writer.timeout", COUNT, 0);
            application.await("proxysql.writer", VALUE, 1);
            application.await("proxysql.role.changes", COUNT, count -> count >= changes + 2);
            application.awaitRole(next, "writer");
        });
    }

    @Test
    void writeThatFindsNoWriterInTimeIsShown() {
        runner.withPropertyValues("proxysql.failover-timeout=300ms").run(context -> {
            Application application = new Application(context);
            cluster.writer().kill();
            application.await("proxysql.writer", VALUE, 0);

            assertThatThrownBy(application::insert).isInstanceOf(DataAccessException.class);

            application.await("proxysql.writer.timeout", COUNT, 1);
            application.await("proxysql.writer.wait", COUNT, 1);
            application.await("proxysql.writer.wait", TOTAL_TIME, seconds -> seconds >= 0.3);
            application.await("proxysql.failovers", COUNT, 0);
        });
    }

    @Test
    void exhaustedPoolIsShown() {
        runner.withPropertyValues("proxysql.max-pool-size=1", "proxysql.connection-timeout=2s")
                .run(context -> {
                    Application application = new Application(context);
                    String writer = cluster.writer().hostAndPort();
                    String reader = cluster.replica(0).hostAndPort();
                    try (Connection holder = application.dataSource.getConnection()) {
                        holder.setAutoCommit(false);
                        holder.createStatement().execute("SELECT 1");
                        CompletableFuture<Integer> refused = CompletableFuture.supplyAsync(application::insert);

                        application.await("proxysql.connections.pending", VALUE, 1, "instance", writer);
                        application.await("proxysql.connections.active", VALUE, 1, "instance", writer);
                        application.await("proxysql.connections.idle", VALUE, 0, "instance", writer);
                        assertThat(refused)
                                .failsWithin(LONGEST)
                                .withThrowableThat()
                                .withMessageContaining("maxPoolSize=1");
                        holder.rollback();
                    }
                    application.await("proxysql.connections.timeout", COUNT, 1, "instance", writer);
                    application.await("proxysql.connections.timeout", COUNT, 0, "instance", reader);
                    application.await("proxysql.connections.wait", COUNT, waits -> waits >= 1, "instance", writer);
                    application.await(
                            "proxysql.connections.wait", TOTAL_TIME, seconds -> seconds >= 2, "instance", writer);
                    application.await("proxysql.connections.pending", VALUE, 0, "instance", writer);
                    application.await("proxysql.connections.active", VALUE, 0, "instance", writer);
                    application.await("proxysql.connections.idle", VALUE, 1, "instance", writer);
                });
    }

    @Test
    void failuresAndWhatBecomesOfThemAreShown() {
        runner.run(context -> {
            Application application = new Application(context);
            assertThatThrownBy(() -> application.template.execute("SELECT nothing FROM meter_value"))
                    .isInstanceOf(DataAccessException.class);
            application.await("proxysql.failures", COUNT, 1, "kind", "statement");
            application.await("proxysql.failures.fate", COUNT, 1, "fate", "reported");
            application.await("proxysql.retries", COUNT, 0);

            application.readsUntilOneIsSentAgain();
            application.await("proxysql.retries", COUNT, 1);
            application.await("proxysql.failures.fate", COUNT, 1, "fate", "read_sent_again");
            application.await("proxysql.failures", COUNT, 1, "kind", "connection_lost");

            application.insert();
            CompletableFuture<Integer> cutOff = CompletableFuture.supplyAsync(
                    () -> application.template.update("UPDATE meter_value SET id = id + SLEEP(10)"));
            Waiting.until(
                    LONGEST,
                    () -> application.of(cluster.writer()).longest().stream()
                            .anyMatch(each -> each.kind().equals("statement")));
            cluster.writer().kill();
            assertThat(cutOff).failsWithin(LONGEST);
            application.await("proxysql.failures.fate", COUNT, 1, "fate", "outcome_unknown");
            application.await("proxysql.retries", COUNT, 1);
        });
    }

    @Test
    void classificationsAreShown() {
        runner.run(context -> {
            Application application = new Application(context);
            double hits = application.dataSource.stats().classifications().hits();
            double misses = application.dataSource.stats().classifications().misses();

            for (int i = 0; i < 10; i++) {
                application.template.queryForObject("SELECT 1 AS never_seen_before", Integer.class);
            }

            application.await("proxysql.classifications", COUNT, misses + 1, "result", "miss");
            application.await("proxysql.classifications", COUNT, hits + 9, "result", "hit");
        });
    }

    @Test
    void lagIsShownWhereTheServerTells() throws SQLException {
        if (cluster.supports(Feature.MARIADB)) {
            try (Connection admin = cluster.writer().openAdminConnection()) {
                admin.createStatement().execute("GRANT REPLICA MONITOR ON *.* TO '" + cluster.monitorUser() + "'@'%'");
            }
            cluster.awaitReplication();
        }
        runner.withPropertyValues("proxysql.max-replication-lag=10m").run(context -> {
            Application application = new Application(context);
            String reader = cluster.replica(0).hostAndPort();
            application.await("proxysql.instance.lag", VALUE, 0, "instance", reader);
            application.await(
                    "proxysql.instance.lag",
                    VALUE,
                    Double::isNaN,
                    "instance",
                    cluster.writer().hostAndPort());

            cluster.replica(0).stopReplication();
            cluster.replica(0).delayReplication(Duration.ofSeconds(30));
            cluster.replica(0).startReplication();
            application.insert();

            application.await("proxysql.instance.lag", VALUE, seconds -> seconds >= 1, "instance", reader);
        });
    }

    /** An application on a whole cluster, and its meters. */
    private final class Application {
        private final MeterRegistry meters;
        private final JdbcTemplate template;
        private final ProxysqlDataSource dataSource;

        Application(AssertableApplicationContext context) {
            meters = context.getBean(MeterRegistry.class);
            template = context.getBean(JdbcTemplate.class);
            dataSource = context.getBean(ProxysqlDataSource.class);
            Settings.awaitRoles(dataSource, cluster);
            template.execute("CREATE TABLE IF NOT EXISTS meter_value (id INT)");
            cluster.awaitReplication();
        }

        int insert() {
            return template.update("INSERT INTO meter_value VALUES (1)");
        }

        /** Breaks the reader's connections until the one breaks that a read is just sent on, before the monitor has noticed. */
        void readsUntilOneIsSentAgain() {
            ServerInstance reader = cluster.replica(0);
            Waiting.until(LONGEST, () -> {
                reader.healNetwork();
                Settings.awaitRoles(dataSource, cluster);
                template.queryForObject("SELECT 1", Integer.class);
                reader.cutNetwork();
                template.queryForObject("SELECT 1", Integer.class);
                return dataSource.stats().retries() > 0;
            });
        }

        InstanceStats of(ServerInstance instance) {
            return Objects.requireNonNull(dataSource.stats().instances().get(instance.hostAndPort()));
        }

        void awaitRole(String instance, String role) {
            for (String each : new String[] {"writer", "reader"}) {
                await("proxysql.instance.role", VALUE, each.equals(role) ? 1 : 0, "instance", instance, "role", each);
            }
        }

        void await(String meter, Statistic statistic, double expected, String... tags) {
            await(meter, statistic, value -> value == expected, tags);
        }

        /** Waits until a meter, which is a little old, shows what is expected. */
        void await(String meter, Statistic statistic, DoublePredicate expected, String... tags) {
            Waiting.until(
                    () -> meter + ' ' + String.join(" ", tags) + ", which is " + value(meter, statistic, tags),
                    LONGEST,
                    () -> expected.test(value(meter, statistic, tags)));
        }

        double value(String meter, Statistic statistic, String... tags) {
            Iterable<Measurement> measured = meters.get(meter)
                    .tag("name", "dataSource")
                    .tags(tags)
                    .meter()
                    .measure();
            return StreamSupport.stream(measured.spliterator(), false)
                    .filter(each -> each.getStatistic() == statistic)
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }
    }
}
