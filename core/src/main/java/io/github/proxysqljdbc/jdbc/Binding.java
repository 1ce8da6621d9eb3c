package io.github.proxysqljdbc.jdbc;

import java.sql.SQLException;

/** One call that is recorded, to be made on each physical statement. */
@FunctionalInterface
interface Binding<S> {
    /** Makes the call. */
    void on(S statement) throws SQLException;
}
