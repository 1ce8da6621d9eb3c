package io.github.proxysqljdbc.sql;

import java.util.Locale;

/** Why a session may have to keep its physical connection. */
public enum PinKind {
    TRANSACTION("an open transaction"),
    OPEN_RESULT("an open result set"),
    TEMPORARY_TABLE("a temporary table"),
    TABLE_LOCK("locked tables"),
    GLOBAL_READ_LOCK("the global read lock"),
    INSTANCE_LOCK("the backup lock of the instance"),
    BACKUP_STAGE("a backup stage"),
    NAMED_LOCK("a named lock"),
    HANDLER("an open handler"),
    XA("an XA branch"),
    TEXT_PREPARE("a statement prepared in SQL"),
    USER_VARIABLE("a user variable that only the server knows"),
    /** The application knows the connection's id, by which it may be killed or looked up. Leaves nothing behind on the connection. */
    CONNECTION_ID("a connection id that the application knows"),
    ROUTINE("a routine whose effects are not known"),
    SESSION_STATE("session state that only the server knows"),
    /** The application asked for the driver's own connection and may do anything with it. */
    UNWRAPPED("a connection of the driver that the application holds");

    private final String words;
    private final String key = name().toLowerCase(Locale.ROOT);

    PinKind(String words) {
        this.words = words;
    }

    /** The short name that statistics use: the constant's name in lower case. */
    public String key() {
        return key;
    }

    /** Whether a connection that was pinned for this must not go to another session. */
    public boolean leavesTraces() {
        return this != TRANSACTION && this != OPEN_RESULT && this != CONNECTION_ID;
    }

    /** The reason in words, with its article. */
    public String words() {
        return words;
    }
}
