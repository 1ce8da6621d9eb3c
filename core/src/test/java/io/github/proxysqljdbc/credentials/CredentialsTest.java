package io.github.proxysqljdbc.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.error.NoCredentialsException;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.topology.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that change on real servers while a data source is open. */
@ClusterTest(replicas = 1)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CredentialsTest {
    private static final String USER = "turning";

    private final Cluster cluster;
    private volatile String password = "one-s3cret";

    CredentialsTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void makeUser() throws SQLException {
        admin(
                "DROP USER IF EXISTS '" + USER + "'@'%'",
                "CREATE USER '" + USER + "'@'%' IDENTIFIED BY 'one-s3cret'",
                "GRANT ALL ON test.* TO '" + USER + "'@'%'");
    }

    private void admin(String... statements) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection();
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        cluster.awaitReplication();
    }

    private void changePassword(String to) throws SQLException {
        admin("ALTER USER '" + USER + "'@'%' IDENTIFIED BY '" + to + "'");
    }

    private ProxysqlDataSource.Builder builder(Duration connectionTimeout) {
        ProxysqlDataSource.Builder builder = ProxysqlDataSource.builder()
                .database("test")
                .set(Options.USER, USER)
                .set(Options.MONITOR_INTERVAL, Duration.ofMillis(200))
                .set(Options.MONITOR_TIMEOUT, Duration.ofMillis(150))
                .set(Options.CONNECTION_TIMEOUT, connectionTimeout)
                .driverProperty("sslMode", "DISABLED")
                .driverProperty("allowPublicKeyRetrieval", "true");
        cluster.instances().forEach(instance -> builder.instance(instance.hostAndPort()));
        return builder;
    }

    private ProxysqlDataSource open(CredentialsProvider provider) throws SQLException {
        return builder(Duration.ofSeconds(5)).credentials(provider).build();
    }

    private void openImpatiently(CredentialsProvider provider) throws SQLException {
        builder(Duration.ofMillis(600)).credentials(provider).build().close();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    /** Runs a transaction on each instance; as an application does, once more where the first one met a connection that was killed. */
    private static void reach(ProxysqlDataSource dataSource) throws SQLException {
        for (int killed = 0; ; killed++) {
            try {
                reachOnce(dataSource);
                return;
            } catch (SQLTransactionRollbackException e) {
                assertThat(killed).isLessThan(3);
            }
        }
    }

    private static void reachOnce(ProxysqlDataSource dataSource) throws SQLException {
        try (Connection writer = dataSource.getConnection();
                Connection reader = dataSource.getConnection()) {
            writer.setAutoCommit(false);
            assertThat(ask(writer, "SELECT 1 FOR UPDATE")).isEqualTo("1");
            reader.setReadOnly(true);
            reader.setAutoCommit(false);
            assertThat(ask(reader, "SELECT CURRENT_USER()")).startsWith(USER);
            reader.rollback();
            writer.rollback();
        }
    }

    /** Ends all connections of the user, the monitor's among them. */
    private void killConnections() {
        cluster.instances().forEach(instance -> instance.killConnections(USER));
    }

    private static void awaitUp(ProxysqlDataSource dataSource) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!dataSource.topology().instances().stream().allMatch(state -> state.status() == Status.UP)) {
            assertThat(System.nanoTime() - end).as("%s", dataSource.topology()).isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static String everything(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void aNewPasswordServesNewConnectionsAndOldConnectionsLiveOn() throws SQLException {
        try (ProxysqlDataSource dataSource = open(request -> Credentials.ofPassword(password));
                Connection old = dataSource.getConnection()) {
            old.setAutoCommit(false);
            String id = ask(old, "SELECT CONNECTION_ID() FROM DUAL FOR UPDATE");
            changePassword("two-s3cret");
            password = "two-s3cret";
            reach(dataSource);
            assertThat(ask(old, "SELECT CONNECTION_ID() FROM DUAL FOR UPDATE")).isEqualTo(id);
            old.commit();
        }
    }

    @Test
    void aProviderWithAnOldCopyIsToldThatItWasRefused() throws SQLException {
        Map<Object, String> copies = new ConcurrentHashMap<>();
        CredentialsProvider caching = request -> {
            if (request.refused() != null) {
                copies.remove(request.instance(), request.refused().password());
            }
            return Credentials.ofPassword(copies.computeIfAbsent(request.instance(), absent -> password));
        };
        try (ProxysqlDataSource dataSource = open(caching)) {
            reach(dataSource);
            changePassword("two-s3cret");
            password = "two-s3cret";
            killConnections();
            reach(dataSource);
            awaitUp(dataSource);
        }
    }

    @Test
    void aMountedSecretMayTurnToAnotherUser(@TempDir Path folder) throws SQLException, IOException {
        MountedSecret secret = new MountedSecret(folder, USER, "one-s3cret");
        Properties options = new Properties();
        options.setProperty("credentials", "file:" + folder);
        options.setProperty("sslMode", "DISABLED");
        options.setProperty("allowPublicKeyRetrieval", "true");
        options.setProperty("monitorInterval", "200ms");
        options.setProperty("monitorTimeout", "150ms");
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(cluster.jdbcUrl(), options)) {
            reach(dataSource);
            changePassword("two-s3cret");
            secret.replace(USER, "two-s3cret");
            killConnections();
            reach(dataSource);
            secret.replace(cluster.user(), cluster.password());
            killConnections();
            awaitUp(dataSource);
            try (Connection connection = dataSource.getConnection()) {
                assertThat(ask(connection, "SELECT CURRENT_USER()")).startsWith(cluster.user());
            }
        }
    }

    @Test
    void bothOfTwoPasswordsServeUntilTheOldOneIsDiscarded() throws SQLException {
        cluster.assumeSupports(Feature.MYSQL);
        try (ProxysqlDataSource dataSource = open(request -> Credentials.ofPassword(password))) {
            admin("ALTER USER '" + USER + "'@'%' IDENTIFIED BY 'two-s3cret' RETAIN CURRENT PASSWORD");
            killConnections();
            reach(dataSource);
            password = "two-s3cret";
            killConnections();
            reach(dataSource);
            admin("ALTER USER '" + USER + "'@'%' DISCARD OLD PASSWORD");
            killConnections();
            reach(dataSource);
            awaitUp(dataSource);
        }
    }

    @Test
    void anEnvironmentVariableServes() throws SQLException {
        Map<String, String> environment = new HashMap<>(Map.of("DB_PASSWORD", "one-s3cret"));
        try (ProxysqlDataSource dataSource = open(CredentialsProviders.environment("DB_PASSWORD", environment::get))) {
            reach(dataSource);
        }
    }

    @Test
    void aRefusalAtTheStartIsNotFinalWhileTheProviderIsAskedAgain() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        CredentialsProvider slow = request -> {
            if (request.refused() == null) {
                return Credentials.ofPassword("zero-s3cret");
            }
            refused.countDown();
            later.await();
            return Credentials.ofPassword("one-s3cret");
        };
        Thread answers = new Thread(() -> {
            try {
                refused.await();
                // Longer than a check takes, so that every instance is known to have refused the first password by
                // then.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            later.countDown();
        });
        answers.start();
        try (ProxysqlDataSource dataSource = open(slow)) {
            reach(dataSource);
        }
        answers.join();
    }

    @Test
    void aPasswordThatStaysWrongIsSaidAtOnce() {
        long start = System.nanoTime();
        assertThatThrownBy(() ->
                        open(request -> Credentials.ofPassword("wr0ng-s3cret")).close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("28000");
                    assertThat(everything(e)).doesNotContain("s3cret");
                });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProviderThatFailsAtTheStartIsNamedWithItsCause() {
        IllegalStateException thrown = new IllegalStateException("vault is sealed");
        assertThatThrownBy(() -> openImpatiently(request -> {
                    throw thrown;
                }))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("08001");
                    assertThat(e.getMessage()).contains("no credentials", "vault is sealed");
                    assertThat(e.getCause()).isSameAs(thrown);
                });
    }

    @Test
    void aProviderThatHangsEndsTheStartInTime() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> openImpatiently(request -> {
                    new CountDownLatch(1).await();
                    return Credentials.ofPassword("never");
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining("no credentials");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProviderThatFailsLaterHurtsOnlyNewConnections() throws SQLException {
        AtomicReference<IllegalStateException> failure = new AtomicReference<>();
        CredentialsProvider provider = request -> {
            IllegalStateException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            return Credentials.ofPassword("one-s3cret");
        };
        try (ProxysqlDataSource dataSource = open(provider);
                Connection connection = dataSource.getConnection()) {
            assertThat(ask(connection, "SELECT 1 FOR UPDATE")).isEqualTo("1");
            failure.set(new IllegalStateException("vault is sealed"));
            assertThat(ask(connection, "SELECT 2 FOR UPDATE")).isEqualTo("2");
            assertThatThrownBy(() -> ask(connection, "SELECT 3")).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("08001");
                assertThat(List.of(e, e.getCause())).anyMatch(each -> each instanceof NoCredentialsException);
                assertThat(everything(e)).contains("vault is sealed").doesNotContain("s3cret");
            });
            failure.set(null);
            assertThat(ask(connection, "SELECT 4")).isEqualTo("4");
        }
    }
}
