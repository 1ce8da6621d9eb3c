package io.github.proxysqljdbc;

import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.error.SqlErrors;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver behind {@code jdbc:proxysql:} URLs, found by {@code DriverManager} on its own. All connections of one URL and credentials share
 * one data source in a JVM, which is closed a minute after the last of them was. Thread-safe.
 */
public final class ProxysqlDriver implements Driver {
    private static final SharedDataSources SHARED = new SharedDataSources(SharedDataSources.IDLE_NANOS);

    static {
        try {
            DriverManager.registerDriver(new ProxysqlDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Made by {@code ServiceLoader}, or by a tool that was given the class's name. */
    public ProxysqlDriver() {}

    /**
     * A logical connection; null if the URL is not ours, as JDBC has it.
     *
     * @throws SQLException SQLState 08001 if the URL or an option is wrong, with {@link ConfigurationException} as its cause, or if no instance
     *     answers; 28000 if the credentials are refused
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        try {
            return SHARED.connect(ProxysqlConfig.of(url, info == null ? new Properties() : info));
        } catch (ConfigurationException e) {
            throw new SQLNonTransientConnectionException(e.getMessage(), "08001", e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return ProxysqlConfig.acceptsUrl(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        return ProxysqlConfig.propertyInfo(url, info == null ? new Properties() : info);
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    /** False: MySQL lacks parts of SQL-92 that JDBC compliance asks for. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw SqlErrors.notSupported("this library logs to SLF4J, not to java.util.logging");
    }
}
