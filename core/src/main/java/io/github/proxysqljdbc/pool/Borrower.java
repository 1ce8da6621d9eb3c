package io.github.proxysqljdbc.pool;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Who borrows connections: one session. A pool asks it while it waits, and others ask what it does. Thread-safe. */
public interface Borrower {
    /**
     * Told by its own thread that this waits from now on, or, with null, that it waits no more. Not told where a connection was to be had
     * at once. A session that merely keeps connections should offer them now: it cannot while it waits.
     *
     * @param place what it waits for; told apart by identity
     */
    void waits(@Nullable Object place);

    /** What it waits for now; null if it does not wait. */
    @Nullable
    Object waitsFor();

    /** Whether a thread is at work in the session now. */
    boolean isBusy();

    /**
     * Asked by its own thread while it waits, which is woken when the answer may have changed.
     *
     * @throws SQLException why the wait is to end: the session was closed, or the statement cancelled
     */
    void checkWanted() throws SQLException;
}
