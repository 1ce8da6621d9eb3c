package io.github.proxysqljdbc.springboot;

import static io.github.proxysqljdbc.springboot.FailureAnalysisTest.analyzed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a person reads whose servers are there and let nobody in. The servers have certificates that nobody trusts. */
@ClusterTest(replicas = 0, serverOptions = "--loose-ssl=ON")
class OpeningFailureTest {
    private final Cluster cluster;
    private final ApplicationContextRunner runner;

    OpeningFailureTest(Cluster cluster) {
        this.cluster = cluster;
        this.runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ProxysqlDataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + cluster.jdbcUrl(), "spring.datasource.username=" + cluster.user());
    }

    @Test
    void passwordThatIsRefusedIsNamedByItsProperty() {
        analyzed(runner.withPropertyValues("spring.datasource.password=hunter2"), analysis -> {
            assertThat(analysis.getDescription()).contains("Access denied").doesNotContain("hunter2");
            assertThat(analysis.getAction())
                    .startsWith("Correct spring.datasource.username and spring.datasource.password")
                    .contains("proxysql.monitor-user")
                    .doesNotContain("the URL");
        });
    }

    @Test
    void certificateThatIsNotTrustedIsExplained() {
        analyzed(
                runner.withPropertyValues(
                        "spring.datasource.password=" + cluster.password(),
                        "proxysql.connection-timeout=6s",
                        "proxysql.monitor-interval=8s",
                        "proxysql.monitor-timeout=8s",
                        "proxysql.silence-timeout=20s",
                        "proxysql.driver-properties.ssl-mode=VERIFY_CA"),
                analysis -> assertThat(analysis.getAction())
                        .contains("proxysql.driver-properties.trust-certificate-key-store-url")
                        .contains("proxysql.driver-properties.ssl-mode")
                        .doesNotContain("can be reached"));
    }
}
