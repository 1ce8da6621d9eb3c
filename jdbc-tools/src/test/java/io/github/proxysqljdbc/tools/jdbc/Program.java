package io.github.proxysqljdbc.tools.jdbc;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Properties;

/** Does with JDBC alone what tools do, in a JVM that has nothing but the jar. Says what it sees, a line each. */
final class Program {
    private static final PrintStream OUT = System.out;

    private Program() {}

    /**
     * The program.
     *
     * @param arguments URL, user and password
     */
    public static void main(String[] arguments) throws SQLException {
        String url = arguments[0];
        Properties properties = new Properties();
        properties.setProperty("user", arguments[1]);
        properties.setProperty("password", arguments[2]);
        Driver driver = DriverManager.getDriver(url);
        OUT.println("driver " + driver.getClass().getName());
        OUT.println("module " + driver.getClass().getModule().getName());
        for (DriverPropertyInfo info : driver.getPropertyInfo(url, properties)) {
            if (info.name.equals("readerSelection")) {
                OUT.println("choices " + String.join(",", info.choices));
            }
        }
        try {
            OUT.println("mysql " + DriverManager.getDriver("jdbc:mysql://localhost/"));
        } catch (SQLException e) {
            OUT.println("mysql " + e.getSQLState());
        }
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            use(connection);
        }
    }

    private static void use(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        OUT.println("product " + metaData.getDatabaseProductName());
        OUT.println("url " + metaData.getURL().replaceAll("//.*/", "//…/"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS program (id INT PRIMARY KEY, at DATETIME, note TEXT)");
            statement.execute("DELETE FROM program");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO program VALUES (?, ?, ?)")) {
            insert.setInt(1, 1);
            insert.setTimestamp(2, Timestamp.valueOf("2026-11-20 12:00:00"));
            insert.setString(3, "größer");
            OUT.println("inserted " + insert.executeUpdate());
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT at, note FROM program WHERE id = ? FOR UPDATE")) {
            select.setInt(1, 1);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                OUT.println("selected " + rows.getTimestamp(1) + " " + rows.getString(2));
            }
        }
        try (ResultSet tables = metaData.getTables(connection.getCatalog(), null, "program", new String[] {"TABLE"})) {
            while (tables.next()) {
                OUT.println("table " + tables.getString("TABLE_NAME"));
            }
        }
        try (ResultSet columns = metaData.getColumns(connection.getCatalog(), null, "program", "%")) {
            while (columns.next()) {
                OUT.println("column " + columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME"));
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT nonsense FROM");
        } catch (SQLException e) {
            OUT.println("refused " + e.getSQLState() + " " + e.getClass().getName());
        }
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(-1);
        } catch (SQLException e) {
            OUT.println("message " + e.getMessage());
        }
    }
}
