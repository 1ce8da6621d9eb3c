package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a JVM does whose first act is to open a data source. */
@ClusterTest(replicas = 1)
class ColdStartTest {
    private final Cluster cluster;

    ColdStartTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What the program says, on both streams. */
    private String run(String... flags) throws Exception {
        Process process = new ProcessBuilder(Opened.command(ColdApplication.class, cluster, List.of(flags)))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("read 7");
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theFirstConnectionIsMadeWhileLoggingIsLoaded() throws Exception {
        String said = run("-Dslf4j.provider=" + ColdApplication.LateLogback.class.getName());
        assertThat(said).contains(ColdApplication.CONNECTED);
        assertThat(said.lines()
                        .filter(line ->
                                line.contains("writes go to " + cluster.writer().hostAndPort())))
                .as("lines of the monitor, logged by Logback, in: %s", said)
                .hasSize(1);
        assertThat(said).as("no call of a logger came too early").doesNotContain("SLF4J(W)");
    }

    @Test
    void classesThatAFewStatementsDoNotNeedAreNotLoaded() throws Exception {
        assertThat(run("-verbose:class"))
                .contains("net.sf.jsqlparser.parser.CCJSqlParser")
                .doesNotContain("com.github.benmanes.caffeine");
    }
}
