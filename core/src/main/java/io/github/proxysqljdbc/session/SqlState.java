package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.Variables;
import io.github.proxysqljdbc.sql.Assignment;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an application sets in SQL: SET and USE. Where JDBC has a method for it, the two are one; what can be recorded is recorded; anything
 * else ties the session to its connection. Guarded by the session's lock.
 */
final class SqlState {
    private static final Map<String, Integer> LEVELS = Map.of(
            "READ-UNCOMMITTED", Connection.TRANSACTION_READ_UNCOMMITTED,
            "READ-COMMITTED", Connection.TRANSACTION_READ_COMMITTED,
            "REPEATABLE-READ", Connection.TRANSACTION_REPEATABLE_READ,
            "SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE);

    private final Session session;
    private final ConnectionState wanted;
    private final AcceptedSettings accepted;
    private Dialect dialect = Dialect.STANDARD;

    SqlState(Session session, ConnectionState wanted, AcceptedSettings accepted) {
        this.session = session;
        this.wanted = wanted;
        this.accepted = accepted;
    }

    /** How texts are read at the moment. */
    Dialect dialect() {
        return dialect;
    }

    /** Takes in what no server needs to be asked about; every other SET goes to a server. */
    boolean set(StatementInfo info) throws SQLException {
        if (!isOfJdbc(info.assignments())) {
            return recordKnown(info);
        }
        Assignment only = info.assignments().get(0);
        Integer level = LEVELS.get(level(only));
        if (level == null) {
            session.settings().autoCommit(only.on());
        } else {
            session.settings().isolation(level);
        }
        return true;
    }

    /** Records a SET that needs no server, because one took it before or none can refuse it. */
    private boolean recordKnown(StatementInfo info) {
        Recording recording = Recording.of(info);
        if (recording == null || !recording.toReadBack().isEmpty()) {
            return false;
        }
        if (!recording.cannotFail() && !accepted.contains(recording)) {
            return false;
        }
        Variables after = recording.into(wanted.variables(), Map.of());
        if (after == null) {
            return false;
        }
        want(after);
        return true;
    }

    private void want(Variables variables) {
        wanted.variables(variables);
        String mode = variables.get("sql_mode");
        dialect = mode == null ? Dialect.STANDARD : Dialect.ofSqlMode(mode.replace("'", ""));
    }

    /** Has the connection remember what a SET is going to change. */
    static void beforeSet(Lease lease, StatementInfo info) throws SQLException {
        Recording recording = Recording.of(info);
        if (recording != null) {
            try {
                lease.physical().learnOriginals(recording.names());
            } catch (SQLException e) {
                if (Failures.judge(e).connectionUnusable()) {
                    throw e;
                }
                // A variable that the server does not know: it will say so itself.
            }
        }
    }

    /** Records a SET that a server has taken; false if it has left what cannot be recorded. */
    boolean afterSet(Lease lease, StatementInfo info) throws SQLException {
        if (isOfTheServer(info.assignments())) {
            return true;
        }
        Recording recording = Recording.of(info);
        if (recording == null) {
            return false;
        }
        List<String> unknown = recording.toReadBack();
        boolean clean = !lease.physical().hasWarnings();
        Variables after = recording.into(
                wanted.variables(),
                unknown.isEmpty() ? Map.of() : lease.physical().readVariables(unknown));
        if (after == null) {
            return false;
        }
        if (clean && unknown.isEmpty()) {
            accepted.add(recording);
        }
        want(after);
        lease.physical().actual().variables(after);
        return true;
    }

    /** Whether a SET leaves nothing behind that would tie a session to its connection, as far as its text tells. */
    static boolean canFollow(StatementInfo info) {
        return isOfTheServer(info.assignments()) || isOfJdbc(info.assignments()) || Recording.of(info) != null;
    }

    /** Whether what a SET sets is the server's, and nothing of the session's. */
    private static boolean isOfTheServer(List<Assignment> assignments) {
        return !assignments.isEmpty()
                && assignments.stream()
                        .allMatch(assignment -> assignment.scope() == Assignment.Scope.GLOBAL
                                || assignment.scope() == Assignment.Scope.PERSIST);
    }

    /** Whether a SET sets what JDBC has a method for, and so needs no server. */
    private static boolean isOfJdbc(List<Assignment> assignments) {
        if (assignments.size() != 1 || assignments.get(0).scope() != Assignment.Scope.SESSION) {
            return false;
        }
        Assignment only = assignments.get(0);
        return switch (only.name()) {
            case "autocommit" -> only.on() || only.off();
            case "transaction_isolation", "tx_isolation" -> LEVELS.containsKey(level(only));
            default -> false;
        };
    }

    private static String level(Assignment assignment) {
        return assignment.value().toUpperCase(Locale.ROOT).replace(' ', '-');
    }

    /** Takes in {@code USE schema}. */
    boolean use(StatementInfo info) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (assignments.size() != 1 || assignments.get(0).value().isBlank()) {
            return false;
        }
        session.settings().catalog(assignments.get(0).value());
        return true;
    }
}
