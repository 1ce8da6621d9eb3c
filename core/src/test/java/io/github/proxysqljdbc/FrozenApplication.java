package io.github.proxysqljdbc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * A program with a data source, in a JVM of its own, which a test freezes. It does what it reads line by line, and says for each how many
 * milliseconds it took. It ends without closing anything when its input ends.
 */
final class FrozenApplication {
    /** What each answer begins with. */
    static final String ANSWER = "> ";

    private final ProxysqlDataSource dataSource;
    private final Connection kept;

    private FrozenApplication(ProxysqlDataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        this.kept = dataSource.getConnection();
    }

    /** The URL, then options as {@code name=value}. */
    public static void main(String[] arguments) throws Exception {
        Properties properties = Opened.with(new Properties(), Arrays.copyOfRange(arguments, 1, arguments.length));
        FrozenApplication application = new FrozenApplication(new ProxysqlDataSource(arguments[0], properties));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println(ANSWER + "ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(ANSWER + application.answer(order));
        }
    }

    private String answer(String order) {
        long began = System.nanoTime();
        String said;
        try {
            said = "did " + follow(order);
        } catch (SQLException e) {
            said = "failed " + e;
        }
        return (System.nanoTime() - began) / 1_000_000 + " ms " + said;
    }

    private String follow(String order) throws SQLException {
        String[] parts = order.split(" ", 2);
        if (parts[0].equals("fill")) {
            return fill(Integer.parseInt(parts[1]));
        }
        if (parts[0].equals("keep")) {
            return "insert " + insert(kept, parts[1]);
        }
        try (Connection connection = dataSource.getConnection()) {
            return parts[0].equals("read")
                    ? "read on " + Opened.serverOfRead(connection)
                    : "insert " + insert(connection, parts[1]);
        }
    }

    /** By {@code INSERT … SELECT}, after which only the connection knows the ids: its session keeps it. */
    private static int insert(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO item (name) SELECT '" + name + "'");
        }
    }

    /** Has so many connections to the writer, and one to a reader. */
    private String fill(int count) throws SQLException {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connection connection = dataSource.getConnection();
            open.add(connection);
            connection.setAutoCommit(false);
            Opened.ask(connection, "SELECT 1 FROM item FOR UPDATE");
        }
        for (Connection connection : open) {
            connection.close();
        }
        try (Connection connection = dataSource.getConnection()) {
            return "read on " + Opened.serverOfRead(connection);
        }
    }
}
