package io.github.proxysqljdbc.error;

/** What a driver's exception says about the statement, the physical connection and the instance behind it. */
public enum FailureKind {
    /** No connection could be made: refused, unreachable, unknown host, or no answer in time. Nothing was sent. */
    CONNECT_FAILED(true, true),
    /** The instance answered, and refused user, password or host (1044, 1045, 1698, SQLState 28xxx). */
    ACCESS_DENIED(true, false),
    /** The instance answered, and has no connection left for us (1040, 1203, 1226). */
    TOO_MANY_CONNECTIONS(true, false),
    /** An open connection broke. Whether the server executed the statement is not known. */
    CONNECTION_LOST(true, true),
    /** The server is going down and said so instead of executing the statement (1053). */
    SERVER_SHUTDOWN(true, true),
    /** The server is read-only, and refused the statement before executing it (1290 with read-only, 1836). */
    READ_ONLY_SERVER(false, true),
    /** A lock was not to be had: deadlock or lock wait timeout (1213, 1205). */
    LOCK(false, false),
    /** The statement took longer than its time (3024, MariaDB 1969, the driver's own query timeout). */
    TIMEOUT(false, false),
    /** The statement was cancelled (1317). */
    CANCELLED(false, false),
    /** Anything else: the statement's own mistake. Connection and instance are well. */
    STATEMENT(false, false);

    private final boolean connectionUnusable;
    private final boolean instanceSuspect;

    FailureKind(boolean connectionUnusable, boolean instanceSuspect) {
        this.connectionUnusable = connectionUnusable;
        this.instanceSuspect = instanceSuspect;
    }

    /** Whether the physical connection must not be used again. */
    public boolean connectionUnusable() {
        return connectionUnusable;
    }

    /** Whether the instance should be asked at once how it is. */
    public boolean instanceSuspect() {
        return instanceSuspect;
    }
}
