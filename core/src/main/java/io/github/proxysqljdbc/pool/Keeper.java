package io.github.proxysqljdbc.pool;

/**
 * A session that keeps a connection which it does not use at the moment, and would rather have back later than let others wait for it.
 * See {@link PhysicalConnection#keptBy}.
 */
@FunctionalInterface
public interface Keeper {
    /**
     * Gives the connection back to its pool if the session does not use it now. Called by the thread of a borrower that waits for one, which
     * may hold the lock of its own session: it never blocks on a busy session, and throws nothing.
     *
     * @return whether a connection was given back
     */
    boolean relinquish();

    /** Whether it would give it back now, as far as can be told without its session's lock: for messages and statistics. */
    default boolean isIdle() {
        return true;
    }
}
