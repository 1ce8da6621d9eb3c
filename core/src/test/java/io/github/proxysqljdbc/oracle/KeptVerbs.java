package io.github.proxysqljdbc.oracle;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;

/** Steps with statements that stay open, each in a slot with a name. */
final class KeptVerbs {
    private static final String NOTHING = "nothing in the slot";

    private KeptVerbs() {}

    /** How a statement is made: {@code stream}, {@code scroll}, {@code change}, {@code keys}, {@code max=3}, with commas between; else {@code -}. */
    private record Manner(List<String> options) {
        static Manner of(String text) {
            return new Manner(List.of(text.split(",")));
        }

        boolean has(String option) {
            return options.contains(option);
        }

        int type() {
            return has("scroll") || has("change") ? ResultSet.TYPE_SCROLL_INSENSITIVE : ResultSet.TYPE_FORWARD_ONLY;
        }

        int concurrency() {
            return has("change") ? ResultSet.CONCUR_UPDATABLE : ResultSet.CONCUR_READ_ONLY;
        }

        void configure(Statement statement) throws SQLException {
            if (has("stream")) {
                statement.setFetchSize(Integer.MIN_VALUE);
            }
            if (has("completing")) {
                statement.closeOnCompletion();
            }
            for (String option : options) {
                int equals = option.indexOf('=');
                int value = equals < 0 ? 0 : Integer.parseInt(option.substring(equals + 1));
                switch (equals < 0 ? "" : option.substring(0, equals)) {
                    case "max" -> statement.setMaxRows(value);
                    case "fetch" -> statement.setFetchSize(value);
                    case "timeout" -> statement.setQueryTimeout(value);
                    default -> {}
                }
            }
        }
    }

    /** {@code OPEN <slot> <manner> <text>}: executes and leaves open what came. */
    static String open(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 3);
        Manner manner = Manner.of(parts[1]);
        held.vacate(parts[0]);
        Statement statement = held.connection.createStatement(manner.type(), manner.concurrency());
        held.statements.put(parts[0], statement);
        manner.configure(statement);
        held.refused.add(parts[0]);
        boolean isRows = manner.has("keys")
                ? statement.execute(parts[2], Statement.RETURN_GENERATED_KEYS)
                : statement.execute(parts[2]);
        held.refused.remove(parts[0]);
        return leaveOpen(held, parts[0], statement, isRows);
    }

    /** {@code AGAIN <slot> <text>}: another text on the statement of that slot. */
    static String again(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        Statement statement = held.statements.get(parts[0]);
        if (statement == null || statement instanceof PreparedStatement) {
            return NOTHING;
        }
        held.results.remove(parts[0]);
        held.refused.add(parts[0]);
        boolean isRows = statement.execute(parts[1]);
        held.refused.remove(parts[0]);
        held.exhausted.remove(parts[0]);
        return leaveOpen(held, parts[0], statement, isRows);
    }

    static String leaveOpen(Held held, String slot, Statement statement, boolean isRows) throws SQLException {
        if (!isRows) {
            held.results.remove(slot);
            return "count " + statement.getLargeUpdateCount();
        }
        ResultSet rows = statement.getResultSet();
        held.results.put(slot, rows);
        if (statement.getFetchSize() == Integer.MIN_VALUE) {
            held.streaming = slot;
        }
        return Seen.head(rows);
    }

    /** {@code PREPARE <slot> <manner> <text>}. */
    static String prepare(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 3);
        Manner manner = Manner.of(parts[1]);
        held.vacate(parts[0]);
        PreparedStatement statement;
        if (manner.has("call")) {
            statement = held.connection.prepareCall(parts[2]);
        } else if (manner.has("keys")) {
            statement = held.connection.prepareStatement(parts[2], Statement.RETURN_GENERATED_KEYS);
        } else {
            statement = held.connection.prepareStatement(parts[2], manner.type(), manner.concurrency());
        }
        manner.configure(statement);
        String seen;
        try {
            // Connector/J looks a procedure up when it prepares the call, which on MySQL begins a transaction; ours,
            // when asked.
            seen = "prepared, "
                    + (manner.has("call") ? statement.getParameterMetaData().getParameterCount() : metaData(statement));
        } catch (SQLException e) {
            statement.close(); // Connector/J may refuse what ours refuses when it first has a connection
            throw e;
        }
        held.statements.put(parts[0], statement);
        if (manner.has("keys")) {
            held.keyed.add(parts[0]);
        }
        return seen;
    }

    /** {@code RUN <slot> <value>|<value>}: executes what was prepared there. */
    static String run(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        if (!(held.statements.get(parts[0]) instanceof PreparedStatement statement)) {
            return NOTHING;
        }
        held.results.remove(parts[0]);
        bind(statement, parts.length < 2 ? "" : parts[1]);
        if (statement.getFetchSize() == Integer.MIN_VALUE) {
            return "streams";
        }
        held.refused.add(parts[0]);
        boolean isRows = statement.execute();
        held.refused.remove(parts[0]);
        // Asked for more results, Connector/J forgets the keys.
        String keys = held.keyed.contains(parts[0]) ? "keys " + Seen.rows(statement.getGeneratedKeys()) : "";
        held.exhausted.add(parts[0]);
        return keys + StatementVerbs.seen(statement, isRows);
    }

    /** {@code RUN_OPEN <slot> <value>|<value>}: executes what was prepared there, and leaves open what came. */
    static String runOpen(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        if (!(held.statements.get(parts[0]) instanceof PreparedStatement statement)) {
            return NOTHING;
        }
        held.results.remove(parts[0]);
        bind(statement, parts.length < 2 ? "" : parts[1]);
        held.refused.add(parts[0]);
        boolean isRows = statement.execute();
        held.refused.remove(parts[0]);
        held.exhausted.remove(parts[0]);
        return leaveOpen(held, parts[0], statement, isRows);
    }

    /** {@code RUN_BATCH <slot> <value>|<value> ;; <value>|<value>}. */
    static String batch(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        if (!(held.statements.get(parts[0]) instanceof PreparedStatement statement)) {
            return NOTHING;
        }
        held.results.remove(parts[0]);
        statement.clearBatch(); // what was left of one that Connector/J refused, and ours forgot
        for (String row : parts[1].split(" ;; ")) {
            bind(statement, row);
            statement.addBatch();
        }
        held.refused.add(parts[0]);
        try {
            String seen = Arrays.toString(statement.executeBatch());
            held.refused.remove(parts[0]);
            held.exhausted.remove(parts[0]);
            return seen;
        } catch (BatchUpdateException e) {
            return "failed " + e.getErrorCode() + ' ' + e.getSQLState() + Arrays.toString(e.getUpdateCounts());
        }
    }

    private static String metaData(PreparedStatement statement) throws SQLException {
        ResultSetMetaData columns = statement.getMetaData();
        return "parameters " + statement.getParameterMetaData().getParameterCount() + " columns "
                + (columns == null ? 0 : columns.getColumnCount());
    }

    /** {@code CALL <in> <call>}: a procedure whose first parameter is IN and whose second is OUT, with all its results. */
    static String call(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        try (CallableStatement statement = held.connection.prepareCall(parts[1])) {
            statement.setInt(1, Integer.parseInt(parts[0]));
            statement.registerOutParameter(2, Types.INTEGER);
            String seen = Seen.results(statement, statement.execute());
            return seen + " out " + statement.getString(2);
        }
    }

    /** {@code MORE <slot> <close|keep|all>}. */
    static String more(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        Statement statement = held.statements.get(parts[0]);
        if (statement == null) {
            return NOTHING;
        }
        held.exhausted.add(parts[0]);
        boolean isRows = statement.getMoreResults(
                switch (parts[1]) {
                    case "keep" -> Statement.KEEP_CURRENT_RESULT;
                    case "all" -> Statement.CLOSE_ALL_RESULTS;
                    default -> Statement.CLOSE_CURRENT_RESULT;
                });
        return leaveOpen(held, parts[0], statement, isRows);
    }

    /** {@code COUNT <slot>}. */
    static String count(Held held, String slot) throws SQLException {
        Statement statement = held.statements.get(slot);
        return statement == null ? NOTHING : "count " + statement.getUpdateCount();
    }

    /** {@code GENERATED <slot>}: the keys of the last execution there. After one that failed, Connector/J repeats those of the one before. */
    static String generatedKeys(Held held, String slot) throws SQLException {
        Statement statement = held.statements.get(slot);
        if (statement == null || held.exhausted.contains(slot) || held.refused.contains(slot)) {
            return NOTHING;
        }
        return Seen.rows(statement.getGeneratedKeys());
    }

    /** {@code STATEMENT_WARNINGS <slot>}. */
    static String warnings(Held held, String slot) throws SQLException {
        Statement statement = held.statements.get(slot);
        return statement == null ? NOTHING : "warnings" + Seen.warnings(statement.getWarnings());
    }

    /** {@code CLOSE_STATEMENT <slot>}. */
    static String close(Held held, String slot) throws SQLException {
        held.vacate(slot);
        return "closed";
    }

    /** {@code IS_CLOSED <slot>}: the statement, and its result. */
    static String isClosed(Held held, String slot) throws SQLException {
        Statement statement = held.statements.get(slot);
        ResultSet rows = held.results.get(slot);
        return (statement == null ? NOTHING : statement.isClosed()) + " " + (rows == null ? NOTHING : rows.isClosed());
    }

    /** Values: numbers, {@code 'text'}, {@code null}, {@code @} and a time. */
    private static void bind(PreparedStatement statement, String values) throws SQLException {
        if (values.isBlank()) {
            return;
        }
        String[] all = values.strip().split("\\|", -1);
        for (int i = 0; i < all.length; i++) {
            String value = all[i];
            if (value.equals("null")) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else if (value.startsWith("'")) {
                statement.setString(i + 1, value.substring(1, value.length() - 1));
            } else if (value.startsWith("@")) {
                statement.setTimestamp(i + 1, Timestamp.valueOf(value.substring(1)));
            } else if (value.contains(".")) {
                statement.setBigDecimal(i + 1, new BigDecimal(value));
            } else {
                statement.setInt(i + 1, Integer.parseInt(value));
            }
        }
    }
}
