package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Endpoint and health over HTTP, of an application with nothing but the starter and the actuator. */
@ClusterTest(replicas = 1)
class WebTest {
    private final Cluster cluster;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    WebTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(App.class)
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

    @Test
    void endpointAnswersWithoutSecrets() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            HttpResponse<String> response = get(context, "/actuator/proxysql");

            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode dataSource = JsonMapper.shared().readTree(response.body()).at("/dataSources/dataSource");
            assertThat(dataSource.at("/topology/writer").asString())
                    .isEqualTo(cluster.writer().hostAndPort());
            assertThat(dataSource.at("/options/password").asString()).isEqualTo("******");
            assertThat(dataSource.at("/pools").size()).isEqualTo(2);
            assertThat(get(context, "/actuator/proxysql/dataSource").statusCode())
                    .isEqualTo(200);
            assertThat(get(context, "/actuator/proxysql/nobody").statusCode()).isEqualTo(404);
            assertThat(get(context, "/actuator/metrics/proxysql.routes").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void readinessFollowsTheWriterAndLivenessDoesNot() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            Waiting.until(Duration.ofSeconds(20), () -> status(context, "readiness") == 200);
            cluster.writer().kill();
            Waiting.until(Duration.ofSeconds(20), () -> status(context, "readiness") == 503);

            assertThat(status(context, "liveness")).isEqualTo(200);
            assertThat(get(context, "/actuator/health/liveness").body()).doesNotContain("proxysql");
        }
    }

    private int status(ConfigurableApplicationContext context, String group) {
        try {
            return get(context, "/actuator/health/" + group).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}
