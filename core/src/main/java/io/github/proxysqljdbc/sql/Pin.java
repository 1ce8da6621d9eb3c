package io.github.proxysqljdbc.sql;

import org.jspecify.annotations.Nullable;

/**
 * A reason to keep the physical connection.
 *
 * @param kind the reason
 * @param name what it is about (table, lock, variable, prepared statement, handler); {@code null} if it has no name or the text does not
 *     tell it. In {@link StatementInfo#unpins()} {@code null} means: all of that kind.
 */
public record Pin(PinKind kind, @Nullable String name) {
    @Override
    public String toString() {
        return name == null ? kind.words() : kind.words() + " (" + name + ")";
    }
}
