package io.github.proxysqljdbc;

import com.mysql.cj.jdbc.NonRegisteringDriver;
import io.github.proxysqljdbc.config.Initialization;
import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.credentials.CredentialsProvider;
import io.github.proxysqljdbc.credentials.CredentialsProviders;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.jdbc.RoutedConnection;
import io.github.proxysqljdbc.jdbc.WriterXAConnection;
import io.github.proxysqljdbc.session.Forecast;
import io.github.proxysqljdbc.session.Session;
import io.github.proxysqljdbc.session.SessionContext;
import io.github.proxysqljdbc.sql.Classifier;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import io.github.proxysqljdbc.topology.Topology;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/**
 * A {@code DataSource} that sends each statement to the right instance of a replicated MySQL: reads to readers, everything else to the
 * writer, transactions to one of them. Its connections are light: they hold a physical connection only while they need one, so that there
 * may be many more of them than connections on the servers. Thread-safe.
 *
 * <pre>{@code
 * try (ProxysqlDataSource dataSource = new ProxysqlDataSource("jdbc:proxysql://db1,db2,db3/shop?user=app&password=…");
 *         Connection connection = dataSource.getConnection()) { … }
 * }</pre>
 */
public final class ProxysqlDataSource implements DataSource, AutoCloseable {
    static final String ONE_USER =
            "a data source has one user, the configured one; open another data source for another user";

    /** The option {@code credentials} where the builder was given a provider. */
    private static final String CUSTOM_CREDENTIALS = "custom";

    private static final AtomicInteger UNNAMED = new AtomicInteger();

    static { // Once in a JVM, and before logging and driver are loaded, which takes as long.
        Thread warmUp = new Thread(Classifier::warmUp, "proxysql-jdbc-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    private final ProxysqlConfig config;
    private final String name;
    private final Parts parts;
    private final SessionContext context;

    @SuppressWarnings("unused") // keeps it from being collected
    private final Object checkpoints;

    private volatile boolean closed;

    /**
     * Opens a data source for a URL that holds everything, when a writer is confirmed, or when all instances were heard of and none of them is it.
     *
     * @param url {@code jdbc:proxysql://host[:port][,host[:port]…]/[database][?name=value[&name=value…]]}
     * @throws io.github.proxysqljdbc.config.ConfigurationException if the URL or an option is wrong; it names option, value and what is allowed
     * @throws SQLException if no instance answers within {@code connectionTimeout}, SQLState 08001, or if the credentials are refused, SQLState
     *     28000; with {@code initialization=lazy}, never
     */
    public ProxysqlDataSource(String url) throws SQLException {
        this(ProxysqlConfig.of(url));
    }

    /**
     * Opens a data source for a URL and further options, which win over the same names in the URL.
     *
     * @throws io.github.proxysqljdbc.config.ConfigurationException if the URL or an option is wrong
     * @throws SQLException as {@link #ProxysqlDataSource(String)} does
     */
    public ProxysqlDataSource(String url, Properties properties) throws SQLException {
        this(ProxysqlConfig.of(url, properties));
    }

    /**
     * Opens a data source for a configuration.
     *
     * @param listeners who hear what happens
     * @throws SQLException as {@link #ProxysqlDataSource(String)} does
     */
    public ProxysqlDataSource(ProxysqlConfig config, ProxysqlListener... listeners) throws SQLException {
        this(config, connectorJ(), List.of(listeners), credentials(config), () -> {});
    }

    ProxysqlDataSource(
            ProxysqlConfig config,
            Driver driver,
            List<ProxysqlListener> listeners,
            CredentialsSource credentials,
            Runnable sessionClosed)
            throws SQLException {
        this.config = config;
        String configured = config.find(Options.POOL_NAME);
        this.name = configured != null ? configured : "proxysql-" + UNNAMED.incrementAndGet();
        this.parts = new Parts(config, name, driver, listeners, credentials);
        this.context = parts.context(sessionClosed);
        open();
        this.checkpoints = Checkpoints.register(parts);
    }

    /** What the options say of user and password. */
    static CredentialsSource credentials(ProxysqlConfig config) {
        String user = config.find(Options.USER);
        if (config.hasFixedCredentials()) {
            return CredentialsSource.fixed(user, config.find(Options.PASSWORD));
        }
        String option = config.get(Options.CREDENTIALS);
        return CredentialsSource.owning(CredentialsProviders.named(option), user, option);
    }

    /** Not the driver that registers itself with {@code DriverManager}: who opens jdbc:mysql: URLs is none of our business. */
    static Driver connectorJ() throws SQLException {
        return new NonRegisteringDriver();
    }

    private void open() throws SQLException {
        boolean open = false;
        try {
            if (config.get(Options.INITIALIZATION) == Initialization.EAGER) {
                parts.monitor().awaitReady(config.get(Options.CONNECTION_TIMEOUT));
            }
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    /** A builder for a data source with listeners or another driver than Connector/J. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A new logical connection. Touches no server.
     *
     * @throws SQLException SQLState 08003 if this data source is closed
     */
    @Override
    public Connection getConnection() throws SQLException {
        if (closed) {
            throw SqlErrors.dataSourceClosed(name);
        }
        return new RoutedConnection(new Session(context));
    }

    /**
     * A new logical connection for the configured user; another user needs a data source of its own.
     *
     * @throws SQLException SQLState 0A000 for another user or password, 08003 if this data source is closed
     */
    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        if (!isUser(username, password)) {
            throw SqlErrors.notSupported(ONE_USER);
        }
        return getConnection();
    }

    boolean isUser(@Nullable String username, @Nullable String password) {
        return Objects.equals(username, config.find(Options.USER))
                && Objects.equals(password, config.find(Options.PASSWORD));
    }

    /** A connection for distributed transactions, on the writer. */
    XAConnection openXa() throws SQLException {
        if (closed) {
            throw SqlErrors.dataSourceClosed(name);
        }
        return WriterXAConnection.of(new Session(context));
    }

    /**
     * Where a statement would go in a fresh session in autocommit mode, and why. Asks no server.
     *
     * @param sql one or several statements
     */
    public Explanation explain(String sql) {
        StatementInfo info = parts.classifier().classify(sql, parts.dialect());
        Forecast forecast = Forecast.of(info);
        return new Explanation(
                forecast.hostgroup(),
                info.reason(),
                info.digest(),
                forecast.pins().stream().map(Pin::toString).toList());
    }

    /** What is known of the instances at this moment. */
    public Topology topology() {
        return parts.topology();
    }

    /** What this data source has counted since it was opened, and how its physical connections are used at this moment. Asks no server. */
    public StatsSnapshot stats() {
        return parts.stats();
    }

    /** The name that its pools, threads and messages carry. */
    public String name() {
        return name;
    }

    /** What it was opened with. */
    public ProxysqlConfig config() {
        return config;
    }

    /** Ends the monitor and closes all physical connections. Does nothing if it is closed. */
    @Override
    public void close() {
        closed = true;
        parts.close();
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Name and URL, without secrets. */
    @Override
    public String toString() {
        return "ProxysqlDataSource[" + name + ", " + config.safeUrl() + ']';
    }

    // ---- what DataSource asks for beside connections

    /** Null: this library logs to SLF4J. */
    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** @throws SQLException SQLState 0A000, always: this library logs to SLF4J */
    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw SqlErrors.notSupported("this library logs to SLF4J; configure the logger io.github.proxysqljdbc");
    }

    /** The {@code connectionTimeout} option, in whole seconds. */
    @Override
    public int getLoginTimeout() {
        return (int) config.get(Options.CONNECTION_TIMEOUT).toSeconds();
    }

    /** @throws SQLException SQLState 0A000, always: the {@code connectionTimeout} option is given at the start */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw SqlErrors.notSupported("give the option connectionTimeout when the data source is opened");
    }

    /** @throws java.sql.SQLFeatureNotSupportedException always: this library does not use java.util.logging */
    @Override
    public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
        throw SqlErrors.notSupported("this library logs to SLF4J, not to java.util.logging");
    }

    /**
     * This data source as one of its own types, or as a {@link XADataSource}: each of its connections has a physical connection to the
     * writer, out of the same pool, to itself until it is closed.
     *
     * @throws SQLException SQLState HY000 for any other type
     */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type == XADataSource.class) {
            return type.cast(new XaConnections(this));
        }
        throw new SQLException("a ProxysqlDataSource is no wrapper for " + type.getName(), "HY000");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this) || type == XADataSource.class;
    }

    /** Collects what a data source is opened with. Refuses a second value for an option. Not thread-safe. */
    public static final class Builder {
        private final ProxysqlConfig.Builder config = ProxysqlConfig.builder();
        private final List<ProxysqlListener> listeners = new ArrayList<>();
        private @Nullable Driver driver;
        private @Nullable CredentialsProvider credentials;

        private Builder() {}

        /**
         * Adds an instance.
         *
         * @param hostAndPort {@code host} or {@code host:port}
         */
        public Builder instance(String hostAndPort) {
            config.instance(hostAndPort);
            return this;
        }

        /** Sets the default schema. */
        public Builder database(String database) {
            config.database(database);
            return this;
        }

        /** Sets an option of this library. */
        public <T> Builder set(Option<T> option, T value) {
            config.set(option, value);
            return this;
        }

        /** Sets an option of Connector/J's. */
        public Builder driverProperty(String propertyName, String value) {
            config.driverProperty(propertyName, value);
            return this;
        }

        /** Adds a listener. */
        public Builder listener(ProxysqlListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Asks this provider for user and password, instead of the options {@code password} and {@code credentials}. It is not closed with
         * the data source.
         */
        public Builder credentials(CredentialsProvider provider) {
            config.set(Options.CREDENTIALS, CUSTOM_CREDENTIALS);
            credentials = provider;
            return this;
        }

        /** Connects with this driver, which must understand {@code jdbc:mysql:} URLs, instead of Connector/J. */
        public Builder driver(Driver other) {
            driver = other;
            return this;
        }

        /**
         * Opens the data source.
         *
         * @throws io.github.proxysqljdbc.config.ConfigurationException if an option is wrong
         * @throws SQLException as {@link ProxysqlDataSource#ProxysqlDataSource(String)} does
         */
        public ProxysqlDataSource build() throws SQLException {
            Driver chosen = driver != null ? driver : connectorJ();
            ProxysqlConfig built = config.build();
            CredentialsSource source = credentials == null
                    ? ProxysqlDataSource.credentials(built)
                    : CredentialsSource.of(
                            credentials,
                            built.find(Options.USER),
                            credentials.getClass().getSimpleName());
            return new ProxysqlDataSource(built, chosen, List.copyOf(listeners), source, () -> {});
        }
    }
}
