package io.github.proxysqljdbc.examples.benchmark.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver for {@code jdbc:mysql:} URLs without a server: every query answers one row at almost no cost. The host {@link #WRITER} answers a
 * role check as a writer, all other hosts as readers. Thread-safe.
 */
public final class StubDriver implements Driver {
    /** The host whose {@code read_only} is off. */
    static final String WRITER = "writer";

    private static final String PREFIX = "jdbc:mysql://";

    @Override
    public @Nullable Connection connect(String url, Properties info) {
        return acceptsURL(url) ? StubConnection.open(url.startsWith(PREFIX + WRITER)) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the stub driver does not log");
    }
}
