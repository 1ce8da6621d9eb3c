package io.github.proxysqljdbc.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A customer who clicks while the writer dies. */
class ShopTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void ordersGoOnOverAFailover() throws Exception {
        try (Cluster cluster = Cluster.start();
                ConfigurableApplicationContext shop = ShopApplication.start(cluster, "--server.port=0")) {
            String port = shop.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(call(port, "GET", "/index.html").body()).contains("<h1>Shop</h1>");
            assertThat(call(port, "POST", "/api/products/1/orders").body())
                    .contains("\"left\":99")
                    .contains("\"answeredBy\":\"server 1\"");

            assertThat(call(port, "POST", "/api/failover").statusCode()).isEqualTo(200);
            HttpResponse<String> afterwards = call(port, "POST", "/api/products/1/orders");

            assertThat(afterwards.statusCode()).isEqualTo(200);
            assertThat(afterwards.body())
                    .contains("\"left\":98")
                    .contains("\"answeredBy\":\"server " + cluster.writer().serverId() + '"');
            assertThat(call(port, "GET", "/api/products").body()).contains("\"answeredBy\":\"server ");
        }
    }

    private HttpResponse<String> call(String port, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(60))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
