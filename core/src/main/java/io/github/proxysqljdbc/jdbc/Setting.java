package io.github.proxysqljdbc.jdbc;

import java.sql.SQLException;

/** A setter of a parameter, in its exact overload, which is given the value when it is called. */
@FunctionalInterface
interface Setting<S, V> {
    /** Calls it. */
    void on(S statement, V value) throws SQLException;

    /** The call with that value, to be recorded. */
    default Binding<S> of(V value) {
        return value instanceof byte[] ? new Changing<>(this, value) : statement -> on(statement, value);
    }

    /** The call with an array, whose content is that of the time of the call; Connector/J copies it for a batch only, too. */
    record Changing<S, V>(Setting<S, V> setting, V value) implements Binding<S> {
        @Override
        public void on(S statement) throws SQLException {
            setting.on(statement, value);
        }

        @SuppressWarnings("unchecked") // a clone has the type of the original
        @Override
        public Binding<S> asItIsNow() {
            return value instanceof byte[] bytes ? new Changing<>(setting, (V) bytes.clone()) : this;
        }
    }
}
