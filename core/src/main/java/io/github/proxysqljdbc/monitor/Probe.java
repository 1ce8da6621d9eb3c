package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.topology.RoleCheck;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one instance for its role, over a connection that is kept open from one question to the next. Used by one thread at a time;
 * {@link #abort()} may be called by any.
 */
final class Probe {
    private final int index;
    private final MonitorSettings settings;
    private final Driver driver;
    private final LongSupplier nanoTime;
    private final String url;
    private final Properties properties;
    private volatile @Nullable Connection connection;
    private @Nullable Statement statement;

    Probe(int index, Instance instance, MonitorSettings settings, Driver driver, LongSupplier nanoTime) {
        this.index = index;
        this.settings = settings;
        this.driver = driver;
        this.nanoTime = nanoTime;
        this.url = "jdbc:mysql://" + instance + '/';
        this.properties = properties(settings);
    }

    private static Properties properties(MonitorSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("connectionAttributes", "program_name:proxysql-jdbc-monitor");
        settings.driverProperties().forEach(properties::setProperty);
        String timeout = Long.toString(settings.timeout().toMillis());
        properties.setProperty("connectTimeout", timeout);
        properties.setProperty("socketTimeout", timeout);
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        return properties;
    }

    /**
     * Asks, and says what came of it. A connection that broke since the last question says nothing about the instance: it is replaced once.
     *
     * @param asked the topology's version now
     */
    Observation ask(long asked) {
        Statement kept = statement;
        if (kept != null) {
            try {
                return question(kept, asked);
            } catch (SQLException e) {
                dropIfUnusable(e);
                if (statement != null || CheckFailures.isTimeout(e)) {
                    return CheckFailures.observed(index, asked, e, settings.timeout());
                }
            }
        }
        try {
            return question(connect(), asked);
        } catch (SQLException e) {
            dropIfUnusable(e);
            return CheckFailures.observed(index, asked, e, settings.timeout());
        }
    }

    private Observation question(Statement on, long asked) throws SQLException {
        long start = nanoTime.getAsLong();
        RoleCheck.Answer answer = settings.check().ask(on);
        return new Observation.Answered(index, asked, answer, Math.max(1, nanoTime.getAsLong() - start));
    }

    private Statement connect() throws SQLException {
        statement = null;
        abort();
        Connection opened = driver.connect(url, properties);
        if (opened == null) {
            throw new SQLException("the driver does not accept " + url, "08001");
        }
        connection = opened;
        Statement made = opened.createStatement();
        statement = made;
        return made;
    }

    private void dropIfUnusable(SQLException failure) {
        if (connection == null || Failures.judge(failure).connectionUnusable()) {
            abort();
            statement = null;
        }
    }

    /** Ends the connection at once, without a word to the server; a question under way fails. */
    void abort() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                closeQuietly(open);
            }
        }
    }

    /** Ends the connection politely; for the thread that asks. */
    void close() {
        Connection open = connection;
        connection = null;
        statement = null;
        if (open != null) {
            closeQuietly(open);
        }
    }

    private static void closeQuietly(Connection open) {
        try {
            open.close();
        } catch (SQLException e) {
            // The connection is of no use to anybody any more, whatever close says.
        }
    }
}
