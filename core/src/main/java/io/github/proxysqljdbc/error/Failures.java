package io.github.proxysqljdbc.error;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one place that judges a driver's exception. Stateless.
 *
 * <p>Error numbers are those of the MySQL Server Error Message Reference and of MariaDB's list of error codes.
 */
public final class Failures {
    private Failures() {}

    /** What an exception thrown by the driver while connecting, or on an open connection, means. Never null. */
    public static FailureKind judge(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 1044, 1045, 1698, 3118, 4151 -> FailureKind.ACCESS_DENIED;
            case 1040, 1203, 1226 -> FailureKind.TOO_MANY_CONNECTIONS;
            case 1053, 3169 -> FailureKind.SERVER_SHUTDOWN;
            case 1836 -> FailureKind.READ_ONLY_SERVER;
            case 1290 -> mentionsReadOnly(failure.getMessage()) ? FailureKind.READ_ONLY_SERVER : FailureKind.STATEMENT;
            case 1205, 1213 -> FailureKind.LOCK;
            case 3024, 1969 -> FailureKind.TIMEOUT;
            case 1317 -> FailureKind.CANCELLED;
            case 1927, 4031, 2006, 2013 -> FailureKind.CONNECTION_LOST;
            default -> byStateAndCause(failure);
        };
    }

    private static FailureKind byStateAndCause(SQLException failure) {
        if (failure instanceof SQLTimeoutException) {
            return FailureKind.TIMEOUT;
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

    private static boolean neverConnected(SQLException failure) {
        if ("08001".equals(failure.getSQLState())) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
            if (cause instanceof SocketTimeoutException && "Connect timed out".equalsIgnoreCase(cause.getMessage())) {
                return true;
            }
            if (cause instanceof SocketException
                    && cause.getMessage() != null
                    && cause.getMessage().startsWith("Network is")) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentionsReadOnly(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("read-only") || lower.contains("read_only");
    }
}
