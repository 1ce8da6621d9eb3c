package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Options;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Data sources that the application declares; no server is there. */
class SeveralDataSourcesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ProxysqlDataSourceAutoConfiguration.class,
                    ProxysqlLifecycleAutoConfiguration.class,
                    ProxysqlHealthContributorAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    DataSourceAutoConfiguration.class))
            .withUserConfiguration(TwoDataSources.class)
            .withPropertyValues(
                    "app.orders.url=jdbc:proxysql://127.0.0.1:1/orders",
                    "app.orders.username=orders",
                    "app.orders.password=secret",
                    "app.orders.max-pool-size=20",
                    "app.orders.initialization=lazy",
                    "app.reports.url=jdbc:proxysql://127.0.0.1:2/reports?initialization=lazy");

    @Test
    void eachHasPropertiesOfItsOwn() {
        runner.run(context -> {
            ProxysqlDataSource orders = context.getBean("orders", ProxysqlDataSource.class);
            ProxysqlDataSource reports = context.getBean("reports", ProxysqlDataSource.class);

            assertThat(orders.config().get(Options.USER)).isEqualTo("orders");
            assertThat(orders.config().get(Options.MAX_POOL_SIZE)).isEqualTo(20);
            assertThat(orders.name()).isEqualTo("orders");
            assertThat(reports.config().database()).isEqualTo("reports");
            assertThat(reports.config().get(Options.MAX_POOL_SIZE)).isEqualTo(10);
        });
    }

    @Test
    void theCandidateForInjectionIsTheOnlyOneThatIsOne() {
        runner.run(context -> assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("orders")));
    }

    @Test
    void eachHasAHealthIndicator() {
        runner.run(context -> {
            CompositeHealthContributor health =
                    context.getBean("proxysqlHealthContributor", CompositeHealthContributor.class);
            assertThat(health.stream().map(HealthContributors.Entry::name))
                    .containsExactlyInAnyOrder("orders", "reports");
        });
    }

    @Test
    void unknownPropertyOfOneIsRefused() {
        runner.withPropertyValues("app.reports.max-pol-size=3")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("'app.reports.max-pol-size'")
                        .hasMessageContaining("'app.reports.max-pool-size'"));
    }

    @Test
    void missingUrlOfOneIsRefused() {
        runner.withPropertyValues("app.orders.url=")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("app.orders"));
    }

    @Test
    void secretsOfOneAreNotPrinted() {
        runner.run(context -> assertThat(
                        Map.of("orders", context.getBean("orders")).toString())
                .doesNotContain("secret"));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {
        @Bean
        ProxysqlDataSource orders(ProxysqlDataSourceFactory factory) {
            return factory.open("app.orders");
        }

        @Bean(defaultCandidate = false)
        ProxysqlDataSource reports(ProxysqlDataSourceFactory factory) {
            return factory.open("app.reports");
        }
    }
}
