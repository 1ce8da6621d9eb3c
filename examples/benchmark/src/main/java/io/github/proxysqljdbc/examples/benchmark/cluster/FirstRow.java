package io.github.proxysqljdbc.examples.benchmark.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** A program that opens a data source, reads a row, says so, and ends: what a function does first in a new container. */
public final class FirstRow {
    /** What it says when it has the row. */
    static final String SAYS = "> ";

    private FirstRow() {}

    /** The participant's name, then the servers. */
    public static void main(String[] arguments) throws SQLException {
        List<String> all = Arrays.asList(arguments);
        DataSource dataSource = open(all.get(0), Servers.of(all.subList(1, all.size())));
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

    private static DataSource open(String name, Servers servers) throws SQLException {
        return switch (name) {
            case "hikari" -> hikari(servers);
            case "proxysql" -> proxysql(servers, "eager");
            case "lazy" -> proxysql(servers, "lazy");
            default ->
                throw new IllegalArgumentException("no participant '" + name + "'; there are: hikari, proxysql, lazy");
        };
    }

    private static DataSource hikari(Servers servers) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + servers.writer() + '/' + servers.database());
        config.setUsername(servers.user());
        config.setPassword(servers.password());
        config.setMaximumPoolSize(1);
        Participant.DRIVER_OPTIONS.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    private static DataSource proxysql(Servers servers, String initialization) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Participant.DRIVER_OPTIONS);
        properties.setProperty("user", servers.user());
        properties.setProperty("password", servers.password());
        properties.setProperty("maxPoolSize", "1");
        properties.setProperty("initialization", initialization);
        return new ProxysqlDataSource(
                "jdbc:proxysql://" + servers.writer() + ',' + String.join(",", servers.replicas()) + '/'
                        + servers.database(),
                properties);
    }
}
