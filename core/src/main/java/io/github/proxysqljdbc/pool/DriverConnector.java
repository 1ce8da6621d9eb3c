package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.sql.Dialect;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes the physical connections of one instance for HikariCP, and remembers why the last attempt failed. Thread-safe. */
final class DriverConnector implements DataSource {
    /** A failed attempt to connect. */
    record Failure(SQLException exception, FailureKind kind, long nanoTime) {}

    private final PoolSettings settings;
    private final Instance instance;
    private final String url;
    private final PresentConnections present;
    private final Trust trust;
    private final Consumer<FailureKind> failed;
    private final Consumer<Dialect> dialect;
    private final SessionTracking tracking;
    private volatile @Nullable Failure lastFailure;

    /**
     * @param present where each connection is entered
     * @param trust what each connection is told of the others
     * @param failed told of each attempt that failed
     * @param dialect told of each connection how its server reads texts
     */
    DriverConnector(
            PoolSettings settings,
            Instance instance,
            PresentConnections present,
            Trust trust,
            Consumer<FailureKind> failed,
            Consumer<Dialect> dialect) {
        this.settings = settings;
        this.instance = instance;
        String database = settings.database();
        this.url = "jdbc:mysql://" + instance + "/" + (database == null ? "" : database);
        this.present = present;
        this.trust = trust;
        this.failed = failed;
        this.dialect = dialect;
        this.tracking = new SessionTracking(settings.trackedVariables());
    }

    /** Why the last attempt failed; null if it did not. */
    @Nullable
    Failure lastFailure() {
        return lastFailure;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            PhysicalConnection physical = connect();
            dialect.accept(physical.defaultDialect());
            lastFailure = null;
            present.add(physical);
            return physical;
        } catch (SQLException e) {
            FailureKind kind = Failures.judgeConnect(e);
            lastFailure = new Failure(e, kind, System.nanoTime());
            failed.accept(kind);
            throw e;
        }
    }

    /**
     * Connects. Connector/J's {@code connectTimeout} ends with TCP's handshake, and a server that is frozen or cut off accepts, and then says
     * nothing; so it is the longest wait for each of the server's answers, until the connection is made.
     */
    private PhysicalConnection connect() throws SQLException {
        Properties patient = (Properties) settings.properties().clone();
        int connectTimeout = millis("connectTimeout");
        int socketTimeout = millis("socketTimeout");
        boolean bounded = connectTimeout > 0 && (socketTimeout == 0 || socketTimeout > connectTimeout);
        if (bounded) {
            patient.setProperty("socketTimeout", Integer.toString(connectTimeout));
        }
        Connection connection = settings.credentials()
                .connect(instance, patient, longestWait(connectTimeout), null, used -> {}, this::open);
        try {
            boolean tracked = tracking.switchOn(connection);
            if (bounded) {
                connection.setNetworkTimeout(Runnable::run, socketTimeout);
            }
            return new PhysicalConnection(connection, instance, settings, tracked, trust, present::remove);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Duration longestWait(int connectTimeoutMillis) {
        return connectTimeoutMillis > 0 ? Duration.ofMillis(connectTimeoutMillis) : CredentialsSource.LONGEST_WAIT;
    }

    private Connection open(Properties properties) throws SQLException {
        Connection connection = settings.driver().connect(url, properties);
        if (connection == null) {
            throw new SQLNonTransientConnectionException("the driver does not accept " + url, "08001");
        }
        return connection;
    }

    private int millis(String property) {
        return Integer.parseInt(settings.properties().getProperty(property, "0").trim());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("connections are made with the configured user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // SLF4J is what this library logs to.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Connector/J's connectTimeout, given with the properties, bounds an attempt.
    }

    /** HikariCP asks for nothing but how long an attempt that is under way may delay the closing of a pool. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this library does not use java.util.logging");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
