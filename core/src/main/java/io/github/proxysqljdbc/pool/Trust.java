package io.github.proxysqljdbc.pool;

/**
 * Which connections of one pool must prove that they live before they are used, and which are taken for dead without being asked. Thread-safe;
 * times are those of {@code System.nanoTime()}.
 *
 * <p>While a process stands still, servers and networks close what they take for idle. So when one connection does not answer afterwards,
 * the others that were not heard of since are not tried one by one.
 */
final class Trust {
    private volatile long lostAt = System.nanoTime();
    private volatile long sleptUntil = lostAt;
    private volatile long deadBefore = lostAt;

    /** Takes in that a connection broke while it was used: the others may be broken, too. */
    void lost() {
        lostAt = System.nanoTime();
    }

    /** Takes in that the process stood still until now. */
    void slept() {
        long now = System.nanoTime();
        sleptUntil = now;
        lostAt = now;
    }

    /** Whether a connection may be used that was last known to live at that time. */
    boolean covers(long provenAt) {
        return provenAt - lostAt > 0;
    }

    /** Whether a connection that was last known to live at that time is dead for sure. */
    boolean rulesOut(long provenAt) {
        return provenAt - deadBefore < 0;
    }

    /** Takes in that a connection is dead that was last known to live at that time. */
    void foundDead(long provenAt) {
        if (provenAt - sleptUntil < 0) {
            deadBefore = sleptUntil;
        }
    }
}
