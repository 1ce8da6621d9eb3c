package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.config.ReaderSelection;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.RoleChangeEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is decided from properties and beans alone; no server is there. */
@ExtendWith(OutputCaptureExtension.class)
class AutoConfigurationTest {
    private static final String URL = "spring.datasource.url=jdbc:proxysql://127.0.0.1:1,127.0.0.1:2/shop";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ProxysqlDataSourceAutoConfiguration.class,
                    ProxysqlLifecycleAutoConfiguration.class,
                    DataSourceAutoConfiguration.class));

    private final ApplicationContextRunner ours = runner.withPropertyValues(URL, "proxysql.initialization=lazy");

    @Test
    void urlMakesOurDataSourceTheApplications() {
        ours.withPropertyValues("spring.datasource.username=app", "spring.datasource.password=secret")
                .run(context -> {
                    assertThat(context).hasSingleBean(DataSource.class).hasBean("dataSource");
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.instances()).hasSize(2);
                    assertThat(config.database()).isEqualTo("shop");
                    assertThat(config.get(Options.USER)).isEqualTo("app");
                    assertThat(config.get(Options.PASSWORD)).isEqualTo("secret");
                });
    }

    @Test
    void passwordMayComeFromElsewhere() {
        ours.withPropertyValues("spring.datasource.username=app", "proxysql.credentials=file:/run/secrets/db")
                .run(context -> {
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.get(Options.USER)).isEqualTo("app");
                    assertThat(config.get(Options.CREDENTIALS)).isEqualTo("file:/run/secrets/db");
                    assertThat(config.find(Options.PASSWORD)).isNull();
                });
        runner.withPropertyValues(
                        URL + "?credentials=env:DB_PASSWORD&initialization=lazy", "spring.datasource.username=app")
                .run(context -> assertThat(context).hasSingleBean(ProxysqlDataSource.class));
    }

    @Test
    void dataSourceIsClosedWithTheContext() {
        ours.run(context -> {
            ProxysqlDataSource dataSource = context.getBean(ProxysqlDataSource.class);
            context.close();

            assertThat(dataSource.isClosed()).isTrue();
        });
    }

    @Test
    void otherUrlIsLeftToSpringBoot() {
        runner.withPropertyValues("spring.datasource.url=jdbc:mysql://127.0.0.1:1/shop")
                .run(context -> assertThat(context)
                        .hasSingleBean(HikariDataSource.class)
                        .doesNotHaveBean(ProxysqlDataSource.class)
                        .doesNotHaveBean(DrainingLifecycle.class));
    }

    @Test
    void otherTypeIsLeftToSpringBoot() {
        runner.withPropertyValues(
                        URL,
                        "spring.datasource.type=com.zaxxer.hikari.HikariDataSource",
                        "spring.datasource.driver-class-name=io.github.proxysqljdbc.ProxysqlDriver")
                .run(context -> assertThat(context)
                        .hasSingleBean(HikariDataSource.class)
                        .doesNotHaveBean(ProxysqlDataSource.class));
    }

    @Test
    void dataSourceOfTheApplicationWins() {
        ours.withUserConfiguration(OwnDataSource.class)
                .run(context ->
                        assertThat(context.getBean(DataSource.class)).isExactlyInstanceOf(HikariDataSource.class));
    }

    @Test
    void optionsAreProperties() {
        ours.withPropertyValues(
                        "proxysql.max-pool-size=7",
                        "proxysql.failover-timeout=2m",
                        "proxysql.max-lifetime=PT1H",
                        "proxysql.reader-selection=round-robin",
                        "proxysql.multiplexing=FALSE",
                        "proxysql.driver-properties.useServerPrepStmts=true")
                .run(context -> {
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.get(Options.MAX_POOL_SIZE)).isEqualTo(7);
                    assertThat(config.get(Options.FAILOVER_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
                    assertThat(config.get(Options.MAX_LIFETIME)).isEqualTo(Duration.ofHours(1));
                    assertThat(config.get(Options.READER_SELECTION)).isEqualTo(ReaderSelection.ROUND_ROBIN);
                    assertThat(config.get(Options.MULTIPLEXING)).isFalse();
                    assertThat(config.driverProperties()).containsEntry("useServerPrepStmts", "true");
                });
    }

    @Test
    void propertyWinsOverTheUrl() {
        runner.withPropertyValues(URL + "?maxPoolSize=3&initialization=lazy&minIdle=1", "proxysql.maxPoolSize=4")
                .run(context -> {
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.get(Options.MAX_POOL_SIZE)).isEqualTo(4);
                    assertThat(config.get(Options.MIN_IDLE)).isEqualTo(1);
                });
    }

    @Test
    void driverPropertiesHaveRelaxedNamesToo() {
        ours.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment", Map.of("PROXYSQL_DRIVERPROPERTIES_USESERVERPREPSTMTS", "true"))))
                .withPropertyValues("proxysql.driver-properties.ssl-mode=DISABLED")
                .run(context -> assertThat(context.getBean(ProxysqlDataSource.class)
                                .config()
                                .driverProperties())
                        .containsEntry("useServerPrepStmts", "true")
                        .containsEntry("sslMode", "DISABLED"));
    }

    @Test
    void environmentVariablesAreBoundAndStrangersAmongThemIgnored() {
        ours.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment",
                                Map.of(
                                        "PROXYSQL_MAXPOOLSIZE",
                                        "8",
                                        "PROXYSQL_MIN_IDLE",
                                        "2",
                                        "PROXYSQL_SERVICE_HOST",
                                        "10.0.0.1",
                                        "PROXYSQL_PORT",
                                        "tcp://10.0.0.1:6033"))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.get(Options.MAX_POOL_SIZE)).isEqualTo(8);
                    assertThat(config.get(Options.MIN_IDLE)).isEqualTo(2);
                });
    }

    @Test
    void settingsOfHikariAreNamedInAWarning(CapturedOutput output) {
        ours.run(context -> assertThat(output).doesNotContain("without effect"));
        ours.withPropertyValues("spring.datasource.hikari.maximum-pool-size=10")
                .run(context -> assertThat(output)
                        .contains("WARN")
                        .contains("spring.datasource.hikari.maximum-pool-size is without effect")
                        .contains("proxysql.max-pool-size"));
        ours.withPropertyValues(
                        "spring.datasource.hikari.minimum-idle=2", "spring.datasource.hikari.connection-timeout=1000")
                .run(context -> assertThat(output)
                        .contains("spring.datasource.hikari.connection-timeout, spring.datasource.hikari.minimum-idle"
                                + " are without effect"));
    }

    @Test
    void nameOfTheDataSourceIsThatOfItsPools() {
        ours.withPropertyValues("spring.datasource.name=shop")
                .run(context -> assertThat(
                                context.getBean(ProxysqlDataSource.class).name())
                        .isEqualTo("shop"));
    }

    @Test
    void connectionDetailsWinOverProperties() {
        ours.withPropertyValues("spring.datasource.username=other", "spring.datasource.password=other")
                .withBean(JdbcConnectionDetails.class, () -> new Details("jdbc:proxysql://127.0.0.1:9/theirs"))
                .run(context -> {
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.instances()).hasToString("[127.0.0.1:9]");
                    assertThat(config.database()).isEqualTo("theirs");
                    assertThat(config.get(Options.USER)).isEqualTo("service");
                    assertThat(config.get(Options.PASSWORD)).isEqualTo("connection");
                });
    }

    @Test
    void serviceConnectionOfAContainerIsReadAsOurs() {
        ours.withBean(JdbcConnectionDetails.class, () -> new Details("jdbc:mysql://127.0.0.1:9/test?useSSL=false"))
                .run(context -> {
                    ProxysqlConfig config =
                            context.getBean(ProxysqlDataSource.class).config();
                    assertThat(config.instances()).hasToString("[127.0.0.1:9]");
                    assertThat(config.driverProperties()).containsKey("useSSL");
                });
    }

    @Test
    void typeAsksForOurDataSourceWhereConnectionDetailsHoldTheUrl() {
        runner.withPropertyValues(
                        "spring.datasource.type=" + ProxysqlDataSource.class.getName(), "proxysql.initialization=lazy")
                .withBean(JdbcConnectionDetails.class, () -> new Details("jdbc:proxysql://127.0.0.1:9/theirs"))
                .run(context -> assertThat(context).hasSingleBean(ProxysqlDataSource.class));
    }

    @Test
    void listenersOfTheApplicationHear() {
        CountDownLatch heard = new CountDownLatch(1);
        ProxysqlListener listener = new ProxysqlListener() {
            @Override
            public void roleChanged(RoleChangeEvent event) {
                heard.countDown();
            }
        };
        ours.withBean(ProxysqlListener.class, () -> listener)
                .run(context -> assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue());
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDataSource {
        @Bean
        DataSource mine() {
            return new HikariDataSource();
        }
    }

    record Details(String getJdbcUrl) implements JdbcConnectionDetails {
        @Override
        public @Nullable String getUsername() {
            return "service";
        }

        @Override
        public @Nullable String getPassword() {
            return "connection";
        }
    }
}
