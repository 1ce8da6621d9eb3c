package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.Credentials;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.monitor.Observation.Question;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.ServerId;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one instance for its role, over a connection that is kept open from one question to the next. Used by one thread at a time;
 * {@link #abort()} and {@link #isConnected()} may be called by any.
 *
 * <p>The host's name is resolved anew for each connection. While a connection is made, each step of it may take {@code monitorTimeout}; on a
 * connection that exists, a question may take as long as an instance may be silent, because a late answer is better than none.
 */
final class Probe {
    private final Instance instance;
    private final MonitorSettings settings;
    private final Driver driver;
    private final LongSupplier clock;
    private final String url;
    private final Properties properties;
    private final LagCheck lag = new LagCheck();
    private final Consumer<String> lagRefused;
    private volatile @Nullable Connection connection;
    private volatile @Nullable Statement statement;
    private @Nullable ServerId server;
    /** What the last connection was opened with: tried first, so that a slow provider delays no failover. */
    private @Nullable Credentials worked;

    /** @param lagRefused told the server's words when it refuses to say how far it lags */
    Probe(Instance instance, MonitorSettings settings, Driver driver, LongSupplier clock, Consumer<String> lagRefused) {
        this.instance = instance;
        this.settings = settings;
        this.driver = driver;
        this.clock = clock;
        this.lagRefused = lagRefused;
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
        return properties;
    }

    /** Whether it has a connection, so that a question is a single round trip. */
    boolean isConnected() {
        return statement != null;
    }

    /** Asks, and says what came of it. A connection that broke since the last question says nothing about the instance: it is replaced once. */
    Observation ask(Question question) {
        Statement kept = statement;
        if (kept != null) {
            try {
                return answer(kept, question);
            } catch (SQLException e) {
                dropIfUnusable(e);
                if (statement != null || CheckFailures.isTimeout(e)) {
                    return failed(question, e);
                }
            }
        }
        try {
            return answer(connect(), question);
        } catch (SQLException e) {
            dropIfUnusable(e);
            return failed(question, e);
        }
    }

    private Observation failed(Question question, SQLException failure) {
        return CheckFailures.observed(question, clock.getAsLong(), failure, settings.timeout());
    }

    private Observation answer(Statement on, Question question) throws SQLException {
        long start = clock.getAsLong();
        RoleCheck.Answer answer = settings.check().ask(on);
        long latency = Math.max(1, clock.getAsLong() - start);
        Lag reported = answer.lag() == null ? null : new Lag(answer.lag());
        if (settings.maxLag() != null && reported == null && answer.role() == Role.READER) {
            reported = lag.ask(on);
            String refusal = lag.refusal();
            if (refusal != null) {
                lagRefused.accept(refusal);
            }
        }
        return new Observation.Answered(question, clock.getAsLong(), answer, latency, server, reported);
    }

    private Statement connect() throws SQLException {
        statement = null;
        abort();
        Connection opened = open();
        connection = opened;
        Statement made = opened.createStatement();
        lag.forget();
        server = ServerQuestion.ask(made);
        opened.setNetworkTimeout(Runnable::run, (int)
                Math.max(settings.timeout().toMillis(), settings.silence().toMillis()));
        statement = made;
        return made;
    }

    /** The provider has half of the time for an answer; an answer that comes later is there for the next question. */
    private Connection open() throws SQLException {
        Duration longest = settings.timeout().dividedBy(2);
        return settings.credentials().connect(instance, properties, longest, worked, with -> worked = with, given -> {
            Connection opened = driver.connect(url, given);
            if (opened == null) {
                throw new SQLException("the driver does not accept " + url, "08001");
            }
            return opened;
        });
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
