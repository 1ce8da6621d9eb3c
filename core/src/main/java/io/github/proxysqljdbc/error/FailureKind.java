package io.github.proxysqljdbc.error;

import java.util.Locale;

/** What a driver's exception says about the statement, the physical connection and the instance behind it. */
public enum FailureKind {
    /** No connection could be made: refused, unreachable, unknown host, or no answer in time. Nothing was sent. */
    CONNECT_FAILED(true, true, true),
    /**
     * The instance answered, and refused user, password, host or transport (1044, 1045, 1698, SQLState 28xxx and others). On an open
     * connection it refused one statement for want of a privilege, such as {@code SELECT … INTO OUTFILE} without FILE, and the
     * connection is well.
     */
    ACCESS_DENIED(false, false, true),
    /** Nothing was offered to the instance, because the source of credentials failed or did not answer. */
    NO_CREDENTIALS(false, false, true),
    /** The instance answered, and has no connection, or no more statements in this hour, left for us (1040, 1203, 1226). */
    TOO_MANY_CONNECTIONS(false, false, true),
    /** An open connection broke. Whether the server executed the statement is not known. */
    CONNECTION_LOST(true, true, false),
    /**
     * The server is going down, is offline or not ready, or an administrator killed the connection (1053, 1047, 3032, 3168, 3169). The
     * server answers so also when it interrupts a statement half way, so that it proves nothing about the statement.
     */
    SERVER_SHUTDOWN(true, true, false),
    /**
     * The server is read-only, and refused the statement before executing it (1290 with read-only, 1836, 1874; 1036 and 1005 where
     * innodb_read_only is on). A single table that is read-only by itself is answered with 1036 as well: only the topology tells whether
     * the instance is still the writer.
     */
    READ_ONLY_SERVER(false, true, true),
    /** A lock was not to be had: deadlock, lock wait timeout or NOWAIT (1213, 1205, 3572 and others). */
    LOCK(false, false, false),
    /** The statement took longer than its time (3024, MariaDB 1969, the driver's own query timeout). */
    TIMEOUT(false, false, false),
    /** The statement was cancelled (1317). */
    CANCELLED(false, false, false),
    /** Anything else: the statement's own mistake. Connection and instance are well. */
    STATEMENT(false, false, false);

    private final boolean connectionUnusable;
    private final boolean instanceSuspect;
    private final boolean neverExecuted;
    private final String key = name().toLowerCase(Locale.ROOT);

    FailureKind(boolean connectionUnusable, boolean instanceSuspect, boolean neverExecuted) {
        this.connectionUnusable = connectionUnusable;
        this.instanceSuspect = instanceSuspect;
        this.neverExecuted = neverExecuted;
    }

    /** Whether the physical connection must not be used again. Means nothing for an attempt to connect. */
    public boolean connectionUnusable() {
        return connectionUnusable;
    }

    /** Whether the instance should be asked at once how it is. */
    public boolean instanceSuspect() {
        return instanceSuspect;
    }

    /**
     * Whether it is proven that the server did not execute the statement, so that it may be sent again elsewhere. Holds for one statement:
     * of several in one text, and of those in a procedure that was called, the ones before the refused one may have been executed.
     */
    public boolean neverExecuted() {
        return neverExecuted;
    }

    /** The short name that statistics use: the constant's name in lower case. */
    public String key() {
        return key;
    }
}
