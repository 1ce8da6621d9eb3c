package io.github.proxysqljdbc.jdbc;

import java.sql.SQLException;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** A setter of a parameter, in its exact overload, which is given the value when it is called. */
@FunctionalInterface
interface Setting<S, V> {
    /** Calls it. */
    void on(S statement, V value) throws SQLException;

    /** The call with that value, to be recorded. */
    default Binding<S> of(V value) {
        return new Bound<>(this, value);
    }

    /** A setter that is given a calendar, too. */
    @FunctionalInterface
    interface Dated<S, V> {
        /** Calls it. */
        void on(S statement, V value, @Nullable Calendar calendar) throws SQLException;

        /** The call with these values, to be recorded. */
        default Binding<S> of(V value, @Nullable Calendar calendar) {
            return new BoundDate<>(this, value, calendar);
        }
    }

    /** The call with a value. */
    record Bound<S, V>(Setting<S, V> setting, V value) implements Binding<S> {
        @Override
        public void on(S statement) throws SQLException {
            setting.on(statement, value);
        }

        @Override
        public Binding<S> inBatch() {
            return value instanceof byte[] ? new Bound<>(setting, copy(value)) : this;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // what cannot change is its own copy
        public Binding<S> asItIsNow() {
            V copy = copy(value);
            return copy == value ? this : new Bound<>(setting, copy);
        }

        @Override
        public long weight() {
            return Setting.weight(value);
        }
    }

    /** The call with a date and its calendar. */
    record BoundDate<S, V>(
            Dated<S, V> setting, V value, @Nullable Calendar calendar) implements Binding<S> {
        @Override
        public void on(S statement) throws SQLException {
            setting.on(statement, value, calendar);
        }

        @Override
        public Binding<S> asItIsNow() {
            return new BoundDate<>(setting, copy(value), calendar == null ? null : copy(calendar));
        }
    }

    /** What can be changed, with the content of now; anything else as it is. */
    @SuppressWarnings({"unchecked", "JavaUtilDate"}) // a clone has the type of the original; JDBC's types are dates
    private static <V> V copy(V value) {
        if (value instanceof byte[] bytes) {
            return (V) bytes.clone();
        }
        if (value instanceof Date date) {
            return (V) date.clone();
        }
        return value instanceof Calendar calendar ? (V) calendar.clone() : value;
    }

    /** How many bytes a value takes, about; {@link Binding#UNKNOWN} if it is of a type that may change behind our back. */
    private static long weight(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Binding.SMALL + bytes.length;
        }
        if (value instanceof String text) {
            return Binding.SMALL + text.length();
        }
        boolean known = value == null
                || value instanceof Date
                || value instanceof Calendar
                || value instanceof Boolean
                || value instanceof Character
                || isNumberOrTime(value.getClass().getPackageName(), value);
        return known ? Binding.SMALL : Binding.UNKNOWN;
    }

    private static boolean isNumberOrTime(String packageName, Object value) {
        return packageName.equals("java.math")
                || packageName.equals("java.time")
                || (packageName.equals("java.lang") && value instanceof Number);
    }
}
