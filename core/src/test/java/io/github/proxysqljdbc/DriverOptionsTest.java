package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Options of Connector/J's that many applications have in their URL, and that mean something else where connections are shared. */
@ClusterTest(replicas = 1)
class DriverOptionsTest {
    private final Cluster cluster;

    DriverOptionsTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void createTable() throws SQLException {
        onWriter("DROP TABLE IF EXISTS optional");
        onWriter("CREATE TABLE optional (id INT AUTO_INCREMENT PRIMARY KEY)");
        onWriter("GRANT ALL PRIVILEGES ON fresh.* TO '" + cluster.user() + "'@'%'");
        cluster.awaitReplication();
    }

    @AfterEach
    void dropSchema() throws SQLException {
        onWriter("DROP DATABASE IF EXISTS fresh");
        cluster.awaitReplication();
    }

    private void onWriter(String sql) throws SQLException {
        try (Connection direct = cluster.writer().openAdminConnection()) {
            Opened.execute(direct, "USE " + cluster.database());
            Opened.execute(direct, sql);
        }
    }

    private String rows() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            return Opened.ask(direct, "SELECT COUNT(*) FROM optional");
        }
    }

    private ProxysqlDataSource inSchema(String schema) throws SQLException {
        String url = "jdbc:proxysql://" + cluster.hosts() + "/" + schema;
        Properties properties = Opened.properties(cluster, "createDatabaseIfNotExist=true");
        return new ProxysqlDataSource(url, properties);
    }

    @Test
    void readersAreReadFromAlthoughTheyRefuseToCreateTheSchema() throws SQLException {
        try (ProxysqlDataSource dataSource = inSchema(cluster.database());
                Connection connection = dataSource.getConnection()) {
            assertThat(Opened.serverOfRead(connection))
                    .isEqualTo(cluster.replica(0).serverId());
        }
    }

    @Test
    void aSchemaThatDoesNotExistIsCreated() throws SQLException {
        try (ProxysqlDataSource dataSource = inSchema("fresh");
                Connection connection = dataSource.getConnection()) {
            Opened.execute(connection, "CREATE TABLE optional (id INT)");
            cluster.awaitReplication();
            assertThat(Opened.ask(connection, "SELECT DATABASE()")).isEqualTo("fresh");
            assertThat(Opened.serverOfRead(connection))
                    .isEqualTo(cluster.replica(0).serverId());
        }
    }

    @Test
    void aSchemaThatDoesNotExistIsAMistakeWithoutTheOption() throws SQLException {
        String url = "jdbc:proxysql://" + cluster.hosts() + "/fresh";
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(url, Opened.properties(cluster));
                Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> Opened.execute(connection, "CREATE TABLE optional (id INT)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42000"))
                    .hasMessageContaining(
                            " has no schema 'fresh': create it, correct the name in the URL, or add createDatabaseIfNotExist=true")
                    .hasRootCauseMessage("Unknown database 'fresh'");
        }
    }

    @Test
    void whatIsCommittedAfterAStreamIsThere() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=1", "useLocalTransactionState=true");
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Opened.run(connection, "INSERT INTO optional () VALUES ()");
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(Integer.MIN_VALUE);
                try (ResultSet row = statement.executeQuery("SELECT id FROM optional FOR UPDATE")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.next()).isFalse();
                }
            }
            connection.commit();
            assertThat(rows()).isEqualTo("1");
        }
    }
}
