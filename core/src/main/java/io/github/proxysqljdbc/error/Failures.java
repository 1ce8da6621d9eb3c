package io.github.proxysqljdbc.error;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one place that judges a driver's exception. Stateless.
 *
 * <p>Error numbers are those of the MySQL 9.7 Error Message Reference, chapter "Server Error Message Reference", and of MariaDB's "Error
 * Codes". Where the two give a number different meanings, the message decides. What Connector/J throws without a number is in its class
 * {@code com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping}.
 */
public final class Failures {
    /** A chain of causes that is longer than this goes in a circle. */
    private static final int MOST_CAUSES = 20;

    private Failures() {}

    /**
     * What an exception thrown by the driver means. Never null. Where it cannot tell an attempt to connect from an open connection, it
     * says {@link FailureKind#CONNECTION_LOST}, which promises nothing about the statement.
     */
    public static FailureKind judge(SQLException failure) {
        if (failure instanceof NoCredentialsException) {
            return FailureKind.NO_CREDENTIALS;
        }
        return switch (failure.getErrorCode()) {
            case 1044, 1045, 1129, 1130, 1251, 1698, 1820, 1862, 1873, 3118, 3159, 3955 -> FailureKind.ACCESS_DENIED;
            // MariaDB's ER_ACCOUNT_HAS_BEEN_LOCKED; MySQL's 4151 is about a data file.
            case 4151 -> mentions(failure, "locked") ? FailureKind.ACCESS_DENIED : FailureKind.STATEMENT;
            case 1040, 1203, 1226 -> FailureKind.TOO_MANY_CONNECTIONS;
            case 1047, 1053, 3032, 3168, 3169 -> FailureKind.SERVER_SHUTDOWN;
            // With innodb_read_only, writes are answered with 1036, and DDL with 1005 (seen on MariaDB 11.4).
            case 1036, 1836, 1874 -> FailureKind.READ_ONLY_SERVER;
            case 1005 -> mentions(failure, "errno: 165") ? FailureKind.READ_ONLY_SERVER : FailureKind.STATEMENT;
            // "The server is running with the --read-only option": other options use the number as well.
            case 1290 ->
                mentions(failure, "read-only", "read_only") ? FailureKind.READ_ONLY_SERVER : FailureKind.STATEMENT;
            case 1205, 1213, 1613, 1614, 3058, 3132, 3572 -> FailureKind.LOCK;
            case 1969, 3024 -> FailureKind.TIMEOUT;
            case 1317 -> failure instanceof SQLTimeoutException ? FailureKind.TIMEOUT : FailureKind.CANCELLED;
            case 1927, 2006, 2013 -> FailureKind.CONNECTION_LOST;
            // MySQL's ER_CLIENT_INTERACTION_TIMEOUT; MariaDB's 4031 is about a trigger.
            case 4031 -> mentions(failure, "trigger") ? FailureKind.STATEMENT : FailureKind.CONNECTION_LOST;
            default -> byStateAndCause(failure);
        };
    }

    /**
     * What an exception means that the driver, or a pool, threw for an attempt to connect. Never null. A connection that broke, or a time
     * that ran out, before the attempt was done is {@link FailureKind#CONNECT_FAILED}: no statement was sent.
     */
    public static FailureKind judgeConnect(SQLException failure) {
        FailureKind kind = judge(failure);
        return switch (kind) {
            case CONNECTION_LOST, TIMEOUT -> FailureKind.CONNECT_FAILED;
            default -> kind;
        };
    }

    private static FailureKind byStateAndCause(SQLException failure) {
        if (failure instanceof SQLTimeoutException) {
            return FailureKind.TIMEOUT;
        }
        if (failure instanceof MySQLStatementCancelledException) {
            return FailureKind.CANCELLED;
        }
        String state = failure.getSQLState();
        if (state == null) {
            return FailureKind.STATEMENT;
        }
        if (state.startsWith("28")) {
            return FailureKind.ACCESS_DENIED;
        }
        if (state.startsWith("08")) {
            return neverConnected(failure) ? FailureKind.CONNECT_FAILED : FailureKind.CONNECTION_LOST;
        }
        return FailureKind.STATEMENT;
    }

    /**
     * Whether the chain of causes holds what only an attempt to connect throws. A {@code SocketException} saying "Network is unreachable" is
     * not enough: writing to an open connection throws it as well.
     */
    private static boolean neverConnected(SQLException failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || (cause instanceof SocketTimeoutException
                            && "Connect timed out".equalsIgnoreCase(cause.getMessage()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return SqlStates.CANNOT_CONNECT.equals(failure.getSQLState());
    }

    private static boolean mentions(SQLException failure, String... words) {
        @Nullable String message = failure.getMessage();
        if (message == null) {
            return false;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
