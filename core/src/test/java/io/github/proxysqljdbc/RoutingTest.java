package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ClusterTest(replicas = 2)
class RoutingTest {
    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection connection;

    RoutingTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = Opened.on(cluster);
        connection = dataSource.getConnection();
        Opened.run(connection, "CREATE TABLE IF NOT EXISTS item (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40))");
        Opened.run(connection, "TRUNCATE TABLE item");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        dataSource.close();
    }

    private int writerId() {
        return cluster.writer().serverId();
    }

    private List<Integer> replicaIds() {
        return cluster.replicas().stream().map(ServerInstance::serverId).toList();
    }

    @Test
    void aPlainReadGoesToAReplica() throws SQLException {
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
    }

    @Test
    void aWriteGoesToTheWriter() throws SQLException {
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isEqualTo(1);
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item FOR UPDATE"))
                .isEqualTo("1");
    }

    @Test
    void aLockingReadGoesToTheWriter() throws SQLException {
        assertThat(Opened.ask(connection, "SELECT @@server_id FROM (SELECT 1) t FOR UPDATE"))
                .isEqualTo(String.valueOf(writerId()));
    }

    @Test
    void aTransactionStaysOnTheWriterFromItsFirstStatement() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        Opened.run(connection, "INSERT INTO item (name) VALUES ('in transaction')");
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1");
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item FOR UPDATE"))
                .isEqualTo("0");
    }

    @Test
    void aReadOnlyTransactionStaysOnOneReplica() throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        int first = Opened.serverOfRead(connection);
        assertThat(first).isIn(replicaIds());
        for (int i = 0; i < 10; i++) {
            Opened.ask(connection, "SELECT COUNT(*) FROM item");
            assertThat(Opened.serverOfRead(connection)).isEqualTo(first);
        }
        connection.commit();
    }

    @Test
    void beginInTextMakesATransactionOnTheWriter() throws SQLException {
        Opened.run(connection, "/* app */ BEGIN");
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        Opened.run(connection, "COMMIT");
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
    }

    @Test
    void startTransactionReadOnlyGoesToAReplica() throws SQLException {
        Opened.run(connection, "START TRANSACTION READ ONLY");
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        Opened.run(connection, "COMMIT");
    }

    @Test
    void generatedKeysComeFromTheInsert() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "x");
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void lastInsertIdIsThatOfThisSession() throws SQLException {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a'), ('b')");
        try (Connection other = dataSource.getConnection()) {
            Opened.run(other, "INSERT INTO item (name) VALUES ('c')");
            assertThat(Opened.ask(other, "SELECT LAST_INSERT_ID()")).isEqualTo("3");
        }
        Opened.serverOfRead(connection);
        assertThat(Opened.ask(connection, "SELECT LAST_INSERT_ID()")).isEqualTo("1");
        try (Connection fresh = dataSource.getConnection()) {
            assertThat(Opened.ask(fresh, "SELECT LAST_INSERT_ID()")).isEqualTo("0");
        }
    }

    @Test
    void readsGoToTheWriterWhenNoReplicaIsUp() throws SQLException {
        cluster.replicas().forEach(ServerInstance::kill);
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
    }
}
