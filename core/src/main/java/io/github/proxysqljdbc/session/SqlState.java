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
        if (!isOfJdbc(info.assignments())) {
            return session.recordKnown(info);
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

    /** Whether what a SET sets is the server's, and nothing of the session's. */
    static boolean isOfTheServer(List<Assignment> assignments) {
        return !assignments.isEmpty()
                && assignments.stream()
                        .allMatch(assignment -> assignment.scope() == Assignment.Scope.GLOBAL
                                || assignment.scope() == Assignment.Scope.PERSIST);
    }

    /** Whether a SET sets what JDBC has a method for, and so needs no server. */
    static boolean isOfJdbc(List<Assignment> assignments) {
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
    static boolean use(Session session, StatementInfo info) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (assignments.size() != 1 || assignments.get(0).value().isBlank()) {
            return false;
        }
        session.settings().catalog(assignments.get(0).value());
        return true;
    }
}
