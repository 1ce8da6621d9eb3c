package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver behind {@code jdbc:proxysql:} URLs. What {@code DriverManager} opened stays open for a minute. */
@ClusterTest(replicas = 1, leaks = ClusterTest.Leaks.NONE)
@Timeout(60)
class DriverTest {
    private final Cluster cluster;

    DriverTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private static long monitorThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("proxysql-jdbc-monitor-127"))
                .count();
    }

    private int connectionsOnWriter() throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection()) {
            return Integer.parseInt(Opened.ask(
                    admin,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + cluster.user() + "'"));
        }
    }

    @Test
    void driverManagerFindsTheDriver() throws SQLException {
        try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl(), Opened.properties(cluster))) {
            assertThat(Opened.ask(connection, "SELECT 1")).isEqualTo("1");
        }
        assertThat(DriverManager.getDriver(cluster.jdbcUrl())).isInstanceOf(ProxysqlDriver.class);
    }

    @Test
    void connectionsOfOneUrlShareADataSource() throws SQLException {
        Properties properties = Opened.properties(cluster, "poolName=shared-by-all");
        long before = monitorThreads();
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Connection each = DriverManager.getConnection(cluster.jdbcUrl(), (Properties) properties.clone());
            all.add(each);
            Opened.ask(each, "SELECT 1 FOR UPDATE");
        }
        assertThat(monitorThreads() - before).isEqualTo(2);
        for (Connection each : all) {
            each.close();
        }
    }

    @Test
    void anotherPasswordIsAnotherDataSource() throws SQLException {
        DriverManager.getConnection(cluster.jdbcUrl(), Opened.properties(cluster))
                .close();
        Properties wrong = Opened.properties(cluster, "password=wrong");
        assertThatThrownBy(() -> DriverManager.getConnection(cluster.jdbcUrl(), wrong))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessageContaining(cluster.writer().hostAndPort());
    }

    @Test
    void anIdleDataSourceIsClosed() throws Exception {
        int before = connectionsOnWriter();
        SharedDataSources shared = new SharedDataSources(Duration.ofMillis(300).toNanos());
        ProxysqlConfig config =
                ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster, "poolName=closes-when-idle"));
        Connection first = shared.connect(config);
        Connection second = shared.connect(config);
        assertThat(shared.size()).isEqualTo(1);
        Opened.ask(first, "SELECT 1 FOR UPDATE");
        first.close();
        first.close();
        assertThat(Opened.ask(second, "SELECT 1 FOR UPDATE")).isEqualTo("1");
        second.close();
        Opened.await("it is closed", () -> shared.size() == 0 && connectionsOnWriter() <= before);
        try (Connection again = shared.connect(config)) {
            assertThat(Opened.ask(again, "SELECT 1")).isEqualTo("1");
        }
        Opened.await("it is closed again", () -> shared.size() == 0 && connectionsOnWriter() <= before);
    }

    @Test
    void aDataSourceWithAnOpenConnectionStays() throws Exception {
        SharedDataSources shared = new SharedDataSources(Duration.ofMillis(50).toNanos());
        ProxysqlConfig config = ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster, "poolName=stays"));
        ProxysqlConfig other = ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster, "poolName=goes"));
        try (Connection open = shared.connect(config)) {
            shared.connect(other).close();
            Opened.await("the other one is closed", () -> shared.size() == 1);
            assertThat(Opened.ask(open, "SELECT 1")).isEqualTo("1");
            open.abort(Runnable::run);
        }
        Opened.await("this one is closed", () -> shared.size() == 0);
    }

    @Test
    void aFailedConnectLeavesNothingOpen() throws Exception {
        SharedDataSources shared = new SharedDataSources(Duration.ofMillis(50).toNanos());
        ProxysqlConfig config = ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster, "password=wrong"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> shared.connect(config)).isInstanceOf(SQLException.class);
        }
        Opened.await("nothing is left", () -> shared.size() == 0);
    }

    @Test
    void propertiesWinOverTheUrl() throws SQLException {
        String url = cluster.jdbcUrl() + "?user=nobody&password=nothing&poolName=from-url";
        try (Connection connection =
                DriverManager.getConnection(url, Opened.properties(cluster, "poolName=from-properties"))) {
            assertThat(Opened.ask(connection, "SELECT CURRENT_USER()")).startsWith(cluster.user());
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(t -> t.getName().contains("from-properties"));
        }
    }

    @Test
    void aSecretInAFileServesAUrl(@TempDir Path folder) throws IOException, SQLException {
        Path secret = Files.writeString(folder.resolve("secret"), cluster.password() + "\n");
        Properties properties = Opened.properties(cluster, "credentials=file:" + secret, "poolName=by-file");
        properties.remove("password");
        long before = monitorThreads();
        try (Connection first = DriverManager.getConnection(cluster.jdbcUrl(), properties);
                Connection second = DriverManager.getConnection(cluster.jdbcUrl(), properties)) {
            assertThat(Opened.ask(first, "SELECT 1")).isEqualTo("1");
            assertThat(Opened.ask(second, "SELECT CURRENT_USER()")).startsWith(cluster.user());
            assertThat(monitorThreads() - before).isEqualTo(2);
        }
        properties.setProperty("credentials", "no-such-provider");
        assertThatThrownBy(() -> DriverManager.getConnection(cluster.jdbcUrl(), properties))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no-such-provider");
    }

    @Test
    void aUrlThatIsWrongSaysSo() {
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:proxysql://a,,b/test?maxPolSize=3"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("08001");
                    assertThat(e.getCause()).isInstanceOf(ConfigurationException.class);
                });
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:proxysql://a/test?maxPolSize=3"))
                .hasMessageContaining("maxPoolSize");
    }

    @Test
    void aForeignUrlIsNotOurs() throws SQLException {
        Driver driver = new ProxysqlDriver();
        assertThat(driver.connect("jdbc:mysql://localhost/test", new Properties()))
                .isNull();
        assertThat(driver.acceptsURL("jdbc:mysql://localhost/test")).isFalse();
        assertThat(driver.acceptsURL(cluster.jdbcUrl())).isTrue();
        assertThat(driver.jdbcCompliant()).isFalse();
    }

    @Test
    void everyOptionIsAmongThePropertyInfos() throws SQLException {
        DriverPropertyInfo[] infos = new ProxysqlDriver()
                .getPropertyInfo(cluster.jdbcUrl() + "?maxPoolSize=7&user=app&password=hidden", null);
        assertThat(infos).hasSize(Options.all().size());
        assertThat(infos)
                .anySatisfy(info -> {
                    assertThat(info.name).isEqualTo("maxPoolSize");
                    assertThat(info.value).isEqualTo("7");
                })
                .noneMatch(info -> "hidden".equals(info.value));
        assertThat(Arrays.stream(infos).map(info -> info.description)).noneMatch(String::isBlank);
    }
}
