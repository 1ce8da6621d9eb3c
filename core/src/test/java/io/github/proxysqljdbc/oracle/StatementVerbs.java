package io.github.proxysqljdbc.oracle;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** Steps that make a statement, execute it and close it. */
final class StatementVerbs {
    private static final String BETWEEN = " ;; ";

    private StatementVerbs() {}

    /** {@code SQL <text>}: any text, with everything it returns and its warnings. */
    static String execute(Held held, String sql) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            return seen(statement, statement.execute(sql));
        }
    }

    /** With cursors, Connector/J forgets the warnings when it is asked for more results. */
    static String seen(Statement statement, boolean isRows) throws SQLException {
        String warnings = Seen.warnings(statement.getWarnings());
        return Seen.results(statement, isRows) + warnings;
    }

    /** {@code QUIET <text>}: any text, without looking at its warnings. */
    static String executeQuietly(Held held, String sql) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            return Seen.results(statement, statement.execute(sql));
        }
    }

    /** {@code ASK <text>}: what the statement of the step before left, if nothing of the driver's came between. */
    static String ask(Held held, String sql) throws SQLException {
        if (!held.diagnosticsThere || (held.failedThere && sql.contains("FOUND_ROWS"))) {
            return "not asked";
        }
        String seen = executeQuietly(held, sql);
        boolean types = !sql.startsWith("SHOW ") || Known.TYPES_OF_DIAGNOSTICS.generated();
        return types ? seen : seen.substring(seen.indexOf(": "));
    }

    /** {@code QUERY <text>}. */
    static String executeQuery(Held held, String sql) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            return Seen.rows(statement.executeQuery(sql));
        }
    }

    /** {@code UPDATE <text>}. */
    static String executeUpdate(Held held, String sql) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            return "count " + statement.executeLargeUpdate(sql);
        }
    }

    /** {@code KEYS <text>}: a write, and the keys it generated. */
    static String executeForKeys(Held held, String sql) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            int count = statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
            return "count " + count + " keys " + Seen.rows(statement.getGeneratedKeys());
        }
    }

    /** {@code BATCH <text> ;; <text>}: a batch of texts, and what can be asked after it, failed or not. */
    static String batch(Held held, String texts) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            for (String sql : texts.split(BETWEEN)) {
                statement.addBatch(sql);
            }
            String seen;
            try {
                seen = Arrays.toString(statement.executeBatch());
            } catch (BatchUpdateException e) {
                seen = "failed " + e.getErrorCode() + ' ' + e.getSQLState() + Arrays.toString(e.getUpdateCounts());
            }
            return seen + ' ' + Arrays.toString(statement.executeBatch());
        }
    }

    /** {@code SHAPE <text>}: the columns and the number of rows, for what says something else each time. */
    static String shape(Held held, String sql) throws SQLException {
        try (Statement statement = held.connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String head = Seen.head(rows);
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return head + count + " rows]";
        }
    }

    /**
     * {@code AUTOCOMMIT_SQL <true|false> <text>}: Connector/J by itself does not notice what SQL did to autocommit, so that the plain side has to be
     * told by its method.
     */
    static String autoCommitInText(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        boolean on = Boolean.parseBoolean(parts[0]);
        try (Statement statement = held.connection.createStatement()) {
            String seen = Seen.results(statement, statement.execute(parts[1]));
            if (held.plain) {
                held.connection.setAutoCommit(on);
            }
            return seen;
        }
    }
}
