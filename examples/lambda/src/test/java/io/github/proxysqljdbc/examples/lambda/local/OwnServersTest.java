package io.github.proxysqljdbc.examples.lambda.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The runner, and the function, on servers that they did not start. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals that stop a process")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnServersTest {
    private static Cluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static String url() {
        return cluster.jdbcUrl() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    @Test
    void eachReplicaHasTheTableBeforeTheFunctionIsCalled() throws Exception {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            direct.createStatement().execute("DROP TABLE IF EXISTS lambda_order");
        }
        cluster.awaitReplication();
        ServerInstance slow = cluster.replica(1);
        slow.delayReplication(Duration.ofSeconds(3));
        try (Database database = Database.of(url(), cluster.user(), cluster.password())) {
            database.prepare();

            for (ServerInstance replica : cluster.replicas()) {
                try (Connection direct = replica.openDirectConnection();
                        ResultSet count = direct.createStatement().executeQuery("SELECT COUNT(*) FROM lambda_order")) {
                    assertThat(count.next()).isTrue();
                }
            }
        } finally {
            slow.delayReplication(Duration.ZERO);
        }
    }

    @Test
    void theRunnerCallsTheFunctionAndKillsNothing() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        LocalRunner.run(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                "url=" + url(),
                "user=" + cluster.user(),
                "password=" + cluster.password(),
                "containers=1",
                "freeze=0");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .containsPattern("1\\. Cold start[^\\d]+\\d+ ms  \\{orders=\\d+, server=[23]\\}")
                .containsPattern("item=tea +\\d+ ms  \\{order=\\d+\\}")
                .containsPattern("item=after +\\d+ ms  \\{order=\\d+\\}")
                .doesNotContain("5. After a freeze over a failover", cluster.password());
        assertThat(cluster.instances()).allMatch(ServerInstance::isRunning);
    }

    @Test
    void theFunctionTakesUserAndPasswordFromAFile() throws Exception {
        try (Database database = Database.of(url(), cluster.user(), cluster.password())) {
            database.prepare();
        }
        try (Container container = new Container(TemplateEnvironment.of(cluster, folder))) {
            assertThat(container.call("item=tea").text()).matches("\\{order=\\d+\\}");
            assertThat(container.call("").text()).matches("\\{orders=\\d+, server=[23]\\}");
        }
    }
}
