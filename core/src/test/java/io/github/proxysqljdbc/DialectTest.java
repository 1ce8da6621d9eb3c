package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts are read as the servers read them, whose own {@code sql_mode} may be another one than MySQL's. */
@ClusterTest(replicas = 1)
class DialectTest {
    private final Cluster cluster;
    private String modeBefore;

    DialectTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void makeTable() throws SQLException {
        modeBefore = Objects.requireNonNull(cluster.writer().variable("sql_mode"));
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "CREATE TABLE IF NOT EXISTS quoted AS SELECT 1 AS name");
        }
        cluster.awaitReplication();
    }

    @AfterEach
    void restore() throws SQLException {
        mode(cluster.writer(), modeBefore);
        mode(cluster.replica(0), modeBefore);
    }

    private static void mode(ServerInstance instance, String mode) throws SQLException {
        try (Connection admin = instance.openAdminConnection()) {
            Opened.run(admin, "SET GLOBAL sql_mode = '" + mode + '\'');
        }
    }

    /** A session of a data source that has met both servers. */
    private Connection met(ProxysqlDataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        assertThat(Opened.serverOfRead(connection)).isEqualTo(cluster.replica(0).serverId());
        Opened.ask(connection, "SELECT 1 FOR UPDATE");
        return connection;
    }

    @Test
    void namesInDoubleQuotesAreReadOnAReaderWhereTheServersQuoteSo() throws SQLException {
        mode(cluster.writer(), "ANSI_QUOTES");
        mode(cluster.replica(0), "ANSI_QUOTES");
        try (ProxysqlDataSource dataSource = Opened.on(cluster);
                Connection connection = met(dataSource)) {
            assertThat(Opened.ask(connection, "SELECT CONCAT(@@server_id, ' ', \"name\") FROM \"quoted\""))
                    .isEqualTo(cluster.replica(0).serverId() + " 1");
            assertThat(dataSource.explain("SELECT \"name\" FROM \"quoted\"").hostgroup())
                    .isEqualTo("reader");
            Opened.run(connection, "SET sql_mode = ''");
            assertThat(Opened.ask(connection, "SELECT \"name\" FROM quoted")).isEqualTo("name");
            Opened.run(connection, "SET sql_mode = DEFAULT");
            assertThat(Opened.ask(connection, "SELECT CONCAT(@@server_id, ' ', \"name\") FROM \"quoted\""))
                    .isEqualTo(cluster.replica(0).serverId() + " 1");
        }
    }

    @Test
    void aBackslashIsACharacterWhereTheServersDoNotEscapeWithIt() throws SQLException {
        mode(cluster.writer(), "NO_BACKSLASH_ESCAPES");
        mode(cluster.replica(0), "NO_BACKSLASH_ESCAPES");
        try (ProxysqlDataSource dataSource = Opened.on(cluster);
                Connection connection = met(dataSource)) {
            assertThat(Opened.ask(connection, "SELECT CONCAT(@@server_id, '\\')"))
                    .isEqualTo(cluster.replica(0).serverId() + "\\");
        }
    }

    @Test
    void whatServersReadDifferentlyIsReadByTheWriter() throws SQLException {
        mode(cluster.replica(0), "ANSI_QUOTES");
        try (ProxysqlDataSource dataSource = Opened.on(cluster);
                Connection connection = met(dataSource)) {
            assertThat(Opened.ask(connection, "SELECT CONCAT(@@server_id, ' ', \"name\") FROM quoted"))
                    .isEqualTo(cluster.writer().serverId() + " name");
            assertThat(Opened.serverOfRead(connection))
                    .isEqualTo(cluster.replica(0).serverId());
            Opened.run(connection, "SET sql_mode = 'ANSI_QUOTES'");
            assertThat(Opened.ask(connection, "SELECT CONCAT(@@server_id, ' ', \"name\") FROM quoted"))
                    .isEqualTo(cluster.replica(0).serverId() + " 1");
        }
    }
}
