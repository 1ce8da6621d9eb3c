package io.github.proxysqljdbc.error;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** No physical connection to an instance came free in time. SQLState 08001; trying again later may help. */
public final class PoolExhaustedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final String instance;

    /**
     * The failure of one borrower.
     *
     * @param hostgroup the hostgroup of the statement
     * @param instance {@code host:port}
     * @param inUse physical connections in use
     * @param idle physical connections that nobody uses
     * @param waiting threads that wait for one, this one included
     * @param maximum the {@code maxPoolSize} option
     * @param waited how long this one waited: the {@code connectionTimeout} option
     * @param cause the last failure of an attempt to connect; null if there was none
     */
    public PoolExhaustedException(
            String hostgroup,
            String instance,
            int inUse,
            int idle,
            int waiting,
            int maximum,
            Duration waited,
            @Nullable Throwable cause) {
        super(
                "no connection to " + instance + " (hostgroup " + hostgroup + ") came free within " + waited.toMillis()
                        + " ms: in use=" + inUse + ", idle=" + idle + ", waiting=" + waiting + ", maxPoolSize="
                        + maximum + ". "
                        + advice(inUse, maximum),
                SqlStates.CANNOT_CONNECT,
                cause);
        this.instance = instance;
    }

    /** The instance, {@code host:port}. */
    public String instance() {
        return instance;
    }

    private static String advice(int inUse, int maximum) {
        return inUse >= maximum
                ? "All are in use: look for long transactions, open result sets and connections that are not closed, or raise"
                        + " maxPoolSize."
                : "The pool is not full, so that the instance is slow to accept connections: look at the cause, and at the server's"
                        + " max_connections.";
    }
}
