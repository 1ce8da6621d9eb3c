package io.github.proxysqljdbc.examples.failover;

import java.sql.SQLException;
import java.util.Objects;

/**
 * What the application was told when something failed.
 *
 * @param state the SQLState; {@code -} for an exception without one
 * @param type the exception's simple class name
 */
record Failure(String state, String type, String message) {
    private static final String OUTCOME_UNKNOWN = "08007";

    static Failure of(Exception e) {
        String state = e instanceof SQLException sql ? Objects.requireNonNullElse(sql.getSQLState(), "-") : "-";
        return new Failure(state, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }

    /** Whether the application was told that nobody knows whether the server executed it. */
    boolean outcomeUnknown() {
        return state.equals(OUTCOME_UNKNOWN);
    }

    /** State and class, which failures are counted by. */
    String kind() {
        return state + ' ' + type;
    }
}
