package io.github.proxysqljdbc;

import io.github.proxysqljdbc.error.SqlErrors;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** The connections for distributed transactions of a data source. Thread-safe. */
final class XaConnections implements XADataSource {
    private final ProxysqlDataSource dataSource;

    XaConnections(ProxysqlDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return dataSource.openXa();
    }

    @Override
    public XAConnection getXAConnection(@Nullable String user, @Nullable String password) throws SQLException {
        if (!dataSource.isUser(user, password)) {
            throw SqlErrors.notSupported(ProxysqlDataSource.ONE_USER);
        }
        return getXAConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        dataSource.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() {
        return dataSource.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        dataSource.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return dataSource.getParentLogger();
    }
}
