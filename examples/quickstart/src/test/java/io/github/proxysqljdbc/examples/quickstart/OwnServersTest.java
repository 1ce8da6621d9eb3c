package io.github.proxysqljdbc.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

@ClusterTest(replicas = 1)
class OwnServersTest {
    private final Cluster cluster;

    OwnServersTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void statementsAreShownWithTheirInstanceAndTheTableIsGoneAfterwards() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String url = "jdbc:proxysql://" + cluster.hosts() + "/" + cluster.database() + "?user=" + cluster.user()
                + "&password=" + cluster.password();

        OwnServers.run(url, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        String writer = cluster.writer().hostAndPort() + " writer";
        String reader = cluster.replica(0).hostAndPort() + " reader";
        assertThat(bytes.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.strip().replaceAll(" {2,}", " ")))
                .anyMatch(line -> line.startsWith(writer + " CREATE TABLE"))
                .anyMatch(line -> line.startsWith(reader + " SELECT name") && line.endsWith("plain read"))
                .anyMatch(line -> line.startsWith(writer + " SELECT COUNT(*)"))
                .anyMatch(line -> line.startsWith(writer + " DROP TABLE"));
        try (Connection direct = cluster.writer().openDirectConnection();
                ResultSet tables = direct.getMetaData().getTables(cluster.database(), null, "quickstart%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }
}
