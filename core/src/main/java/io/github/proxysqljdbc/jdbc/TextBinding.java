package io.github.proxysqljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A recorded {@code setString} or {@code setNString}: the call whose value may be long.
 *
 * @param index the parameter, the first is 1
 * @param national whether it is {@code setNString}
 */
record TextBinding(int index, @Nullable String value, boolean national) implements Binding<PreparedStatement> {
    @Override
    public void on(PreparedStatement statement) throws SQLException {
        if (national) {
            statement.setNString(index, value);
        } else {
            statement.setString(index, value);
        }
    }

    @Override
    public long weight() {
        return value == null ? SMALL : SMALL + value.length();
    }
}
