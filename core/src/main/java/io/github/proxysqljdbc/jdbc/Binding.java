package io.github.proxysqljdbc.jdbc;

import java.sql.SQLException;

/** One call that is recorded, to be made on each physical statement. */
@FunctionalInterface
interface Binding<S> {
    /** Makes the call. */
    void on(S statement) throws SQLException;

    /** The call with the value as it is now: a row of a batch does not change with an array that the application uses again. */
    default Binding<S> asItIsNow() {
        return this;
    }
}
