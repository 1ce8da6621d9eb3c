package io.github.proxysqljdbc.oracle;

import java.util.List;

/**
 * What the library is known not to do right yet, so that the generator leaves it out. Whoever mends one says {@code true} in its line.
 * {@code -Doracle.known=all} generates all of them, {@code -Doracle.known=CALL,SET_ROLE} these two.
 */
enum Known {
    /** The type of the column {@code Code} of SHOW WARNINGS where ours answers for the connection: BIGINT instead of INT on MySQL. */
    TYPES_OF_DIAGNOSTICS(false),
    /** {@code ROW_COUNT()} after other sessions had the connection. */
    ROW_COUNT(true),
    /** {@code FOUND_ROWS()} after other sessions had the connection. */
    FOUND_ROWS(true),
    /** {@code SHOW WARNINGS}, {@code SHOW ERRORS}, {@code @@warning_count} after other sessions had the connection. */
    SHOW_WARNINGS(true),
    /** {@code Statement.getWarnings} after the lease of its statement ended. */
    STATEMENT_WARNINGS(true),
    /** {@code SET TRANSACTION} for the next transaction only. */
    SET_TRANSACTION(true),
    /** {@code SET ROLE}. */
    SET_ROLE(true),
    /** {@code SET last_insert_id} and {@code SELECT LAST_INSERT_ID(n)} after a write. */
    SET_LAST_INSERT_ID(true),
    /** A user variable that was set to a literal, then to what only the server knows, then to the same literal. */
    LITERAL_COMPUTED_LITERAL(true),
    /** The driver's cache of prepared statements, which ours has by default, goes on with those made under another {@code sql_mode}. */
    PREPARED_UNDER_ANOTHER_MODE(false),
    /** {@code SET} of a computed value that the server warns of: ours asks for the value, which clears the warnings. */
    WARNINGS_OF_COMPUTED_SET(true),
    /** A statement that was made before the schema was changed goes on in the schema in which it was made. */
    SCHEMA_OF_STATEMENT(true),
    /** Generated keys of a statement that was not executed, or did not ask for them. */
    KEYS_OF_NOTHING(true),
    /** {@code CALL} keeps the connection until the session is closed. */
    CALL(true);

    private final boolean mended;

    Known(boolean mended) {
        this.mended = mended;
    }

    /** Whether the generator may make use of it. */
    boolean generated() {
        String asked = System.getProperty("oracle.known", "");
        return mended || asked.equals("all") || List.of(asked.split(",")).contains(name());
    }
}
