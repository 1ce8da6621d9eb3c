package io.github.proxysqljdbc.examples.lambda.local;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Status;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The servers that the function uses: a cluster that is started for it, or the user's own. */
final class Database implements AutoCloseable {
    /** What each function's data source is opened with, beside the URL. */
    static final String OPTIONS = "maxPoolSize=1&connectionTimeout=10s";

    private static final String TABLE = "lambda_order";
    private static final Duration LONGEST_LAG = Duration.ofSeconds(30);

    private final @Nullable Cluster cluster;
    private final String url;
    private final String user;
    private final String password;

    private Database(@Nullable Cluster cluster, String url, String user, String password) {
        this.cluster = cluster;
        this.url = url + (url.contains("?") ? '&' : '?') + OPTIONS;
        this.user = user;
        this.password = password;
    }

    /** A cluster of its own. */
    static Database embedded() {
        Cluster cluster = Cluster.start();
        return new Database(
                cluster,
                "jdbc:proxysql://" + cluster.hosts() + '/' + cluster.database()
                        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                cluster.user(),
                cluster.password());
    }

    /** Servers that are there. */
    static Database of(String url, String user, String password) {
        return new Database(null, url, user, password);
    }

    /** The cluster, which can be made to fail; null for the user's own servers. */
    @Nullable
    Cluster cluster() {
        return cluster;
    }

    Map<String, String> environment() {
        return Map.of("DB_URL", url, "DB_USER", user, "DB_PASSWORD", password);
    }

    /** Makes the table, by the library itself, and waits until all servers have it: any of them may be the first to be asked. */
    void prepare() throws SQLException {
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(url, account())) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE
                        + " (id BIGINT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(80) NOT NULL, server INT NOT NULL)");
            }
            awaitTable(dataSource);
        }
    }

    private Properties account() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    private void awaitTable(ProxysqlDataSource dataSource) throws SQLException {
        long end = System.nanoTime() + LONGEST_LAG.toNanos();
        for (List<Instance> left = withoutTable(dataSource); !left.isEmpty(); left = withoutTable(dataSource)) {
            if (System.nanoTime() - end > 0) {
                throw new SQLException("after " + LONGEST_LAG + " there is no table " + TABLE + " on " + left
                        + "; are these replicas, and do they replicate?");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** The servers that were not heard of yet, or have no table. Who is down is not waited for. */
    private List<Instance> withoutTable(ProxysqlDataSource dataSource) throws SQLException {
        List<Instance> left = new ArrayList<>();
        for (InstanceState each : dataSource.topology().instances()) {
            boolean has = each.status() == Status.UP && hasTable(dataSource.config(), each.instance());
            if (!has && each.status() != Status.DOWN) {
                left.add(each.instance());
            }
        }
        return left;
    }

    /** Asks that server and no other one, past the library. */
    private boolean hasTable(ProxysqlConfig config, Instance instance) throws SQLException {
        Properties properties = account();
        properties.putAll(config.driverProperties());
        String database = Objects.requireNonNullElse(config.database(), "");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:mysql://" + instance + '/' + database, properties);
                Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery("SELECT 1 FROM information_schema.tables"
                        + " WHERE table_schema = DATABASE() AND table_name = '" + TABLE + "'")) {
            return table.next();
        }
    }

    /** Has servers of the embedded cluster close connections that idle for so long, from now on. */
    static void waitTimeout(ServerInstance instance, int seconds) throws SQLException {
        try (Connection admin = instance.openAdminConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("SET GLOBAL wait_timeout = " + seconds);
        }
    }

    /** How many connections the application's user has to a server of the embedded cluster. */
    int connectionsTo(ServerInstance instance) throws SQLException {
        int count = 0;
        try (Connection admin = instance.openAdminConnection();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
            while (rows.next()) {
                count += rows.getString("User").equals(user) ? 1 : 0;
            }
        }
        return count;
    }

    /** Waits until a server of the embedded cluster has closed all connections of the application's user. */
    void awaitNoConnection(ServerInstance instance) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (connectionsTo(instance) > 0) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(instance + " did not close its connections");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
