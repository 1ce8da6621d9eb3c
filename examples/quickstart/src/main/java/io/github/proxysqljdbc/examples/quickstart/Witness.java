package io.github.proxysqljdbc.examples.quickstart;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says which server executed a statement, by what the servers themselves wrote to their general query logs (MySQL manual, "The General Query
 * Log"), whose rows hold the server's own id. It looks past the library, over connections of its own, and for the application's user only: the role
 * checks have a user of their own.
 */
final class Witness implements AutoCloseable {
    private static final String QUESTION = "SELECT server_id, CONVERT(argument USING utf8mb4) FROM mysql.general_log"
            + " WHERE command_type IN ('Query', 'Execute') AND user_host LIKE 'app[%'";

    private final Map<ServerInstance, Connection> connections = new LinkedHashMap<>();

    Witness(Cluster cluster) throws SQLException {
        for (ServerInstance instance : cluster.instances()) {
            connections.put(instance, instance.openAdminConnection());
        }
    }

    static String role(ServerInstance instance) {
        return instance.isWriter() ? "writer" : "replica";
    }

    /** Empties the servers' general logs. */
    void listen() {
        connections.keySet().forEach(ServerInstance::startGeneralLog);
    }

    /** The server that executed the statement since {@link #listen()}, as in {@code 1 writer}; {@code -} if none did. */
    String whoRan(String sql) throws SQLException {
        int parameter = sql.indexOf('?');
        String start = normal(parameter < 0 ? sql : sql.substring(0, parameter));
        StringBuilder servers = new StringBuilder();
        for (Map.Entry<ServerInstance, Connection> entry : connections.entrySet()) {
            String id = idOfExecutor(entry.getValue(), start);
            if (!id.isEmpty()) {
                servers.append(servers.length() == 0 ? "" : ", ")
                        .append(id)
                        .append(' ')
                        .append(role(entry.getKey()));
            }
        }
        return servers.length() == 0 ? "-" : servers.toString();
    }

    private static String idOfExecutor(Connection connection, String start) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery(QUESTION)) {
            while (lines.next()) {
                if (normal(lines.getString(2)).startsWith(start)) {
                    return lines.getString(1);
                }
            }
            return "";
        }
    }

    private static String normal(String sql) {
        return sql.strip().toUpperCase(java.util.Locale.ROOT);
    }

    /** Asks no longer those whose process has died. */
    void forgetDead() {
        connections.keySet().removeIf(instance -> !instance.isAlive());
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }
}
