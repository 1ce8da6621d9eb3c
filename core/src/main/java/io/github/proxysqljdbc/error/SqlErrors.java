package io.github.proxysqljdbc.error;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The exceptions of JDBC's own types that we throw, each with its SQLState and what to do. Stateless. */
public final class SqlErrors {
    private SqlErrors() {}

    /**
     * An instance refused user, password or client host. SQLState 28000, the server's error number.
     *
     * @param instance {@code host:port}
     * @param user the account; null if none was configured
     * @param userOption the option that names it, {@code user} or {@code monitorUser}
     * @param hasPassword whether a password that is not empty was configured
     */
    public static SQLInvalidAuthorizationSpecException credentialsRefused(
            String instance, @Nullable String user, String userOption, boolean hasPassword, SQLException cause) {
        String account =
                user == null ? "the connection; option " + userOption + " is not set" : userOption + " '" + user + "'";
        String hint = hasPassword ? "" : " The configured password is empty: give one if the account needs it.";
        return new SQLInvalidAuthorizationSpecException(
                instance + " refused " + account + ": " + cause.getMessage() + "." + hint,
                SqlStates.INVALID_AUTHORIZATION,
                cause.getErrorCode(),
                cause);
    }

    /** An instance has no schema of the name that the URL gives. SQLState and error code are the server's. */
    public static SQLException noSchema(String instance, @Nullable String schema, SQLException cause) {
        return new SQLSyntaxErrorException(
                instance + " has no schema '" + schema
                        + "': create it, correct the name in the URL, or add createDatabaseIfNotExist=true",
                cause.getSQLState(),
                cause.getErrorCode(),
                cause);
    }

    /** The logical connection was used after it was closed. SQLState 08003. */
    public static SQLNonTransientConnectionException connectionClosed() {
        return new SQLNonTransientConnectionException(
                "the connection is closed; get a new one from the data source", SqlStates.CONNECTION_CLOSED);
    }

    /**
     * The data source was used after it was closed. SQLState 08003.
     *
     * @param poolName the {@code poolName} option
     */
    public static SQLNonTransientConnectionException dataSourceClosed(String poolName) {
        return new SQLNonTransientConnectionException(
                "data source " + poolName + " is closed; open a new one", SqlStates.CONNECTION_CLOSED);
    }

    /**
     * The connection broke, and whether the server executed the statement is not known. SQLState 08007; of a type that
     * nobody takes for an invitation to send the statement again.
     *
     * @param instance {@code host:port}
     * @param what what was under way, such as {@code COMMIT} or a digest
     */
    public static SQLNonTransientConnectionException outcomeUnknown(String instance, String what, SQLException cause) {
        return new SQLNonTransientConnectionException(
                "the connection to " + instance + " broke, and whether the server executed " + what
                        + " is not known; read the data back before trying again. Cause: " + cause.getMessage(),
                SqlStates.OUTCOME_UNKNOWN,
                cause.getErrorCode(),
                cause);
    }

    /**
     * A transaction ended with its connection, or with its server's role, before COMMIT was sent. SQLState 40001, of the type that frameworks
     * take for an invitation to run the transaction again.
     *
     * @param instance {@code host:port}
     */
    public static SQLTransactionRollbackException transactionLost(String instance, SQLException cause) {
        return new SQLTransactionRollbackException(
                "the transaction on " + instance
                        + " was lost, and nothing of it was committed; roll back and run it again." + " Cause: "
                        + cause.getMessage(),
                SqlStates.SERIALIZATION_FAILURE,
                cause.getErrorCode(),
                cause);
    }

    /**
     * A read-only transaction wrote. It runs on a reader, which refuses writes with an error of its own; this is what any server says of such a
     * transaction. SQLState 25006, error 1792.
     *
     * @param instance {@code host:port}
     */
    public static SQLException readOnlyTransaction(String instance, SQLException cause) {
        return new SQLException(
                "Cannot execute statement in a READ ONLY transaction; it is on the reader " + instance,
                SqlStates.READ_ONLY_TRANSACTION,
                1792,
                cause);
    }

    /**
     * The thread was interrupted while it waited, and still is. SQLState HY008, of a class that tells nobody that a connection broke.
     *
     * @param what what it waited for
     * @param waited for how long
     * @param cause what noticed it; null if there is nothing to add
     */
    public static SQLTransientException interrupted(String what, Duration waited, @Nullable Throwable cause) {
        return new SQLTransientException(
                "interrupted after waiting " + waited.toMillis() + " ms for " + what, SqlStates.CANCELLED, cause);
    }

    /** A statement was cancelled while it waited for a connection, before it was sent. SQLState HY008. */
    public static SQLException cancelled() {
        return new SQLException(
                "the statement was cancelled while it waited for a connection; it was not executed",
                SqlStates.CANCELLED);
    }

    /**
     * What was asked for is not supported. SQLState 0A000.
     *
     * @param what the method or option, and what to use instead, as one sentence
     */
    public static SQLFeatureNotSupportedException notSupported(String what) {
        return new SQLFeatureNotSupportedException(what, SqlStates.NOT_SUPPORTED);
    }
}
