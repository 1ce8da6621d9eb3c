package io.github.proxysqljdbc.examples.benchmark.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** A program that opens a data source, reads a row, says so, and ends: what a function does first in a new container. */
public final class FirstRow {
    /** What it says when it has the row. */
    static final String SAYS = "> ";

    /** What the others are compared with. */
    static final String HIKARI = "hikari";

    private FirstRow() {}

    /** The participant's name, then URL, user and password. */
    public static void main(String[] arguments) throws SQLException {
        DataSource dataSource = open(arguments[0], arguments[1], arguments[2], arguments[3]);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT name FROM " + Site.TABLE + " WHERE id = ?")) {
            statement.setInt(1, 7);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                System.out.println(SAYS + rows.getString(1));
            }
        }
        System.exit(0);
    }

    private static DataSource open(String name, String url, String user, String password) throws SQLException {
        return switch (name) {
            case HIKARI -> hikari(url, user, password);
            case "proxysql" -> proxysql(url, user, password, "eager");
            case "lazy" -> proxysql(url, user, password, "lazy");
            default ->
                throw new IllegalArgumentException("no participant '" + name + "'; there are: hikari, proxysql, lazy");
        };
    }

    /** Put together by the parent, because to put strings together costs milliseconds in a JVM that does it for the first time. */
    static String url(String name, Servers servers) {
        String end = '/' + servers.database();
        return name.equals(HIKARI)
                ? "jdbc:mysql://" + servers.writer() + end
                : "jdbc:proxysql://" + servers.writer() + ',' + String.join(",", servers.replicas()) + end;
    }

    private static DataSource hikari(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(1);
        Participant.DRIVER_OPTIONS.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    private static DataSource proxysql(String url, String user, String password, String initialization)
            throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Participant.DRIVER_OPTIONS);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("maxPoolSize", "1");
        properties.setProperty("initialization", initialization);
        return new ProxysqlDataSource(url, properties);
    }
}
