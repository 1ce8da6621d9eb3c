package io.github.proxysqljdbc.session;

import java.sql.Connection;
import java.sql.SQLException;

/** One execution of a statement, with everything that it takes to execute it once more on another connection. */
public interface Replayable {
    /** How many bytes of text and parameters it keeps in memory, about. */
    long bytes();

    /** Whether {@link #on} sets the variable {@code insert_id}, which the statement should use up. */
    default boolean setsKey() {
        return false;
    }

    /**
     * Executes it once more, on a statement of its own, which is closed afterwards.
     *
     * @param timeoutSeconds how long it may take at most; at least 1
     * @return a checksum over all that comes out, to be compared with that of the first time
     * @throws SQLException the driver's
     */
    String on(Connection driver, int timeoutSeconds) throws SQLException;
}
