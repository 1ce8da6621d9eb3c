package io.github.proxysqljdbc.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Short forms for tests. */
final class Sql {
    private Sql() {}

    static Connection open(Cluster cluster, ServerInstance instance) throws SQLException {
        return DriverManager.getConnection(instance.jdbcUrl(), cluster.user(), cluster.password());
    }

    static Connection open(Cluster cluster, ServerInstance instance, String options) throws SQLException {
        return DriverManager.getConnection(instance.jdbcUrl() + '?' + options, cluster.user(), cluster.password());
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static void execute(Cluster cluster, ServerInstance instance, String... statements) throws SQLException {
        try (Connection connection = open(cluster, instance)) {
            execute(connection, statements);
        }
    }

    static @Nullable String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    static @Nullable String value(Cluster cluster, ServerInstance instance, String sql) throws SQLException {
        try (Connection connection = open(cluster, instance)) {
            return value(connection, sql);
        }
    }
}
