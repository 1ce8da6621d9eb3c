package io.github.proxysqljdbc.sql;

/** What a statement asks that only the physical connection used before can answer. */
public enum Diagnostic {
    /** LAST_INSERT_ID(), {@code @@identity}, {@code @@last_insert_id}. */
    LAST_INSERT_ID,
    /** ROW_COUNT(). */
    ROW_COUNT,
    /** FOUND_ROWS(). */
    FOUND_ROWS,
    /** SHOW WARNINGS, SHOW ERRORS, GET DIAGNOSTICS, {@code @@warning_count}, {@code @@error_count}. */
    WARNINGS,
    /** CONNECTION_ID(), {@code @@pseudo_thread_id}. */
    CONNECTION_ID,
    /** A thread id of one server: EXPLAIN FOR CONNECTION, KILL. */
    THREAD_OF_SERVER,
    /** The previous value of a sequence: LASTVAL, PREVIOUS VALUE FOR, CURRVAL. */
    SEQUENCE,
    /** SHOW PROFILE, SHOW PROFILES, SHOW SESSION STATUS. */
    PROFILE,
    /** {@code @@last_gtid}, {@code @@in_transaction} and other variables that describe the connection itself. */
    CONNECTION_VARIABLE
}
