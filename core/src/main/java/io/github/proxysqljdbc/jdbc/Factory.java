package io.github.proxysqljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the physical statement on whichever physical connection the session leased. */
@FunctionalInterface
interface Factory {
    /** Makes it. */
    Statement on(Connection driver) throws SQLException;
}
