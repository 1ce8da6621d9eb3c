package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All pooled connections of an instance break at once, as they do when its process dies and comes back. */
@ClusterTest(replicas = 0)
class BrokenConnectionsTest {
    private static final int CONNECTIONS = 6;

    private final Cluster cluster;

    BrokenConnectionsTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Fills the pool with connections that were used a moment ago. */
    private void fill(ProxysqlDataSource dataSource) throws SQLException {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = dataSource.getConnection();
            open.add(connection);
            connection.setAutoCommit(false);
            Opened.ask(connection, "SELECT COUNT(*) FROM item FOR UPDATE");
            connection.commit();
            connection.setAutoCommit(false);
            Opened.ask(connection, "SELECT 1 FROM item");
        }
        for (Connection connection : open) {
            connection.close();
        }
    }

    private void killAll() throws SQLException {
        cluster.writer().killConnections(cluster.user());
    }

    @Test
    void afterOneBrokenConnectionTheOthersAreTriedBeforeTheyAreUsed() throws Exception {
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            try (Connection connection = dataSource.getConnection()) {
                Opened.run(connection, "CREATE TABLE IF NOT EXISTS item (id INT PRIMARY KEY)");
                Opened.run(connection, "DELETE FROM item");
            }
            fill(dataSource);
            killAll();
            List<SQLException> failures = new ArrayList<>();
            for (int i = 1; i <= 2 * CONNECTIONS; i++) {
                try (Connection connection = dataSource.getConnection()) {
                    Opened.run(connection, "INSERT INTO item VALUES (" + i + ")");
                } catch (SQLException e) {
                    failures.add(e);
                }
            }
            assertThat(failures).hasSizeLessThanOrEqualTo(1).allMatch(e -> "08007".equals(e.getSQLState()));
            try (Connection connection = dataSource.getConnection()) {
                assertThat(Integer.parseInt(Opened.ask(connection, "SELECT COUNT(*) FROM item")))
                        .isGreaterThanOrEqualTo(2 * CONNECTIONS - failures.size());
            }
        }
    }

    @Test
    void readsMeetNoBrokenConnection() throws Exception {
        try (ProxysqlDataSource dataSource = Opened.on(cluster)) {
            try (Connection connection = dataSource.getConnection()) {
                Opened.run(connection, "CREATE TABLE IF NOT EXISTS item (id INT PRIMARY KEY)");
            }
            fill(dataSource);
            killAll();
            for (int i = 1; i <= 2 * CONNECTIONS; i++) {
                try (Connection connection = dataSource.getConnection()) {
                    assertThat(Opened.ask(connection, "SELECT " + i)).isEqualTo(Integer.toString(i));
                }
            }
        }
    }
}
