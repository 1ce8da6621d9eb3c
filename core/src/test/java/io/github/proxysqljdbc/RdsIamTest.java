package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.credentials.AwsStandIn;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections to real servers whose logins go by tokens, as on RDS with IAM database authentication. */
@ClusterTest(replicas = 1)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RdsIamTest {
    private static final String USER = "iam_app";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final Cluster cluster;
    private final List<IamDoor> doors = new ArrayList<>();
    /** Who wanted in, and with what. */
    private final List<IamToken> shown = new CopyOnWriteArrayList<>();

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private volatile String validKey = AwsStandIn.KEY;
    private volatile String validSecret = AwsStandIn.SECRET_KEY;
    private AwsStandIn aws;

    RdsIamTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.make(folder, "door");
    }

    @BeforeEach
    void start() throws Exception {
        aws = new AwsStandIn();
        try (Connection admin = cluster.writer().openAdminConnection()) {
            Opened.execute(admin, "DROP USER IF EXISTS '" + USER + "'@'%'");
            Opened.execute(admin, "CREATE USER '" + USER + "'@'%' IDENTIFIED BY ''");
            Opened.execute(admin, "GRANT ALL ON test.* TO '" + USER + "'@'%'");
        }
        cluster.awaitReplication();
    }

    @AfterEach
    void stop() throws Exception {
        for (IamDoor door : doors) {
            door.close();
        }
        aws.close();
    }

    /** A door in front of each server. */
    private void putDoors(boolean tls) throws Exception {
        for (ServerInstance instance : cluster.instances()) {
            int[] port = new int[1];
            IamDoor door = new IamDoor(
                    tls ? certificates.serverContext() : null,
                    instance.port(),
                    (user, password) -> isRight("localhost:" + port[0], user, password));
            port[0] = door.port();
            doors.add(door);
        }
    }

    private boolean isRight(String address, String user, String password) {
        IamToken token = new IamToken(password);
        shown.add(token);
        tokens.add(password);
        try {
            return token.address().equals(address)
                    && token.user().equals(user)
                    && token.region().equals(AwsStandIn.REGION)
                    && token.isGoodAt(Instant.now())
                    && token.key().equals(validKey)
                    && token.isSignedWith(validSecret);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ProxysqlDataSource open(@Nullable String sslMode) throws SQLException {
        Properties properties = Opened.properties(
                cluster,
                "user=" + USER,
                "credentials=aws-rds-iam",
                "monitorInterval=1s",
                "monitorTimeout=1s",
                "connectionTimeout=5s");
        properties.remove("password");
        properties.remove("sslMode");
        properties.remove("allowPublicKeyRetrieval");
        if (sslMode != null) {
            properties.setProperty("sslMode", sslMode);
            for (String option : certificates.clientOptions()) {
                properties.setProperty(option.split("=", 2)[0], option.split("=", 2)[1]);
            }
        }
        String hosts = doors.stream().map(door -> "localhost:" + door.port()).collect(Collectors.joining(","));
        return new ProxysqlDataSource("jdbc:proxysql://" + hosts + "/test", properties);
    }

    /** Runs a transaction on each instance, over two connections. */
    private static void reach(ProxysqlDataSource dataSource) throws SQLException {
        try (Connection writer = dataSource.getConnection();
                Connection reader = dataSource.getConnection()) {
            writer.setAutoCommit(false);
            assertThat(Opened.ask(writer, "SELECT CURRENT_USER() FROM DUAL FOR UPDATE"))
                    .startsWith(USER);
            reader.setReadOnly(true);
            reader.setAutoCommit(false);
            assertThat(Opened.ask(reader, "SELECT CURRENT_USER()")).startsWith(USER);
            writer.rollback();
            reader.rollback();
        }
    }

    private static String everything(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void eachInstanceHasATokenOfItsOwnThatServesAllItsConnections() throws Exception {
        putDoors(true);
        try (ProxysqlDataSource dataSource = open("VERIFY_IDENTITY")) {
            reach(dataSource);
            Opened.await(
                    "all are up",
                    () -> dataSource.topology().instances().stream().allMatch(state -> state.isUp()));
            try (Connection one = dataSource.getConnection();
                    Connection two = dataSource.getConnection()) {
                for (Connection connection : List.of(one, two)) {
                    connection.setAutoCommit(false);
                    assertThat(Opened.ask(connection, "SELECT 1 FROM DUAL FOR UPDATE"))
                            .isEqualTo("1");
                }
            }
        }
        assertThat(tokens).hasSize(2);
        assertThat(shown.stream().map(IamToken::address))
                .hasSizeGreaterThanOrEqualTo(4)
                .containsOnly(
                        "localhost:" + doors.get(0).port(),
                        "localhost:" + doors.get(1).port());
    }

    @Test
    void theDriversOwnSettingsServe() throws Exception {
        putDoors(true);
        try (ProxysqlDataSource dataSource = open(null)) {
            reach(dataSource);
        }
    }

    @Test
    void aTokenThatIsRefusedIsSignedAnew() throws Exception {
        putDoors(true);
        try (ProxysqlDataSource dataSource = open("REQUIRED")) {
            reach(dataSource);
            validSecret = "new-s3cret";
            validKey = "AKIANEW";
            aws.signWith("AKIANEW", "new-s3cret");
            for (ServerInstance instance : cluster.instances()) {
                instance.killConnections(USER);
            }
            Opened.await(
                    "the monitor is in again",
                    () -> shown.stream()
                                    .filter(token -> token.key().equals("AKIANEW"))
                                    .map(IamToken::address)
                                    .distinct()
                                    .count()
                            == 2);
            Opened.await(
                    "all are up",
                    () -> dataSource.topology().instances().stream().allMatch(state -> state.isUp()));
            reach(dataSource);
        }
    }

    @Test
    void aTokenIsNotSentWithoutTls() throws Exception {
        putDoors(false);
        assertThatThrownBy(() -> open(null).close()).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("08001");
            assertThat(e.getMessage()).contains("SSL connection required", "mysql_clear_password");
        });
        assertThat(shown).isEmpty();
    }

    @Test
    void anAccountThatMayNotIsSaidAtOnceWithoutItsToken() throws Exception {
        putDoors(true);
        validKey = "AKIANOBODY";
        assertThatThrownBy(() -> open("REQUIRED").close()).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("28000");
            assertThat(everything(e)).doesNotContain("X-Amz");
        });
        assertThat(shown).isNotEmpty();
    }
}
