package io.github.proxysqljdbc.error;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No physical connection to an instance came free in time. SQLState 08001; trying again later may help. */
public final class PoolExhaustedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final String instance;
    private final boolean deadlock;

    /**
     * The state of the pool.
     *
     * @param inUse physical connections in use
     * @param idle physical connections that nobody uses
     * @param waiting threads that wait for one, this one included
     * @param maximum the {@code maxPoolSize} option
     */
    public record Counts(int inUse, int idle, int waiting, int maximum) {
        @Override
        public String toString() {
            return "in use=" + inUse + ", idle=" + idle + ", waiting=" + waiting + ", maxPoolSize=" + maximum;
        }
    }

    /**
     * The failure of one borrower.
     *
     * @param hostgroup the hostgroup of the statement
     * @param instance {@code host:port}
     * @param counts the state of the pool
     * @param waited how long this one waited: the {@code connectionTimeout} option
     * @param heldBy what holds connections, the longest first, each as {@code an open transaction for 12.3 s (thread main)}
     * @param deadlock whether the wait was ended because those who hold the connections wait for one themselves
     * @param cause the last failure of an attempt to connect; null if there was none
     */
    public PoolExhaustedException(
            String hostgroup,
            String instance,
            Counts counts,
            Duration waited,
            List<String> heldBy,
            boolean deadlock,
            @Nullable Throwable cause) {
        super(
                (deadlock
                                ? "no connection to " + instance + " (hostgroup " + hostgroup
                                        + ") can come free, because all sessions that hold one wait for another, this one included"
                                : "no connection to " + instance + " (hostgroup " + hostgroup + ") came free within "
                                        + waited.toMillis() + " ms")
                        + ": " + counts
                        + (heldBy.isEmpty() ? "" : "; held by " + String.join(", ", heldBy))
                        + ". " + advice(counts, deadlock),
                SqlStates.CANNOT_CONNECT,
                cause);
        this.instance = instance;
        this.deadlock = deadlock;
    }

    /** The instance, {@code host:port}. */
    public String instance() {
        return instance;
    }

    /** Whether waiting was of no use because those who hold the connections wait for one themselves. */
    public boolean isDeadlock() {
        return deadlock;
    }

    private static String advice(Counts counts, boolean deadlock) {
        if (deadlock) {
            return "Close a result set before the same connection executes the next statement, or raise maxPoolSize.";
        }
        return counts.inUse >= counts.maximum
                ? "All are in use: look for long transactions, open result sets and connections that are not closed"
                        + " (leakDetectionThreshold names them), or raise maxPoolSize."
                : "The pool is not full, so that the instance is slow to accept connections: look at the cause, and at the server's"
                        + " max_connections.";
    }
}
