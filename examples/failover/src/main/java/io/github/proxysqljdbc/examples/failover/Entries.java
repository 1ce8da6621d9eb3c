package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The tables of the load. {@code entry} has no unique key: a row that was written twice is there twice, and nothing but the application's
 * own numbers says which rows belong together.
 */
final class Entries {
    static final String INSERT = "INSERT INTO entry (client, sequence, part, server) VALUES (?, ?, ?, @@server_id)";

    /** Its answer is {@link #valueOf(int)} on every server, and the server's number. */
    static final String READ = "SELECT value, @@server_id FROM item WHERE id = ?";

    static final int ITEMS = 100;

    private Entries() {}

    /**
     * One row.
     *
     * @param part 1, or 1 and 2 for the rows of a transaction
     * @param server the {@code server_id} of the instance that took it
     */
    record Entry(int part, int server) {}

    static int valueOf(int item) {
        return item * 31 + 7;
    }

    static long number(int client, int sequence) {
        return ((long) client << 32) | sequence;
    }

    /** Makes the tables, or empties them, on the writer, and waits until all replicas have them. */
    static void create(Cluster cluster) throws SQLException {
        StringJoiner items = new StringJoiner(",", "INSERT INTO item VALUES ", "");
        for (int item = 0; item < ITEMS; item++) {
            items.add("(" + item + "," + valueOf(item) + ")");
        }
        try (Connection connection = cluster.writer().openDirectConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "DROP TABLE IF EXISTS entry, item",
                    "CREATE TABLE entry (client INT NOT NULL, sequence INT NOT NULL, part INT NOT NULL, server INT NOT NULL,"
                            + " KEY (client, sequence))",
                    "CREATE TABLE item (id INT PRIMARY KEY, value INT NOT NULL)",
                    items.toString())) {
                statement.execute(sql);
            }
        }
        cluster.awaitReplication();
    }

    /** All rows that an instance holds, by their number. */
    static Map<Long, List<Entry>> on(ServerInstance instance) throws SQLException {
        Map<Long, List<Entry>> entries = new HashMap<>();
        try (Connection connection = instance.openDirectConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT client, sequence, part, server FROM entry")) {
            while (rows.next()) {
                entries.computeIfAbsent(number(rows.getInt(1), rows.getInt(2)), absent -> new ArrayList<>(2))
                        .add(new Entry(rows.getInt(3), rows.getInt(4)));
            }
        }
        return entries;
    }
}
