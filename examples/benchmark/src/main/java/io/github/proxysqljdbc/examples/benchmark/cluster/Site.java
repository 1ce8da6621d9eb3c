package io.github.proxysqljdbc.examples.benchmark.cluster;

import io.github.proxysqljdbc.examples.benchmark.Arguments;
import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a benchmark runs: on a cluster that is started for it, or, where a writer is given, on servers of the user's own. Those get a table
 * {@code proxysql_benchmark}, which must not be there before and is dropped at the end.
 */
final class Site implements AutoCloseable {
    static final String TABLE = "proxysql_benchmark";

    private static final Map<String, String> DEFAULTS =
            Map.of("writer", "", "replicas", "", "database", "test", "user", "", "password", "");
    private static final long LONGEST_LAG_SECONDS = 60;

    private final @Nullable Cluster started;
    private final Servers servers;

    private Site(@Nullable Cluster started, Servers servers) {
        this.started = started;
        this.servers = servers;
    }

    /** A benchmark's options with those that name servers. */
    static Map<String, String> options(Map<String, String> defaults) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(defaults);
        return all;
    }

    /** The site that the arguments name, with a filled table on all servers. */
    static Site open(Arguments arguments) throws SQLException {
        if (arguments.text("writer").isEmpty()) {
            Cluster cluster = Cluster.start();
            try {
                return new Site(cluster, fill(Servers.of(cluster)));
            } catch (SQLException | RuntimeException e) {
                cluster.close();
                throw e;
            }
        }
        return new Site(
                null,
                fill(new Servers(
                        arguments.text("writer"),
                        arguments.list("replicas"),
                        arguments.text("database"),
                        arguments.text("user"),
                        arguments.text("password"))));
    }

    Servers servers() {
        return servers;
    }

    /** Makes the table, and waits until all servers have its rows. */
    static Servers fill(Servers servers) throws SQLException {
        try (Connection writer = connect(servers, servers.writer());
                Statement statement = writer.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + TABLE + " (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, n INT NOT NULL)");
            writer.setAutoCommit(false);
            try (PreparedStatement insert = writer.prepareStatement("INSERT INTO " + TABLE + " VALUES (?, ?, 0)")) {
                for (int id = 1; id <= Work.ROWS; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "the name of item " + id);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            writer.commit();
        }
        for (String replica : servers.replicas()) {
            awaitRows(servers, replica);
        }
        return servers;
    }

    private static void awaitRows(Servers servers, String replica) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_LAG_SECONDS);
        try (Connection connection = connect(servers, replica);
                PreparedStatement count = connection.prepareStatement(
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '"
                                + TABLE + "'");
                Statement statement = connection.createStatement()) {
            while (number(count.executeQuery()) == 0
                    || number(statement.executeQuery("SELECT COUNT(*) FROM " + TABLE)) < Work.ROWS) {
                if (System.nanoTime() - end > 0) {
                    throw new SQLException(
                            replica + " has not got the rows within " + LONGEST_LAG_SECONDS + " s; is it a replica?");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static long number(ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Connection connect(Servers servers, String server) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Participant.DRIVER_OPTIONS);
        properties.setProperty("user", servers.user());
        properties.setProperty("password", servers.password());
        return DriverManager.getConnection("jdbc:mysql://" + server + '/' + servers.database(), properties);
    }

    @Override
    public String toString() {
        return started == null
                ? servers.writer() + " with " + String.join(", ", servers.replicas())
                : started.options().server().toString();
    }

    @Override
    public void close() throws SQLException {
        if (started != null) {
            started.close();
            return;
        }
        try (Connection writer = connect(servers, servers.writer());
                Statement statement = writer.createStatement()) {
            statement.execute("DROP TABLE " + TABLE);
        }
    }
}
