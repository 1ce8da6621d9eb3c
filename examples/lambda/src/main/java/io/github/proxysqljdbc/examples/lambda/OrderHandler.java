package io.github.proxysqljdbc.examples.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.github.proxysqljdbc.ProxysqlDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Takes orders, and counts them: {@code {"item": "tea"}} is an order, anything else asks for the count. Each answer says which server gave it.
 *
 * <p>The data source is static, so that it is opened once for each container and lives as long as that one. Nothing closes it.
 */
public final class OrderHandler implements RequestHandler<Map<String, String>, Map<String, Object>> {
    private static final DataSource DATA_SOURCE = open();

    /** The environment's {@code DB_URL}, with {@code DB_CREDENTIALS}, or else {@code DB_USER} and {@code DB_PASSWORD}. */
    private static DataSource open() {
        Properties properties = new Properties();
        String credentials = System.getenv("DB_CREDENTIALS");
        if (credentials != null) {
            properties.setProperty("credentials", credentials);
        } else {
            properties.setProperty("user", environment("DB_USER"));
            properties.setProperty("password", environment("DB_PASSWORD"));
        }
        try {
            return new ProxysqlDataSource(environment("DB_URL"), properties);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be reached", e);
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "the environment has no " + name);
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> event, Context context) {
        String item = event.get("item");
        try (Connection connection = DATA_SOURCE.getConnection()) {
            return item == null ? count(connection) : order(connection, item);
        } catch (SQLException e) {
            throw new IllegalStateException("SQLState " + e.getSQLState() + ": " + e.getMessage(), e);
        }
    }

    /** In autocommit mode, to the writer. */
    private static Map<String, Object> order(Connection connection, String item) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO lambda_order (item, server) VALUES (?, @@server_id)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, item);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return Map.of("order", keys.getLong(1));
            }
        }
    }

    /** To a reader. */
    private static Map<String, Object> count(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT COUNT(*), @@server_id FROM lambda_order");
                ResultSet row = query.executeQuery()) {
            row.next();
            return Map.of("orders", row.getLong(1), "server", row.getInt(2));
        }
    }
}
