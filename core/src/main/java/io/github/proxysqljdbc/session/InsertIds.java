package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import java.sql.SQLException;

/**
 * Sees to it that {@code LAST_INSERT_ID()} on one lease is that of its session, although other sessions wrote on the connection before.
 *
 * <p>The answer to a write carries an id, but not whether the server generated it, and only then does the function return it. So the server
 * is asked, when an application asks or when the lease ends: an id that this lease's answers named is the session's own, and so is one that was
 * not there when the lease first wrote; any other is from before, and makes place for what the session had. Guarded by the session's lock.
 */
final class InsertIds {
    private static final int REMEMBERED = 4;

    private final long[] own = new long[REMEMBERED];
    private int count;
    private long before = ConnectionState.UNKNOWN_ID;
    private boolean right;
    private boolean unsettled;

    /** Takes in the answer to a write. */
    void wrote(PhysicalConnection connection, long id) {
        if (id != 0) {
            own[count++ % REMEMBERED] = id;
            changed(connection);
        }
    }

    /** Takes in that something ran, or failed half way, whose answer does not tell the id. */
    void changed(PhysicalConnection connection) {
        if (!unsettled) {
            before = connection.actual().lastInsertId();
        }
        unsettled = true;
        connection.actual().lastInsertId(ConnectionState.UNKNOWN_ID);
    }

    /** Whether only the connection knows what the function says. */
    boolean unsettled() {
        return unsettled;
    }

    /** Makes the function right from now on, whatever is written here. */
    void makeRight(PhysicalConnection connection, ConnectionState wanted) throws SQLException {
        if (!right) {
            settle(connection, wanted);
            connection.changeLastInsertId(wanted.lastInsertId());
            right = true;
        }
    }

    /** Asks the connection, if only it knows, so that the session knows. */
    void settle(PhysicalConnection connection, ConnectionState wanted) throws SQLException {
        if (unsettled) {
            long id = connection.readLastInsertId();
            if (right || isOwn(id) || isNew(id)) {
                wanted.lastInsertId(id);
            }
            connection.actual().lastInsertId(id);
            unsettled = false;
        }
    }

    private boolean isNew(long id) {
        return before != ConnectionState.UNKNOWN_ID && before != id;
    }

    private boolean isOwn(long id) {
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (own[i] == id) {
                return true;
            }
        }
        return false;
    }

    /** Hands the session the likely id, when the connection cannot be asked any more. */
    void guess(ConnectionState wanted) {
        if (unsettled && count > 0) {
            wanted.lastInsertId(own[(count - 1) % REMEMBERED]);
        }
    }
}
