package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.error.NoCredentialsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What a person reads who made a mistake in the configuration. */
class FailureAnalysisTest {
    private static final String URL = "spring.datasource.url=jdbc:proxysql://127.0.0.1:1/shop";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ProxysqlDataSourceAutoConfiguration.class, ProxysqlLifecycleAutoConfiguration.class));

    @Test
    void valueOutOfBoundsNamesPropertyValueAndBounds() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.max-pool-size=0"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("option 'maxPoolSize': '0' is not allowed; allowed is a whole number from 1 to 10000")
                        .contains("(property proxysql.max-pool-size"));
    }

    @Test
    void wrongConstantNamesTheNearestOne() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.reader-selection=rondrobin"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("nearest: 'round_robin'")
                        .contains("proxysql.reader-selection"));
    }

    @Test
    void unknownPropertyNamesTheNearestOneAndWhereItIsWritten() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.max-pool-siez=3"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("unknown property 'proxysql.max-pool-siez' (")
                        .contains("nearest known name: 'proxysql.max-pool-size'"));
    }

    @Test
    void unknownNestedPropertyIsRefused() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.max.pool.size=3"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("unknown property 'proxysql.max.pool.size'")
                        .contains("'proxysql.max-pool-size'"));
    }

    @Test
    void unknownOptionOfTheDriverIsRefused() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.driver-properties.useSSSL=true"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("unknown option 'useSSSL'; nearest known name: 'useSSL'")
                        .contains("proxysql.driver-properties.useSSSL"));
    }

    @Test
    void mistakeInTheUrlIsExplained() {
        analyzed(
                runner.withPropertyValues("spring.datasource.url=jdbc:proxysql://127.0.0.1:99999/shop?maxPoolSiez=3"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("port")
                        .contains("maxPoolSiez")
                        .contains("'maxPoolSize'"));
    }

    @Test
    void secretIsNeverShown() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.monitor-password=hunter2"),
                analysis -> assertThat(analysis.getDescription() + analysis.getAction() + analysis.getCause())
                        .contains("monitorPassword")
                        .doesNotContain("hunter2"));
    }

    @Test
    void everyMistakeIsListedAtOnce() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.max-pool-size=no", "proxysql.failover-timeout=-1s"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("maxPoolSize")
                        .contains("failoverTimeout"));
    }

    @Test
    void missingUrlIsExplained() {
        analyzed(
                runner.withPropertyValues("spring.datasource.type=io.github.proxysqljdbc.ProxysqlDataSource"),
                analysis -> assertThat(analysis.getDescription()).contains("'spring.datasource.url' is not set"));
    }

    @Test
    void shutdownTimeoutThatIsNoneIsRefused() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.initialization=lazy", "proxysql.shutdown-timeout=soon"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("'proxysql.shutdown-timeout': 'soon' is not allowed"));
    }

    @Test
    void noInstanceThatAnswersIsExplained() {
        analyzed(runner.withPropertyValues(URL, "proxysql.connection-timeout=250ms"), analysis -> {
            assertThat(analysis.getDescription()).contains("jdbc:proxysql://127.0.0.1:1/shop");
            assertThat(analysis.getAction()).contains("proxysql.initialization=lazy");
        });
    }

    @Test
    void unknownProviderOfCredentialsIsNamedWithItsProperty() {
        analyzed(
                runner.withPropertyValues(URL, "spring.datasource.username=app", "proxysql.credentials=nobody:x"),
                analysis -> assertThat(analysis.getDescription())
                        .contains(
                                "option 'credentials': there is no provider named 'nobody'; known are fixed, file, env")
                        .contains("(property proxysql.credentials"));
    }

    @Test
    void providerWhoseLibraryIsMissingIsNamedWithItsProperty() {
        analyzed(
                runner.withPropertyValues(URL, "proxysql.credentials=aws-secrets-manager:shop"),
                analysis -> assertThat(analysis.getDescription())
                        .contains("needs software.amazon.awssdk:secretsmanager")
                        .contains("(property proxysql.credentials"));
    }

    @Test
    void credentialsThatCannotBeReadAreNamedByTheirProperty(@TempDir Path folder) {
        Path absent = folder.resolve("absent");
        analyzed(
                runner.withPropertyValues(
                        URL,
                        "spring.datasource.username=app",
                        "proxysql.credentials=file:" + absent,
                        "proxysql.connection-timeout=1s"),
                analysis -> {
                    assertThat(analysis.getDescription()).contains("NoSuchFileException", absent.toString());
                    assertThat(analysis.getAction())
                            .startsWith("Correct proxysql.credentials")
                            .doesNotContain("the URL");
                });
    }

    @Test
    void typeOfACauseTellsTheObstacleToo() {
        SQLException denied = new NoCredentialsException("db1:3306", "aws-rds-iam", "denied", null);
        SQLException handshake = new SQLException("lost", "08S01", new SSLHandshakeException("certificate_unknown"));

        assertThat(Obstacle.of(new SQLException("no instance", "08001", denied)))
                .isEqualTo(Obstacle.NO_CREDENTIALS);
        assertThat(Obstacle.of(new SQLException("no instance", "08001", handshake)))
                .isEqualTo(Obstacle.TLS);
        assertThat(Obstacle.of(new SQLException("no instance", "08001"))).isEqualTo(Obstacle.NO_ANSWER);
        assertThat(Obstacle.of(new SQLException())).isEqualTo(Obstacle.NO_ANSWER);
    }

    @Test
    void actionNamesThePropertiesOfTheDataSourceThatFailed() {
        ApplicationContextRunner orders = runner.withUserConfiguration(Orders.class)
                .withPropertyValues(
                        "app.orders.url=jdbc:proxysql://127.0.0.1:1/orders", "app.orders.connection-timeout=250ms");

        analyzed(orders, analysis -> assertThat(analysis.getAction()).contains("app.orders.initialization=lazy"));
    }

    @Test
    void mistakeOfADataSourceThatTheApplicationOpensItselfIsExplained() {
        analyzed(runner.withUserConfiguration(OpenedByTheApplication.class), analysis -> {
            assertThat(analysis.getDescription())
                    .startsWith("The configuration of proxysql-jdbc cannot be used:")
                    .contains("- option 'maxPoolSize': '0' is not allowed; allowed is a whole number from 1 to 10000");
            assertThat(analysis.getAction()).contains("docs/configuration.md");
            assertThat(analysis.getCause()).isExactlyInstanceOf(ConfigurationException.class);
        });
    }

    @Test
    void originInAFileIsNamed() {
        Map<String, Object> properties =
                Map.of("spring.datasource.url", "jdbc:proxysql://127.0.0.1:1/shop", "proxysql.max-pool-size", "0");
        analyzed(
                runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("application.yaml", properties))),
                analysis -> assertThat(analysis.getDescription()).contains("application.yaml"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Orders {
        @Bean
        ProxysqlDataSource orders(ProxysqlDataSourceFactory factory) {
            return factory.open("app.orders");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OpenedByTheApplication {
        @Bean
        ProxysqlDataSource mine() throws SQLException {
            return new ProxysqlDataSource("jdbc:proxysql://127.0.0.1:1/shop?maxPoolSize=0");
        }
    }

    static void analyzed(ApplicationContextRunner wrong, Consumer<FailureAnalysis> check) {
        AtomicReference<@Nullable FailureAnalysis> found = new AtomicReference<>();
        wrong.run(context -> {
            assertThat(context).hasFailed();
            Throwable failure = context.getStartupFailure();
            assertThat(failure).isNotNull();
            found.set(analyzers().stream()
                    .map(analyzer -> analyzer.analyze(failure))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
        });
        FailureAnalysis analysis = found.get();
        assertThat(analysis).isNotNull();
        check.accept(Objects.requireNonNull(analysis));
    }

    /** Ours, as Spring Boot finds and sorts them. Those of others need what a test has not, and are left out. */
    private static List<FailureAnalyzer> analyzers() {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog("analyzers")));
        return analyzers.stream()
                .filter(analyzer -> analyzer.getClass().getPackage().equals(FailureAnalysisTest.class.getPackage()))
                .toList();
    }
}
