package io.github.proxysqljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Makes the physical statement on whichever physical connection the session leased. */
@FunctionalInterface
interface Factory {
    /** Makes it. */
    Statement on(Connection driver) throws SQLException;

    /** What a statement made here is kept under to be used again: its text, empty for a plain statement; null if it is closed after use. */
    default @Nullable String reusedAs() {
        return null;
    }
}
