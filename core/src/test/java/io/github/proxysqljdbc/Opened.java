package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** Opens data sources on a test cluster, and asks short questions. */
final class Opened {
    private Opened() {}

    /** A data source on the cluster; options are {@code name=value}. */
    static ProxysqlDataSource on(Cluster cluster, String... options) throws SQLException {
        return new ProxysqlDataSource(cluster.jdbcUrl(), properties(cluster, options));
    }

    static Properties properties(Cluster cluster, String... options) {
        Properties properties = driverProperties(cluster);
        properties.setProperty("monitorInterval", "200ms");
        properties.setProperty("monitorTimeout", "150ms");
        return with(properties, options);
    }

    /** What Connector/J alone is given for a connection to the cluster. */
    static Properties driverProperties(Cluster cluster, String... options) {
        Properties properties = new Properties();
        properties.setProperty("user", cluster.user());
        properties.setProperty("password", cluster.password());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return with(properties, options);
    }

    /** With options as {@code name=value}. */
    static Properties with(Properties properties, String... options) {
        for (String option : options) {
            int equals = option.indexOf('=');
            properties.setProperty(option.substring(0, equals), option.substring(equals + 1));
        }
        return properties;
    }

    /** What starts a program in a JVM of its own, with flags of the JVM; its arguments are the cluster's URL, then options as {@code name=value}. */
    static List<String> command(Class<?> program, Cluster cluster, List<String> flags, String... options) {
        return command(program, cluster.jdbcUrl(), cluster, flags, options);
    }

    /** The same with another URL than the cluster's. */
    static List<String> command(Class<?> program, String url, Cluster cluster, List<String> flags, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), url));
        properties(cluster, options).forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits for a condition, for 20 s at most. */
    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime() - end).as("waiting until %s", what).isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** How many connections that user has to a server. */
    static int connectionsOf(String user, ServerInstance instance) throws SQLException {
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

    /** The first column of the first row. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    /** The id of the server that a plain read reaches. */
    static int serverOfRead(Connection connection) throws SQLException {
        return Integer.parseInt(ask(connection, "SELECT @@server_id"));
    }

    /** Executes a statement of any kind; its results are not read. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
