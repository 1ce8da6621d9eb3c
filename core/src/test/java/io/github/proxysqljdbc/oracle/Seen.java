package io.github.proxysqljdbc.oracle;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What an application sees, as text. */
final class Seen {
    private Seen() {}

    /** All results of an execution. */
    static String results(Statement statement, boolean isRows) throws SQLException {
        StringBuilder seen = new StringBuilder();
        boolean more = isRows;
        while (true) {
            if (more) {
                seen.append(rows(statement.getResultSet()));
            } else {
                long count = statement.getLargeUpdateCount();
                if (count < 0) {
                    return seen.toString();
                }
                seen.append("count ").append(count).append(' ');
            }
            more = statement.getMoreResults();
        }
    }

    /** Labels and types of the columns, and all rows. */
    static String rows(ResultSet rows) throws SQLException {
        try (rows) {
            return head(rows) + rows(rows, Integer.MAX_VALUE) + ']';
        }
    }

    static String head(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        StringBuilder seen = new StringBuilder("[");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            seen.append(label)
                    .append(' ')
                    .append(isUserVariable(label) ? "" : columns.getColumnTypeName(i))
                    .append(i < columns.getColumnCount() ? ", " : ": ");
        }
        return seen.toString();
    }

    /** Its type stays with the connection when its value is taken back: MySQL has no statement that makes a variable unknown again. */
    private static boolean isUserVariable(String label) {
        return label.startsWith("@") && !label.startsWith("@@");
    }

    /** The next rows, and whether they were the last ones. */
    static String rows(ResultSet rows, int longest) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        StringBuilder seen = new StringBuilder();
        for (int row = 0; row < longest; row++) {
            if (!rows.next()) {
                return seen.append("end").toString();
            }
            seen.append(row(rows, columns));
        }
        return seen.toString();
    }

    static String row(ResultSet rows, int columns) throws SQLException {
        StringBuilder seen = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            seen.append(rows.getString(i)).append(i < columns ? "," : "; ");
        }
        return seen.toString();
    }

    static String warnings(@Nullable SQLWarning first) {
        StringBuilder seen = new StringBuilder();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            seen.append(" warning ")
                    .append(warning.getErrorCode())
                    .append(' ')
                    .append(warning.getSQLState())
                    .append(' ')
                    .append(warning.getMessage());
        }
        return seen.toString();
    }
}
