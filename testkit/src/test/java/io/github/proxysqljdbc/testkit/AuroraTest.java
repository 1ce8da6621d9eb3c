package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a client sees that takes the cluster for Aurora. */
@ClusterTest(aurora = true)
class AuroraTest {
    private final Cluster cluster;

    AuroraTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void innodbReadOnlyReadsAsTheRole() throws SQLException {
        for (ServerInstance instance : cluster.instances()) {
            String expected = instance.isWriter() ? "0" : "1";
            assertThat(Sql.value(cluster, instance, "SELECT @@innodb_read_only"))
                    .isEqualTo(expected);
            assertThat(Sql.value(cluster, instance, "SELECT @@GLOBAL.innodb_read_only"))
                    .isEqualTo(expected);
            assertThat(Sql.value(cluster, instance, "SELECT IF(@@innodb_read_only, 1, 0)"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void columnKeepsItsName() throws SQLException {
        try (Connection connection = Sql.open(cluster, cluster.writer());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT @@read_only, @@innodb_read_only, @@global.innodb_read_only AS r")) {
            assertThat(result.getMetaData().getColumnLabel(2)).isEqualTo("@@innodb_read_only");
            assertThat(result.getMetaData().getColumnLabel(3)).isEqualTo("r");
        }
    }

    @Test
    void showVariablesReadsAsTheRole() throws SQLException {
        try (Connection connection = Sql.open(cluster, cluster.replica(0));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE 'innodb_read_only'")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString("Variable_name")).isEqualTo("innodb_read_only");
            assertThat(result.getString("Value")).isEqualTo("ON");
            assertThat(result.next()).isFalse();
        }
    }

    @Test
    void preparedRoleCheckFollowsTheRole() throws SQLException {
        ServerInstance replica = cluster.replica(0);
        try (Connection connection = Sql.open(cluster, replica, "useServerPrepStmts=true");
                PreparedStatement check = connection.prepareStatement("SELECT @@innodb_read_only WHERE 1=?")) {
            check.setInt(1, 1);
            assertThat(first(check)).isEqualTo("1");
            cluster.promote(replica);
            assertThat(first(check)).isEqualTo("0");
        }
    }

    private static String first(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? "" + result.getString(1) : "no row";
        }
    }

    @Test
    void replicaHostStatusNamesTheWriterAndFollowsAPromotion() throws SQLException {
        String question = "SELECT SERVER_ID FROM information_schema.replica_host_status r"
                + " WHERE r.SESSION_ID='MASTER_SESSION_ID' AND LAST_UPDATE_TIMESTAMP > NOW(6) - INTERVAL 5 SECOND";
        for (ServerInstance instance : cluster.instances()) {
            assertThat(Sql.value(cluster, instance, question)).isEqualTo("instance-1");
            assertThat(Sql.value(cluster, instance, "SELECT @@aurora_server_id"))
                    .isEqualTo(instance.name());
        }
        cluster.promote(cluster.replica(1));
        for (ServerInstance instance : cluster.instances()) {
            assertThat(Sql.value(cluster, instance, question)).isEqualTo("instance-3");
        }
    }

    @Test
    void deadInstanceIsNoLongerUpdated() throws SQLException {
        ServerInstance dead = cluster.replica(0);
        dead.kill();
        String fresh = "SELECT COUNT(*) FROM `information_schema`.`replica_host_status` WHERE SERVER_ID='" + dead.name()
                + "' AND LAST_UPDATE_TIMESTAMP > NOW(6) - INTERVAL 1 SECOND";
        assertThat(Waiting.until(Duration.ofSeconds(60), () -> {
                    try {
                        return "0".equals(Sql.value(cluster, cluster.writer(), fresh));
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isTrue();
    }

    @Test
    void monitorUserMayAsk() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                cluster.writer().jdbcUrl().replace("/test", "/"), cluster.monitorUser(), cluster.monitorPassword())) {
            assertThat(Sql.value(connection, "SELECT COUNT(*) FROM information_schema.replica_host_status"))
                    .isEqualTo("3");
        }
    }

    @Test
    void allElseIsTheRealServer() throws SQLException {
        String big = "x".repeat(3_000_000);
        try (Connection connection = Sql.open(cluster, cluster.writer(), "maxAllowedPacket=67108864")) {
            Sql.execute(connection, "CREATE TABLE a (v LONGTEXT)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO a VALUES (?)")) {
                insert.setString(1, big);
                insert.executeUpdate();
            }
            Sql.execute(
                    connection, "INSERT INTO a VALUES ('@@innodb_read_only information_schema.replica_host_status')");
            assertThat(Sql.value(connection, "SELECT MAX(LENGTH(v)) FROM a")).isEqualTo("3000000");
            assertThat(Sql.value(connection, "SELECT v FROM a WHERE LENGTH(v) < 100"))
                    .isEqualTo("@@innodb_read_only information_schema.replica_host_status");
        }
    }

    @Test
    void packetsOfSixteenMegabytesPass() throws SQLException {
        ServerInstance writer = cluster.writer();
        try (Connection admin = writer.openAdminConnection()) {
            Sql.execute(admin, "SET GLOBAL max_allowed_packet=" + 64 * 1024 * 1024);
        }
        char[] text = new char[0xff_ffff + 1000];
        Arrays.fill(text, 'y');
        try (Connection connection = Sql.open(cluster, writer, "maxAllowedPacket=67108864")) {
            assertThat(Sql.value(connection, "SELECT LENGTH('" + new String(text) + "')"))
                    .isEqualTo("" + text.length);
            assertThat(Sql.value(connection, "SELECT @@innodb_read_only")).isEqualTo("0");
        }
    }
}
