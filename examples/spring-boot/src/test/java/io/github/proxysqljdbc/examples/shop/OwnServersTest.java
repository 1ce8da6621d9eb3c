package io.github.proxysqljdbc.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterOptions;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop on servers that it did not start: in a JVM of its own, with the environment that the README names. */
class OwnServersTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();

    @TempDir
    Path folder;

    @Test
    void theShopOpensWhileTheReplicaLacksItsTableAndSells() throws Exception {
        try (Cluster cluster = Cluster.start(ClusterOptions.defaults().withReplicas(1))) {
            ServerInstance replica = cluster.replica(0);
            replica.stopReplication();
            Process shop = start(cluster);
            try {
                await(shop, () -> products(cluster) == 3);
                replica.startReplication();
                cluster.awaitReplication();
                String address = "http://127.0.0.1:" + port(shop) + "/api/";

                assertThat(send(HttpRequest.newBuilder(URI.create(address + "products"))))
                        .startsWith("200 ")
                        .contains("Tea", "Coffee", "Milk", "server " + replica.serverId());
                assertThat(send(HttpRequest.newBuilder(URI.create(address + "products/1/orders"))
                                .POST(HttpRequest.BodyPublishers.noBody())))
                        .startsWith("200 ")
                        .contains("99", "server " + cluster.writer().serverId());
                assertThat(send(HttpRequest.newBuilder(URI.create(address + "failover"))
                                .POST(HttpRequest.BodyPublishers.noBody())))
                        .startsWith("404 ")
                        .contains("servers of your own");
                assertThat(cluster.writer().isRunning()).isTrue();
            } finally {
                shop.destroyForcibly().onExit().join();
            }
        }
    }

    private Process start(Cluster cluster) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "--server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPRING_DATASOURCE_URL", cluster.jdbcUrl(),
                        "SPRING_DATASOURCE_USERNAME", cluster.user(),
                        "SPRING_DATASOURCE_PASSWORD", cluster.password()));
        return builder.start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private String port(Process shop) throws Exception {
        await(shop, () -> STARTED.matcher(output()).find());
        return STARTED.matcher(output())
                .results()
                .map((MatchResult line) -> line.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** How many there are on the writer; 0 as long as it has no such table. */
    private static int products(Cluster cluster) throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection();
                ResultSet table = direct.getMetaData().getTables(cluster.database(), null, "product", null)) {
            if (!table.next()) {
                return 0;
            }
            try (ResultSet count = direct.createStatement().executeQuery("SELECT COUNT(*) FROM product")) {
                count.next();
                return count.getInt(1);
            }
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.timeout(LONGEST).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private void await(Process shop, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            assertThat(shop.isAlive()).as("the shop is open: %s", output()).isTrue();
            assertThat(System.nanoTime() - end)
                    .as("waited %s: %s", LONGEST, output())
                    .isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
