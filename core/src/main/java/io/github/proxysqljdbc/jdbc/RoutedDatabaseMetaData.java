package io.github.proxysqljdbc.jdbc;

import com.mysql.cj.Constants;
import io.github.proxysqljdbc.session.Lease;
import io.github.proxysqljdbc.session.Question;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

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

    /**
     * The servers' keywords. Of MariaDB all of them: its {@code INFORMATION_SCHEMA.KEYWORDS} lacks the column {@code RESERVED}, which
     * Connector/J asks for on any server of version 8 or newer.
     */
    @Override
    public String getSQLKeywords() throws SQLException {
        return connection.session().questions().ask(driver -> {
            DatabaseMetaData metaData = driver.getMetaData();
            return metaData.getDatabaseProductVersion().contains("MariaDB")
                    ? keywords(driver)
                    : metaData.getSQLKeywords();
        });
    }

    private static String keywords(Connection driver) throws SQLException {
        StringJoiner words = new StringJoiner(",");
        try (Statement statement = driver.createStatement();
                ResultSet rows = statement.executeQuery("SELECT WORD FROM INFORMATION_SCHEMA.KEYWORDS ORDER BY WORD")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words.toString();
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
