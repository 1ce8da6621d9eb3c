package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Assignment;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** State that an application sets in SQL and that JDBC has a method for: the two are one. */
final class SqlState {
    private static final Map<String, Integer> LEVELS = Map.of(
            "READ-UNCOMMITTED", Connection.TRANSACTION_READ_UNCOMMITTED,
            "READ-COMMITTED", Connection.TRANSACTION_READ_COMMITTED,
            "REPEATABLE-READ", Connection.TRANSACTION_REPEATABLE_READ,
            "SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE);

    private SqlState() {}

    /** Takes in what no server needs to be asked about; every other SET goes to a server. */
    static boolean set(Session session, StatementInfo info) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (assignments.size() == 1 && assignments.get(0).scope() == Assignment.Scope.SESSION) {
            Assignment only = assignments.get(0);
            switch (only.name()) {
                case "autocommit" -> {
                    return autoCommit(session, only);
                }
                case "transaction_isolation", "tx_isolation" -> {
                    return isolation(session, only);
                }
                default -> {}
            }
        }
        return session.recordKnown(info);
    }

    /** Whether it sets something of the server's, and nothing of the session's. */
    static boolean isOfTheServer(Assignment assignment) {
        return assignment.scope() == Assignment.Scope.GLOBAL || assignment.scope() == Assignment.Scope.PERSIST;
    }

    private static boolean autoCommit(Session session, Assignment assignment) throws SQLException {
        if (!assignment.on() && !assignment.off()) {
            return false;
        }
        session.settings().autoCommit(assignment.on());
        return true;
    }

    private static boolean isolation(Session session, Assignment assignment) throws SQLException {
        Integer level = LEVELS.get(assignment.value().toUpperCase(Locale.ROOT).replace(' ', '-'));
        if (level == null) {
            return false;
        }
        session.settings().isolation(level);
        return true;
    }

    /** Takes in {@code USE schema}. */
    static boolean use(Session session, StatementInfo info) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (assignments.size() != 1 || assignments.get(0).value().isBlank()) {
            return false;
        }
        session.settings().catalog(assignments.get(0).value());
        return true;
    }
}
