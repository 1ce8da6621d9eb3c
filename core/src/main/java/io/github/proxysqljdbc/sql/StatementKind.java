package io.github.proxysqljdbc.sql;

import java.util.Locale;

/** What a statement is, by its verb. */
public enum StatementKind {
    /** SELECT, TABLE, VALUES, also behind WITH or parentheses, whatever its target. */
    READ,
    /** INSERT, UPDATE, DELETE, REPLACE, LOAD, IMPORT, and the like. */
    WRITE,
    /** CREATE, ALTER, DROP, RENAME, TRUNCATE, GRANT, REVOKE. */
    DDL,
    /** BEGIN, START TRANSACTION. */
    BEGIN,
    COMMIT,
    /** ROLLBACK of the whole transaction. */
    ROLLBACK,
    SAVEPOINT,
    ROLLBACK_TO_SAVEPOINT,
    RELEASE_SAVEPOINT,
    /** Any SET but that of an account's password or default role, which is {@link #DDL}. */
    SET,
    USE,
    /** CALL, its JDBC escapes, EXECUTE, and a compound statement: the text does not say what runs. */
    CALL,
    /** LOCK TABLES, FLUSH … WITH READ LOCK, LOCK INSTANCE, BACKUP STAGE and BACKUP LOCK. */
    LOCK,
    UNLOCK,
    HANDLER,
    XA,
    PREPARE,
    DEALLOCATE,
    DO,
    SHOW,
    /** EXPLAIN, DESCRIBE, ANALYZE of a statement. */
    EXPLAIN,
    /** KILL: thread ids belong to one server. */
    KILL,
    /** Maintenance and administration: FLUSH, RESET, ANALYZE TABLE, INSTALL … */
    ADMIN,
    /** Several statements in one text. */
    MULTI,
    /** Nothing but white space, comments and semicolons. */
    EMPTY,
    /** A verb we do not know. */
    UNKNOWN;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its name in statistics, such as {@code ddl}. */
    public String key() {
        return key;
    }
}
