package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterSetUp;
import io.github.proxysqljdbc.testkit.ClusterTearDown;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Endpoint and health over HTTP, of an application with nothing but the starter and the actuator. */
@ClusterTest(replicas = 1, leaks = ClusterTest.Leaks.CLASS)
class WebTest {
    private static @Nullable ConfigurableApplicationContext running;

    private final Cluster cluster;
    private final ConfigurableApplicationContext context = Objects.requireNonNull(running);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    WebTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @ClusterSetUp
    static void start(Cluster cluster) {
        running = new SpringApplicationBuilder(App.class)
                .properties(Settings.of(cluster))
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.main.banner-mode=off",
                        "spring.flyway.enabled=false",
                        "spring.liquibase.enabled=false",
                        "management.health.db.enabled=false",
                        "management.endpoints.web.exposure.include=health,proxysql,metrics",
                        "management.endpoint.health.show-details=always",
                        "management.endpoint.health.probes.enabled=true",
                        "management.endpoint.health.group.readiness.include=readinessState,proxysql")
                .run();
    }

    @ClusterTearDown
    static void stop() {
        Objects.requireNonNull(running).close();
    }

    @BeforeEach
    void awaitRoles() {
        Settings.awaitRoles(context.getBean(ProxysqlDataSource.class), cluster);
    }

    @Test
    void endpointAnswersWithoutSecrets() throws Exception {
        HttpResponse<String> response = get("/actuator/proxysql");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode dataSource = JsonMapper.shared().readTree(response.body()).at("/dataSources/dataSource");
        assertThat(dataSource.at("/topology/writer").asString())
                .isEqualTo(cluster.writer().hostAndPort());
        assertThat(dataSource.at("/options/password").asString()).isEqualTo("******");
        assertThat(dataSource.at("/pools").size()).isEqualTo(2);
        assertThat(get("/actuator/proxysql/dataSource").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/proxysql/nobody").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/metrics/proxysql.routes").statusCode()).isEqualTo(200);
    }

    @Test
    void readinessFollowsTheWriterAndLivenessDoesNot() throws Exception {
        Waiting.until(Duration.ofSeconds(20), () -> status("readiness") == 200);
        cluster.writer().kill();
        Waiting.until(Duration.ofSeconds(20), () -> status("readiness") == 503);

        assertThat(status("liveness")).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").body()).doesNotContain("proxysql");
    }

    private int status(String group) {
        try {
            return get("/actuator/health/" + group).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
    static class App {}
}
