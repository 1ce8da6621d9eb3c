package io.github.proxysqljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the physical statement on whichever physical connection the session leased. */
@FunctionalInterface
interface Factory {
    /**
     * Makes it.
     *
     * @param text what is prepared; empty for a plain statement
     */
    Statement on(Connection driver, String text) throws SQLException;

    /** Whether a statement made here is kept to be used again for the same text. */
    default boolean reusable() {
        return false;
    }
}
