package io.github.proxysqljdbc.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One thing that an application does in one session. */
record Step(int session, String what, Action action) {
    /** Does it, and says what an application sees. */
    interface Action {
        String on(Side.Held held, String side) throws SQLException;
    }

    String on(Side side) throws SQLException {
        return action.on(side.session(session), side.name);
    }

    @Override
    public String toString() {
        return "session " + session + ": " + what;
    }

    /** Any text, with everything it returns and its warnings. */
    static Step text(int session, String sql) {
        return new Step(session, sql, (held, side) -> {
            try (Statement statement = held.connection.createStatement()) {
                return results(statement, statement.execute(sql.replace("$side", side))) + warnings(statement);
            }
        });
    }

    /** Any text, without looking at its warnings, which would clear what the next statement asks for. */
    static Step quiet(int session, String sql) {
        return new Step(session, sql, (held, side) -> {
            try (Statement statement = held.connection.createStatement()) {
                return results(statement, statement.execute(sql.replace("$side", side)));
            }
        });
    }

    /** A call of java.sql.Connection's. */
    static Step call(int session, String what, Question question) {
        return new Step(session, what, (held, side) -> String.valueOf(question.of(held.connection)));
    }

    /** A statement that is prepared once in the session, and executed again and again. */
    static Step prepared(int session, String sql, boolean keys, Object... parameters) {
        String what = "prepared " + sql + " " + Arrays.toString(parameters);
        return new Step(session, what, (held, side) -> {
            PreparedStatement statement = held.prepared.get(sql);
            if (statement == null) {
                statement = keys
                        ? held.connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)
                        : held.connection.prepareStatement(sql);
                held.prepared.put(sql, statement);
            }
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return keys
                    ? statement.executeUpdate() + " keys " + rows(statement.getGeneratedKeys())
                    : results(statement, statement.execute());
        });
    }

    /** A batch of rows. */
    static Step batch(int session, String sql, Object[]... rows) {
        return new Step(session, "batch " + sql + " " + Arrays.deepToString(rows), (held, side) -> {
            try (PreparedStatement statement = held.connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                for (Object[] row : rows) {
                    for (int i = 0; i < row.length; i++) {
                        statement.setObject(i + 1, row[i]);
                    }
                    statement.addBatch();
                }
                return Arrays.toString(statement.executeBatch()) + " keys " + rows(statement.getGeneratedKeys());
            }
        });
    }

    /** Something asked of a connection. */
    interface Question {
        @Nullable
        Object of(Connection connection) throws SQLException;
    }

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
                seen.append("count ").append(count);
            }
            more = statement.getMoreResults();
        }
    }

    static String rows(ResultSet rows) throws SQLException {
        StringBuilder seen = new StringBuilder("[");
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                seen.append(rows.getString(i)).append(i < columns ? "," : ";");
            }
        }
        rows.close();
        return seen.append(']').toString();
    }

    private static String warnings(Statement statement) throws SQLException {
        StringBuilder seen = new StringBuilder();
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            seen.append(" warning ").append(warning.getErrorCode());
        }
        return seen.toString();
    }
}
