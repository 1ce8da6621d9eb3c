package io.github.proxysqljdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Long random sequences of what applications do, run through this library and over plain connections: an application must not be able to
 * tell the two apart. {@code -Doracle.operations=200000} makes it long, {@code -Doracle.seed=…} repeats a run.
 */
@ClusterTest(
        replicas = 0,
        serverOptions = {"--innodb-lock-wait-timeout=1", "--lock-wait-timeout=1"})
class OracleTest {
    private static final int SESSIONS = 3;
    private static final int ROUND = 400;

    private final Cluster cluster;

    OracleTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", cluster.user());
        properties.setProperty("password", cluster.password());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }

    @Test
    void anApplicationCannotTellItFromPlainConnections() throws SQLException {
        int operations = Integer.getInteger("oracle.operations", 2_000);
        long seed = Long.getLong("oracle.seed", System.nanoTime());
        for (int done = 0; done < operations; done += ROUND, seed++) {
            round(seed, Math.min(ROUND, operations - done));
        }
    }

    private void round(long seed, int operations) throws SQLException {
        prepare();
        String plainUrl = cluster.writer().jdbcUrl().replace("/" + cluster.database(), "/plain");
        String ourUrl = cluster.jdbcUrl().replace("/" + cluster.database(), "/ours");
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(ProxysqlConfig.of(ourUrl, credentials()));
                Side plain = new Side("plain", () -> DriverManager.getConnection(plainUrl, credentials()), SESSIONS);
                Side ours = new Side("ours", dataSource::getConnection, SESSIONS)) {
            Steps steps = new Steps(seed, SESSIONS);
            Deque<String> history = new ArrayDeque<>();
            for (int i = 0; i < operations; i++) {
                Step step = steps.next();
                String expected = plain.see(step);
                String seen = ours.see(step);
                history.add(step + " -> " + expected);
                if (history.size() > 40) {
                    history.removeFirst();
                }
                assertThat(normal(seen))
                        .as(() -> "seed " + seed + ":\n" + String.join("\n", history))
                        .isEqualTo(normal(expected));
                if (step.what().equals("close")) {
                    plain.closeSession(step.session());
                    ours.closeSession(step.session());
                }
            }
        }
    }

    /** A row for each id that the sessions use, so that they lock rows instead of gaps. */
    private static String rows(String schema) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(id -> "(" + id + ", 'row " + id + "')")
                .collect(Collectors.joining(", ", "INSERT INTO " + schema + ".t (v, s) VALUES ", ""));
    }

    private static String normal(String seen) {
        return seen.replace("ours", "plain");
    }

    private void prepare() throws SQLException {
        try (Connection connection = cluster.writer().openDirectConnection();
                Statement statement = connection.createStatement()) {
            for (String schema : List.of("plain", "ours")) {
                List<String> texts = new ArrayList<>();
                texts.add("DROP DATABASE IF EXISTS " + schema);
                texts.add("CREATE DATABASE " + schema + " CHARACTER SET utf8mb4");
                texts.add("CREATE DATABASE IF NOT EXISTS " + schema + "2");
                texts.add("CREATE TABLE " + schema
                        + ".t (id INT PRIMARY KEY AUTO_INCREMENT, v INT, s VARCHAR(40)) ENGINE = InnoDB");
                texts.add(rows(schema));
                for (String text : texts) {
                    statement.execute(text);
                }
            }
        }
    }
}
