package io.github.proxysqljdbc.error;

import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Nothing was offered to an instance, because the source of credentials failed or did not answer. SQLState 08001; trying again later may
 * help. Its cause is what the source threw.
 */
public final class NoCredentialsException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    /**
     * The failure of one attempt to connect.
     *
     * @param instance {@code host:port}
     * @param source the {@code credentials} option
     * @param why what became of it, such as {@code no answer within 5000 ms}
     * @param cause what the source threw; null if nothing
     */
    public NoCredentialsException(String instance, String source, String why, @Nullable Throwable cause) {
        super("no credentials for " + instance + " from " + source + ": " + why, SqlStates.CANNOT_CONNECT, cause);
    }

    /** The same failure, for another thread that it concerns. */
    public NoCredentialsException(NoCredentialsException other) {
        super(other.getMessage(), other.getSQLState(), other.getCause());
    }
}
