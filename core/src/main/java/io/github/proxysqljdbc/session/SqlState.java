package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Assignment;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.SQLException;
import java.util.List;

/** State that an application sets in SQL and that JDBC has a method for: the two are one. */
final class SqlState {
    private SqlState() {}

    /** Takes in {@code SET autocommit = …}; every other SET goes to the server. */
    static boolean set(Session session, StatementInfo info) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (assignments.size() != 1) {
            return false;
        }
        Assignment only = assignments.get(0);
        boolean known = only.scope() == Assignment.Scope.SESSION
                && only.name().equals("autocommit")
                && (only.on() || only.off());
        if (known) {
            session.settings().autoCommit(only.on());
        }
        return known;
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
