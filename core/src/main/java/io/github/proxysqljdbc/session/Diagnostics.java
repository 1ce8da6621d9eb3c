package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.sql.Condition;
import io.github.proxysqljdbc.sql.Diagnostic;
import io.github.proxysqljdbc.sql.DiagnosticText;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the last statement of one session left for the next one to ask: counts and messages (MySQL manual, "The MySQL Diagnostics Area"). The
 * connection that ran it knows them, and is kept for a while to answer; when it goes to another session, what the statement's own
 * answer did not tell is asked of it before. From then on questions are answered from here. Guarded by the session's lock.
 */
public final class Diagnostics {
    /** A number of rows that the driver does not know, because they come one by one. */
    public static final long UNKNOWN = -1;

    private static final Set<Diagnostic> KNOWN_HERE =
            Set.of(Diagnostic.ROW_COUNT, Diagnostic.FOUND_ROWS, Diagnostic.WARNINGS);

    private long rowCount;
    private boolean rowCountUnknown;

    /** Whether the last statement was a query that did not tell how many rows it found. */
    private boolean rowsUntold;

    /** Of a new connection: that of the last query that the driver sends while it connects. */
    private long foundRows = 1;

    private boolean warnings;
    private List<Condition> conditions = List.of();
    private @Nullable Object statement;
    private boolean lost;

    Diagnostics() {}

    /**
     * Takes in what a statement's answer told.
     *
     * @param by the JDBC statement, whose warnings these are from now on
     * @param count its update count; -1 for a result set
     * @param rows how many rows it found; {@link #UNKNOWN} if the driver does not know, or it is no query
     */
    public void ran(Object by, StatementInfo info, long count, long rows) {
        if (asksForMessages(info)) {
            return;
        }
        statement = by;
        rowCount = count;
        rowCountUnknown = info.mayReturnMoreResults();
        if (count < 0) {
            foundRows = info.leaves().contains(Diagnostic.FOUND_ROWS) ? UNKNOWN : rows;
        }
        rowsUntold = count < 0 && foundRows == UNKNOWN;
        lost = false;
    }

    /** Takes in whether the statement that ran left messages. */
    void left(StatementInfo info, boolean messages) {
        if (!asksForMessages(info)) {
            warnings = messages;
            conditions = List.of();
        }
    }

    /** Whether only the connection of the last statement knows how many rows that found. */
    boolean rowsUntold() {
        return rowsUntold;
    }

    /** Takes in that a statement failed. */
    void failed() {
        rowCount = -1;
        rowCountUnknown = false;
        warnings = true;
        conditions = List.of();
    }

    /** Takes in that COMMIT, ROLLBACK or the like was sent. */
    void ended() {
        rowCount = 0;
        rowCountUnknown = false;
        warnings = false;
        conditions = List.of();
    }

    /** Whether a statement asks for something that can be answered from here. */
    static boolean answers(StatementInfo info) {
        return !info.simple() && KNOWN_HERE.stream().anyMatch(info.diagnostics()::contains);
    }

    /** SHOW WARNINGS and its siblings leave everything as it is. */
    private static boolean asksForMessages(StatementInfo info) {
        return info.asksOnlyForMessages();
    }

    /** Asks a connection for what only it knows, before it goes to another session. */
    void capture(PhysicalConnection from) throws SQLException {
        lost = true;
        if (warnings) {
            conditions = from.readConditions();
            warnings = false;
        }
        if (rowCountUnknown || foundRows == UNKNOWN) {
            PhysicalConnection.Counts counts = from.readCounts();
            rowCount = rowCountUnknown ? counts.rowCount() : rowCount;
            foundRows = counts.foundRows();
            rowCountUnknown = false;
        }
    }

    /** Forgets that a statement left them, which says that it does not want to know. */
    @SuppressWarnings("ReferenceEquality") // statements are told apart by identity
    public void forget(Object by) {
        if (by == statement) {
            statement = null;
        }
    }

    /** The messages, if it was this statement that left them, and they were asked for before its connection went. */
    @SuppressWarnings("ReferenceEquality") // statements are told apart by identity
    public List<Condition> conditions(Object by) {
        return by == statement ? conditions : List.of();
    }

    /**
     * What to send instead of a text that asks what the statement before left, to a connection that did not run it.
     *
     * @throws SQLException SQLState HY000 if nothing else can be sent, and the connection that could have answered went to another session
     */
    String text(String sql, StatementInfo info, Dialect dialect) throws SQLException {
        // One of several statements asks for what another of them left.
        boolean alone = info.kind() != StatementKind.MULTI;
        String text = alone && answers(info)
                ? DiagnosticText.rewrite(sql, dialect, new DiagnosticText.Answers(rowCount, foundRows, conditions))
                : sql;
        boolean onlyThere = info.diagnostics().contains(Diagnostic.SEQUENCE)
                || info.diagnostics().contains(Diagnostic.PROFILE);
        if (text == null || (onlyThere && lost)) {
            throw new SQLException(
                    "the statement asks the connection of the one before it, which went to another session meanwhile;"
                            + " run both in one transaction: " + info.digest(),
                    "HY000");
        }
        return text;
    }
}
