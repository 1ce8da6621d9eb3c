package io.github.proxysqljdbc.jdbc;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one execution generated, as the driver made them up from the server's answer: taken from it at once, so that they need no
 * connection until the application reads them.
 */
final class GeneratedKeys {
    private final LeasingStatement statement;
    private final ResultSetMetaData columns;
    private final List<Object[]> rows;

    private GeneratedKeys(LeasingStatement statement, ResultSetMetaData columns, List<Object[]> rows) {
        this.statement = statement;
        this.columns = columns;
        this.rows = rows;
    }

    /** The keys of what a physical statement has just executed. */
    static GeneratedKeys of(LeasingStatement statement, Statement physical) throws SQLException {
        try (ResultSet keys = physical.getGeneratedKeys()) {
            ResultSetMetaData columns = keys.getMetaData();
            List<Object[]> rows = new ArrayList<>(1);
            while (keys.next()) {
                @Nullable Object[] row = new Object[columns.getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = keys.getObject(i + 1);
                }
                rows.add(row);
            }
            return new GeneratedKeys(statement, columns, rows);
        }
    }

    /** No keys, as the driver says so; without a round trip. */
    static GeneratedKeys none(LeasingStatement statement, Connection driver) throws SQLException {
        try (PreparedStatement nothing =
                driver.unwrap(JdbcConnection.class).clientPrepareStatement("DO 0", Statement.RETURN_GENERATED_KEYS)) {
            return of(statement, nothing);
        }
    }

    /** Their values, row by row. */
    List<Object[]> rows() {
        return rows;
    }

    /** The first of them; 0 if there is none. */
    long first() {
        return rows.isEmpty() || !(rows.get(0)[0] instanceof Number key) ? 0 : key.longValue();
    }

    GeneratedKeysResultSet open() {
        return new GeneratedKeysResultSet(statement, columns, rows);
    }
}
