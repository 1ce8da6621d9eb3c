package io.github.proxysqljdbc.examples.failover;

import org.jspecify.annotations.Nullable;

/**
 * One unit of the application's work that wrote, or that failed.
 *
 * @param client who did it; with {@code sequence}, the number of its rows
 * @param beganNanos by {@link System#nanoTime()}, when a connection was asked for
 * @param endedNanos by {@link System#nanoTime()}, when it was acknowledged or had failed
 * @param acknowledged whether the statement, or the COMMIT of a transaction, returned
 * @param failure what the application was told; null if all went well
 */
record Attempt(
        Kind kind,
        int client,
        int sequence,
        long beganNanos,
        long endedNanos,
        boolean acknowledged,
        @Nullable Failure failure) {
    /** What the application did. */
    enum Kind {
        /** One row in autocommit mode. */
        WRITE(1),
        /** A read and two rows in a transaction. */
        TRANSACTION(2),
        /** A read in autocommit mode. */
        READ(0),
        /** A read and one row in autocommit mode, on a connection that was opened long before. */
        IDLE(1);

        private final int rows;

        Kind(int rows) {
            this.rows = rows;
        }

        /** How many rows it leaves. */
        int rows() {
            return rows;
        }
    }

    long row() {
        return Entries.number(client, sequence);
    }

    boolean outcomeUnknown() {
        return failure != null && failure.outcomeUnknown();
    }
}
