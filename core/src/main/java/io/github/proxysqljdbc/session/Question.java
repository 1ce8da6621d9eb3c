package io.github.proxysqljdbc.session;

import java.sql.SQLException;

/** Something asked of an object that belongs to a physical connection. */
@FunctionalInterface
public interface Question<S, T> {
    /** Asks. */
    T of(S asked) throws SQLException;
}
