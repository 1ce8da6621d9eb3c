package io.github.proxysqljdbc.jdbc;

import java.sql.SQLException;

/** One call that is recorded, to be made on each physical statement. */
@FunctionalInterface
interface Binding<S> {
    /** About what a recorded call takes whose value is a number or the like. */
    long SMALL = 32;

    /** The {@link #weight} of a value that cannot be kept, because it may be changed or read meanwhile. */
    long UNKNOWN = -1;

    /** Makes the call. */
    void on(S statement) throws SQLException;

    /**
     * Makes the call of a setter. What a driver throws there beside exceptions of SQL is about the value and says nothing of the connection.
     *
     * @throws SQLException the driver's; SQLState S1009, which is Connector/J's for an illegal argument, for anything else that it threw
     */
    default void replay(S statement) throws SQLException {
        try {
            on(statement);
        } catch (RuntimeException e) {
            throw new SQLException("the driver does not take the value of a parameter: " + e, "S1009", e);
        }
    }

    /** The call as a row of a batch keeps it: as with Connector/J, it does not change with an array that the application uses again. */
    default Binding<S> inBatch() {
        return this;
    }

    /** The call with the value as it is now, whatever the application does with that later. */
    default Binding<S> asItIsNow() {
        return this;
    }

    /** How many bytes it keeps in memory, about; {@link #UNKNOWN} if it cannot be kept for later. */
    default long weight() {
        return SMALL;
    }
}
