package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterOptions;
import io.github.proxysqljdbc.testkit.ServerKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Connector/J is told of TLS holds for the application's connections and for the monitor's. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {
    /** The accounts of both must use TLS. */
    private static final String APP = "tls_app";

    private static final String MONITOR = "tls_monitor";
    private static final String PASSWORD = "tls-s3cret";

    static List<ServerKind> kinds() {
        return ServerKind.configured();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tlsPassesThroughToPoolsAndMonitor(ServerKind kind, @TempDir Path folder) throws Exception {
        Certificates ours = Certificates.make(folder, "ours");
        Certificates foreign = Certificates.make(folder, "foreign");
        ClusterOptions options =
                ClusterOptions.defaults().withServer(kind).withReplicas(1).withServerOptions(ours.serverOptions());
        try (Cluster cluster = Cluster.start(options)) {
            makeUsers(cluster);
            identityIsVerified(cluster, ours);
            plainConnectionsAreRefused(cluster);
            aForeignAuthorityIsNotTrusted(cluster, foreign);
            anotherNameIsNotTheServers(cluster, ours);
        }
    }

    private static void makeUsers(Cluster cluster) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection()) {
            for (String user : List.of(APP, MONITOR)) {
                Opened.execute(admin, "CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + PASSWORD + "' REQUIRE SSL");
                Opened.execute(admin, "GRANT ALL ON test.* TO '" + user + "'@'%'");
            }
        }
        cluster.awaitReplication();
    }

    private static ProxysqlDataSource open(Cluster cluster, String host, String[] tls, String... further)
            throws SQLException {
        String hosts = cluster.instances().stream()
                .map(instance -> host + ':' + instance.port())
                .collect(Collectors.joining(","));
        List<String> all = new ArrayList<>(List.of(tls));
        all.addAll(List.of("monitorUser=" + MONITOR, "monitorPassword=" + PASSWORD, "monitorTimeout=1s"));
        all.addAll(List.of("user=" + APP, "password=" + PASSWORD, "monitorInterval=1s", "connectionTimeout=2s"));
        all.addAll(List.of(further));
        Properties properties = Opened.properties(cluster, all.toArray(String[]::new));
        properties.remove("allowPublicKeyRetrieval");
        return new ProxysqlDataSource("jdbc:proxysql://" + hosts + "/test", properties);
    }

    private static String failure(Cluster cluster, String host, String[] tls, String... further) {
        SQLException[] failure = new SQLException[1];
        assertThatThrownBy(() -> open(cluster, host, tls, further).close())
                .isInstanceOfSatisfying(SQLException.class, e -> failure[0] = e);
        return failure[0].getSQLState() + ' ' + failure[0].getMessage();
    }

    private static void identityIsVerified(Cluster cluster, Certificates ours) throws SQLException {
        try (ProxysqlDataSource dataSource =
                        open(cluster, "localhost", ours.clientOptions(), "sslMode=VERIFY_IDENTITY");
                Connection connection = dataSource.getConnection()) {
            for (String sql : List.of("SELECT @@server_id", "SELECT @@server_id FROM DUAL FOR UPDATE")) {
                assertThat(Opened.ask(connection, sql)).matches("[12]");
            }
            connection.setAutoCommit(false);
            assertThat(cipher(connection)).isNotEmpty();
            connection.rollback();
            connection.setReadOnly(true);
            assertThat(cipher(connection)).isNotEmpty();
            connection.rollback();
            assertThat(dataSource.topology().instances()).allMatch(state -> state.isUp());
            assertThat(dataSource.toString()).doesNotContain(Certificates.PASSWORD);
        }
    }

    private static String cipher(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(2);
        }
    }

    private static void plainConnectionsAreRefused(Cluster cluster) {
        String[] none = {};
        assertThat(failure(cluster, "localhost", none, "sslMode=DISABLED", "allowPublicKeyRetrieval=true"))
                .startsWith("28000 ")
                .contains(MONITOR);
    }

    private static void aForeignAuthorityIsNotTrusted(Cluster cluster, Certificates foreign) {
        assertThat(failure(cluster, "localhost", foreign.clientOptions(), "sslMode=VERIFY_CA"))
                .startsWith("08001 ")
                .contains("trust anchors")
                .doesNotContain(Certificates.PASSWORD);
    }

    private static void anotherNameIsNotTheServers(Cluster cluster, Certificates ours) throws SQLException {
        assertThat(failure(cluster, "127.0.0.1", ours.clientOptions(), "sslMode=VERIFY_IDENTITY"))
                .startsWith("08001 ")
                .contains("127.0.0.1");
        try (ProxysqlDataSource dataSource = open(cluster, "127.0.0.1", ours.clientOptions(), "sslMode=VERIFY_CA");
                Connection connection = dataSource.getConnection()) {
            assertThat(Opened.ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }
}
