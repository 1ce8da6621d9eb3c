package io.github.proxysqljdbc.error;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No instance serves a hostgroup, typically because there is no writer. SQLState 08001; trying again later may help. */
public final class NoInstanceException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final String hostgroup;

    /**
     * The failure of one statement.
     *
     * @param hostgroup the hostgroup that has no instance
     * @param since for how long it has had none; null if that is not known
     * @param waited how long the statement waited
     * @param limit the option that ended the wait, with its value, such as {@code failoverTimeout=30s}
     * @param lastAnswers for each instance what it last answered, such as {@code db1:3306 refused the connection}
     * @param cause the last failure of an attempt to connect; null if there was none
     */
    public NoInstanceException(
            String hostgroup,
            @Nullable Duration since,
            Duration waited,
            String limit,
            List<String> lastAnswers,
            @Nullable Throwable cause) {
        super(message(hostgroup, since, waited, limit, lastAnswers), SqlStates.CANNOT_CONNECT, cause);
        this.hostgroup = hostgroup;
    }

    /** The hostgroup that has no instance. */
    public String hostgroup() {
        return hostgroup;
    }

    private static String message(
            String hostgroup, @Nullable Duration since, Duration waited, String limit, List<String> lastAnswers) {
        return "no instance serves hostgroup " + hostgroup
                + (since == null ? "" : ", since " + since.toMillis() + " ms")
                + "; waited " + waited.toMillis() + " ms (" + limit + "). Last answers: "
                + (lastAnswers.isEmpty() ? "none" : String.join("; ", lastAnswers)) + ". "
                + (hostgroup.equals("writer")
                        ? "Check that one instance is up and accepts writes (read_only is off)."
                        : "Check that an instance is up and reachable from here.");
    }
}
