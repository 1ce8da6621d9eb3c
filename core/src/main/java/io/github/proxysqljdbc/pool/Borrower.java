package io.github.proxysqljdbc.pool;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Who borrows connections: one session. A pool asks it while it waits, and others ask what it does. Thread-safe. */
public interface Borrower {
    /**
     * Told by its own thread that this waits from now on, or, with null, that it waits no more. Not told where a connection was to be had
     * at once.
     *
     * @param place what it waits for; told apart by identity
     */
    void waits(@Nullable Object place);

    /** What it waits for now; null if it does not wait. */
    @Nullable
    Object waitsFor();

    /** Asked by its own thread, when its wait lasts, to give up the connections that it merely keeps: others cannot ask for them meanwhile. */
    void offer();

    /** Whether a thread is at work in the session now. */
    boolean isBusy();

    /**
     * Asked by its own thread while it waits, which is woken when the answer may have changed.
     *
     * @throws SQLException why the wait is to end: the session was closed, or the statement cancelled
     */
    void checkWanted() throws SQLException;

    /** Told that it stands in the line of a pool now, and that nobody who comes later is served before. */
    default void standsInLine() {}
}
