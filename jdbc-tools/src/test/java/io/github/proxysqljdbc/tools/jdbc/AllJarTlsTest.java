package io.github.proxysqljdbc.tools.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterOptions;
import io.github.proxysqljdbc.testkit.ServerKind;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar that holds everything, over TLS: Connector/J's files and classes for it are in there as well, under our name. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AllJarTlsTest {
    private static final String USER = "tls_app";
    private static final String PASSWORD = "tls-s3cret";

    static List<ServerKind> kinds() {
        return ServerKind.configured();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aProgramVerifiesTheServersIdentity(ServerKind kind, @TempDir Path folder) throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder);
        ClusterOptions options = ClusterOptions.defaults()
                .withServer(kind)
                .withReplicas(0)
                .withServerOptions(certificate.serverOptions());
        try (Cluster cluster = Cluster.start(options)) {
            makeUser(cluster);
            String url = "jdbc:proxysql://localhost:" + cluster.writer().port() + '/' + cluster.database()
                    + "?sslMode=VERIFY_IDENTITY&useServerPrepStmts=true&logger=com.mysql.cj.log.NullLogger"
                    + "&connectionTimeZone=CET&" + certificate.clientOptions();

            Jvm.Ended program = Jvm.run(
                    folder,
                    "",
                    List.of(
                            "-cp",
                            Jvm.allJar() + File.pathSeparator + AllJarTest.testClasses(),
                            Program.class.getName(),
                            url,
                            USER,
                            PASSWORD));

            assertThat(program.well().printed().lines()).containsAll(AllJarTest.SEEN);
        }
    }

    /** Whom the server lets in with TLS only. */
    private static void makeUser(Cluster cluster) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "' REQUIRE SSL");
            statement.execute("GRANT ALL ON " + cluster.database() + ".* TO '" + USER + "'@'%'");
        }
    }
}
