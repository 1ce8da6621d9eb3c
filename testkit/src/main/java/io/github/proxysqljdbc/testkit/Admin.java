package io.github.proxysqljdbc.testkit;

import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The testkit's own connection to one instance, past the relay and with all privileges. Opens when it is used, and again after a failure.
 * Thread-safe: one statement at a time.
 */
final class Admin implements AutoCloseable {
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(70);

    private final String instance;
    private final String host;
    private final int port;
    private final Supplier<String> postMortem;
    private @Nullable Connection connection;

    /** @param postMortem what to add to the message when the connection was lost or refused */
    Admin(String instance, String host, int port, Supplier<String> postMortem) {
        this.instance = instance;
        this.host = host;
        this.port = port;
        this.postMortem = postMortem;
    }

    static Connection connect(String host, int port, String user, String password, String database, Duration read)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "20000");
        properties.setProperty("socketTimeout", String.valueOf(read.toMillis()));
        String url = "jdbc:mysql://" + host + ':' + port + '/' + database;
        return Objects.requireNonNull(new Driver().connect(url, properties), url);
    }

    synchronized void execute(String... statements) {
        execute(List.of(statements));
    }

    synchronized void execute(List<String> statements) {
        for (String sql : statements) {
            ask(sql);
        }
    }

    /** The rows of a query, columns by their names in lower case; empty for a statement without a result. */
    synchronized List<Map<String, @Nullable String>> ask(String sql) {
        try {
            Connection open = connection;
            if (open == null || open.isClosed()) {
                open = connect(host, port, Users.ADMIN, Users.ADMIN_PASSWORD, "", LONGEST_STATEMENT);
                connection = open;
                try (Statement statement = open.createStatement()) {
                    statement.execute("SET SESSION lock_wait_timeout=10, sql_log_bin=0");
                }
            }
            try (Statement statement = open.createStatement()) {
                return statement.execute(sql) ? rows(statement) : List.of();
            }
        } catch (SQLException e) {
            boolean lost = e.getSQLState() == null || e.getSQLState().startsWith("08");
            if (lost) {
                close();
            }
            String more = lost ? postMortem.get() : "";
            throw new TestkitException(
                    instance + " refused: " + withoutPassword(sql) + ": " + e.getMessage() + more, e);
        }
    }

    /** The first column of the first row; null if there is no row, or NULL in it. */
    @Nullable
    String value(String sql) {
        List<Map<String, @Nullable String>> rows = ask(sql);
        return rows.isEmpty() ? null : rows.get(0).values().iterator().next();
    }

    String text(String sql) {
        String value = value(sql);
        return value == null ? "" : value.replace("\n", "");
    }

    private static List<Map<String, @Nullable String>> rows(Statement statement) throws SQLException {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String withoutPassword(String sql) {
        return sql.replaceAll("(?i)(PASSWORD\\s*=\\s*)'[^']*'", "$1'…'");
    }

    /** Lets go of the connection, also when its server is gone. */
    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                throw new TestkitException("cannot close the connection to " + instance, e);
            }
        }
    }
}
