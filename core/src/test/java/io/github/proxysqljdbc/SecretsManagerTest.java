package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.credentials.AwsStandIn;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Passwords of real servers that are rotated in a secret of AWS Secrets Manager, whose stand-in is on loopback. */
@ClusterTest(replicas = 1)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsManagerTest {
    private static final String USER = "rotating";

    private final Cluster cluster;
    private final AtomicInteger statements = new AtomicInteger();
    private AwsStandIn aws;

    SecretsManagerTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void start() throws Exception {
        aws = new AwsStandIn();
        aws.put("AWSCURRENT", secret("zero-s3cret"));
        admin(
                "DROP USER IF EXISTS '" + USER + "'@'%'",
                "CREATE USER '" + USER + "'@'%' IDENTIFIED BY 'zero-s3cret'",
                "GRANT ALL ON test.* TO '" + USER + "'@'%'");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void admin(String... statements) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection()) {
            for (String sql : statements) {
                Opened.execute(admin, sql);
            }
        }
        cluster.awaitReplication();
    }

    private static String secret(String password) {
        return "{\"engine\":\"mysql\",\"host\":\"db1\",\"port\":3306,\"username\":\"" + USER + "\",\"password\":\""
                + password + "\"}";
    }

    private ProxysqlDataSource open(String... further) throws SQLException {
        List<String> options = new ArrayList<>(List.of(further));
        options.addAll(List.of("credentials=aws-secrets-manager:prod/shop", "maxLifetime=30s", "idleTimeout=10s"));
        Properties properties = Opened.properties(cluster, options.toArray(String[]::new));
        properties.remove("user");
        properties.remove("password");
        return new ProxysqlDataSource(cluster.jdbcUrl(), properties);
    }

    private void killConnections() throws SQLException {
        for (ServerInstance instance : cluster.instances()) {
            instance.killConnections(USER);
        }
    }

    private static String everything(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** Opens a connection to each server, and returns how many transactions were lost to killed connections before. */
    private static int reach(ProxysqlDataSource dataSource) throws SQLException {
        for (int lost = 0; ; lost++) {
            try (Connection writer = dataSource.getConnection();
                    Connection reader = dataSource.getConnection()) {
                writer.setAutoCommit(false);
                assertThat(Opened.ask(writer, "SELECT CURRENT_USER() FROM DUAL FOR UPDATE"))
                        .startsWith(USER);
                reader.setReadOnly(true);
                assertThat(Opened.ask(reader, "SELECT CURRENT_USER()")).startsWith(USER);
                writer.rollback();
                return lost;
            } catch (SQLTransactionRollbackException killed) {
                assertThat(lost).isLessThan(5);
            }
        }
    }

    @Test
    void noStatementFailsWhileThePasswordIsRotated() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ProxysqlDataSource dataSource = open()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(threads.submit(() -> {
                    while (!done.get()) {
                        reach(dataSource);
                        statements.addAndGet(2);
                    }
                    return null;
                }));
            }
            for (int rotation = 1; rotation <= 3; rotation++) {
                rotate("password-" + rotation + "-s3cret", clients);
            }
            done.set(true);
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertThat(aws.asked()).contains(AwsStandIn.REGION + " prod/shop AWSCURRENT");
    }

    /**
     * The steps of a rotation function: create, set, finish (AWS Secrets Manager User Guide, "Lambda rotation functions"). Between any two of them each
     * connection has to be opened anew.
     */
    private void rotate(String password, List<Future<?>> clients) throws Exception {
        aws.put("AWSPENDING", secret(password));
        reconnect(clients);
        admin("ALTER USER '" + USER + "'@'%' IDENTIFIED BY '" + password + "'");
        reconnect(clients);
        aws.put("AWSCURRENT", secret(password));
        aws.put("AWSPENDING", null);
        reconnect(clients);
    }

    private void reconnect(List<Future<?>> clients) throws Exception {
        killConnections();
        int before = statements.get();
        Opened.await("statements go on", () -> {
            for (Future<?> client : clients) {
                if (client.isDone()) {
                    client.get();
                }
            }
            return statements.get() > before + 20;
        });
    }

    @Test
    void aSecretThatIsThePasswordAloneServesTheUserOfTheOptions() throws Exception {
        aws.put("AWSCURRENT", "zero-s3cret");
        Properties properties = Opened.properties(cluster, "user=" + USER, "credentials=aws-secrets-manager:shop");
        properties.remove("password");
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(cluster.jdbcUrl(), properties)) {
            assertThat(reach(dataSource)).isZero();
        }
    }

    @Test
    void whoMayNotReadTheSecretIsToldAtTheStart() {
        aws.fail("AccessDeniedException");
        assertThatThrownBy(() -> open("connectionTimeout=5s", "monitorInterval=1s", "monitorTimeout=1s")
                        .close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("08001");
                    assertThat(e.getMessage())
                            .contains("no credentials", "aws-secrets-manager:prod/shop", "not for you");
                });
    }

    @Test
    void aMalformedSecretIsSaidAtTheStartWithoutAWordOfIt() {
        aws.put("AWSCURRENT", "{\"username\":\"app\",\"passwort\":\"zero-s3cret\"}");
        assertThatThrownBy(() -> open("connectionTimeout=5s", "monitorInterval=1s", "monitorTimeout=1s")
                        .close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("08001");
                    assertThat(e.getMessage()).contains("secret prod/shop has no 'password'");
                    assertThat(everything(e)).doesNotContain("s3cret");
                });
    }

    @Test
    void aPasswordThatStaysWrongIsSaidAtOnce() {
        aws.put("AWSCURRENT", secret("wr0ng-s3cret"));
        assertThatThrownBy(() -> open().close()).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("28000");
            assertThat(everything(e)).doesNotContain("s3cret");
        });
    }
}
