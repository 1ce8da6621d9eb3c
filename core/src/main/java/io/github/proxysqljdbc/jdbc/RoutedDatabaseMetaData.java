package io.github.proxysqljdbc.jdbc;

import com.mysql.cj.Constants;
import io.github.proxysqljdbc.session.Lease;
import io.github.proxysqljdbc.session.Question;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Metadata of the session's database, asked of a physical connection that is leased for each question, so that it ties the session to none. */
final class RoutedDatabaseMetaData extends ForwardingDatabaseMetaData {
    private final RoutedConnection connection;

    RoutedDatabaseMetaData(RoutedConnection connection) {
        this.connection = connection;
    }

    @Override
    <T> T ask(Question<DatabaseMetaData, T> question) throws SQLException {
        return connection.session().questions().ask(driver -> question.of(driver.getMetaData()));
    }

    @Override
    ResultSet list(Question<DatabaseMetaData, ResultSet> question) throws SQLException {
        return connection
                .session()
                .questions()
                .askLeasing((Lease lease) -> new RoutedResultSet(
                        null, lease, question.of(lease.connection().getMetaData()), true));
    }

    @Override
    public int getDriverMajorVersion() {
        return versionPart(0);
    }

    @Override
    public int getDriverMinorVersion() {
        return versionPart(1);
    }

    /** Connector/J's version, which JDBC wants without a chance to fail. */
    private static int versionPart(int index) {
        return Integer.parseInt(Constants.CJ_VERSION.split("\\.", -1)[index]);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this)
                ? type.cast(this)
                : connection
                        .session()
                        .questions()
                        .ask(driver -> driver.getMetaData().unwrap(type));
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
