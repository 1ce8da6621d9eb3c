package io.github.proxysqljdbc.examples.benchmark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.examples.benchmark.Main;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What loads a cluster, on servers that it did not start; the figures themselves are anybody's. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnServersTest {
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(ClusterOptions.defaults().withReplicas(1));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void theTableIsGone() throws Exception {
        try (Connection direct = cluster.writer().openDirectConnection();
                ResultSet tables = direct.getMetaData().getTables(cluster.database(), null, Site.TABLE, null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void loadMeasuresEachParticipant() throws Exception {
        assertThat(run("load", "millis=50", "warmup=50", "participants=hand,proxysql", "columns=mixed:2"))
                .contains(cluster.writer().hostAndPort() + " with "
                        + cluster.replica(0).hostAndPort() + ", 1 rounds")
                .containsPattern("mixed, 2 threads +hand +\\| +[1-9]\\d* +1.00 ")
                .containsPattern("mixed, 2 threads +proxysql +\\| +[1-9]\\d* +\\d");
    }

    @Test
    void coldStartMeasuresEachParticipant() throws Exception {
        assertThat(run("coldstart", "participants=hikari,proxysql"))
                .containsPattern("hikari +\\| +[1-9]\\d* +1.00 ")
                .containsPattern("proxysql +\\| +[1-9]\\d* +\\d");
    }

    /** What a benchmark of one round prints. */
    private static String run(String benchmark, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(benchmark, "rounds=1"));
        arguments.add("writer=" + cluster.writer().hostAndPort());
        arguments.add("replicas=" + cluster.replica(0).hostAndPort());
        arguments.addAll(
                List.of("database=" + cluster.database(), "user=" + cluster.user(), "password=" + cluster.password()));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Main.main(arguments.toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
