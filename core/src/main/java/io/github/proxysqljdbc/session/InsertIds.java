package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import java.sql.SQLException;

/**
 * Sees to it that {@code LAST_INSERT_ID()} on one lease is that of its session, although other sessions wrote on the connection before.
 *
 * <p>The answer to a write carries an id, but not whether the server generated it, and only then does the function return it. So the server
 * is asked when an application asks: an id that this lease's answers named is the session's own; any other is from before, and makes
 * place for what the session had. Guarded by the session's lock.
 */
final class InsertIds {
    private static final int REMEMBERED = 4;

    private final long[] own = new long[REMEMBERED];
    private int count;
    private boolean right;

    /** Takes in the answer to a write. */
    void wrote(PhysicalConnection connection, long id) {
        if (id != 0) {
            own[count++ % REMEMBERED] = id;
            connection.actual().lastInsertId(ConnectionState.UNKNOWN_ID);
        }
    }

    /** Takes in that several statements wrote, of whose answers only the last one's id is known. */
    void wroteSeveral(PhysicalConnection connection) {
        connection.actual().lastInsertId(ConnectionState.UNKNOWN_ID);
    }

    /** Makes the function right from now on, whatever is written here. */
    void makeRight(PhysicalConnection connection, ConnectionState wanted) throws SQLException {
        if (right) {
            return;
        }
        if (count == 0 || !isOwn(connection.readLastInsertId())) {
            connection.changeLastInsertId(wanted.lastInsertId());
        }
        right = true;
    }

    private boolean isOwn(long id) {
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (own[i] == id) {
                return true;
            }
        }
        return false;
    }

    /** Hands what is known to the session when the lease ends. */
    void handOver(ConnectionState wanted) {
        if (count > 0) {
            wanted.lastInsertId(own[(count - 1) % REMEMBERED]);
        }
    }
}
