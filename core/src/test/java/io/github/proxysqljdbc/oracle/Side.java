package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.error.PoolExhaustedException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of the two that are compared: sessions over one kind of connection. */
final class Side implements AutoCloseable {
    /** What {@link #see} says where the pool had no connection: nothing happened then. */
    static final String EXHAUSTED = "no connection came free";

    /** Opens one connection of this side. */
    interface Opener {
        Connection open() throws SQLException;
    }

    private static final int READ_ONLY_TRANSACTION = 1792;
    private static final Pattern SAVEPOINT_NAME = Pattern.compile("\\b[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}\\b");

    private final String schema;
    private final boolean plain;
    private final Opener opener;
    private final @Nullable Held[] sessions;

    Side(String schema, boolean plain, Opener opener, int sessions) {
        this.schema = schema;
        this.plain = plain;
        this.opener = opener;
        this.sessions = new Held[sessions];
    }

    /** How many connections it has open. */
    int open() {
        return (int) Arrays.stream(sessions).filter(Objects::nonNull).count();
    }

    private Held session(int index) throws SQLException {
        Held held = sessions[index];
        if (held == null) {
            held = new Held(opener.open(), plain);
            sessions[index] = held;
        }
        return held;
    }

    /** What an application would see of this step: values, or an error. */
    String see(Step step) {
        try {
            if (step.verb() == Verb.CLOSE) {
                return close(step.session());
            }
            Held held = session(step.session());
            if (!step.verb().mayStream(held, step.text())) {
                held.endStream();
            }
            return neutral(take(step, held));
        } catch (SQLException e) {
            return neutral(error(e));
        }
    }

    private String take(Step step, Held held) throws SQLException {
        held.diagnosticsThere = held.diagnosticsLeft;
        held.diagnosticsLeft = false;
        held.failedThere = held.failed;
        held.failed = false;
        try {
            String seen = step.verb().on(held, step.text().replace("$s", schema));
            held.diagnosticsLeft = step.verb().leavesDiagnostics();
            held.follow(step);
            return seen;
        } catch (SQLException e) {
            held.failed = true;
            held.diagnosticsLeft = step.verb().leavesDiagnostics() && e.getErrorCode() != 0;
            throw e;
        }
    }

    /** Without the names that differ between the sides. */
    private String neutral(String seen) {
        return SAVEPOINT_NAME.matcher(seen).replaceAll("savepoint").replace(schema, Schema.NEUTRAL);
    }

    private static String error(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PoolExhaustedException) {
                return EXHAUSTED;
            }
        }
        if ("08S01".equals(e.getSQLState())) {
            throw new IllegalStateException("the connection broke", e);
        }
        String counts =
                e instanceof BatchUpdateException batch ? ' ' + Arrays.toString(batch.getLargeUpdateCounts()) : "";
        // What a driver refuses by itself has no number, and words of its own.
        String words = e.getErrorCode() == 0 ? "" : ' ' + e.getSQLState() + ' ' + message(e);
        return "error " + e.getErrorCode() + counts + words;
    }

    /** Ours adds where it happened to one of them. */
    private static String message(SQLException e) {
        return e.getErrorCode() == READ_ONLY_TRANSACTION ? "" : e.getMessage();
    }

    private String close(int index) throws SQLException {
        Held held = sessions[index];
        sessions[index] = null;
        if (held == null) {
            return "was closed";
        }
        held.endStream(); // with autocommit off, Connector/J refuses to close the connection otherwise
        held.connection.close();
        return "closed " + held.connection.isClosed();
    }

    @Override
    public void close() throws SQLException {
        for (int i = 0; i < sessions.length; i++) {
            close(i);
        }
    }
}
