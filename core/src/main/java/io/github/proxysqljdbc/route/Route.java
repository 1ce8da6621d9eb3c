package io.github.proxysqljdbc.route;

import io.github.proxysqljdbc.sql.StatementInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The decision for one statement. All routes are shared constants: deciding allocates nothing.
 *
 * @param destination where it goes
 * @param action what is done with it
 * @param transaction what becomes of the session's transaction if the statement succeeds. The server's transaction flag has the last word.
 * @param ground what decided
 * @param words why, in words; {@code null} if the statement's own reason says it
 */
public record Route(
        Destination destination,
        Action action,
        TransactionChange transaction,
        Ground ground,
        @Nullable String words) {
    /** What decided: the statement, or something about its session. */
    public enum Ground {
        STATEMENT,
        TRANSACTION,
        READ_ONLY_SESSION,
        PINNED,
        SAME_CONNECTION;

        private final String key = name().toLowerCase(Locale.ROOT);

        /** Its name in statistics, such as {@code read_only_session}. */
        public String key() {
            return key;
        }
    }

    /** Where a statement goes. */
    public enum Destination {
        WRITER,
        /** Any reader; the writer if no reader is up. */
        READER,
        /** The physical connection that the session has. */
        BOUND,
        /** Nowhere: no backend is asked. */
        NONE
    }

    /** What is done with a statement. */
    public enum Action {
        SEND,
        /** Its assignments are recorded, and applied to each physical connection that the session uses from now on. */
        RECORD,
        /** It is sent once, the values are read back and recorded; if that is impossible, the session is pinned. */
        EVALUATE,
        /** Its assignments are kept for the start of the next transaction. */
        NEXT_TRANSACTION,
        /** It is answered at once: there is nothing to do. */
        ANSWER
    }

    /** What becomes of the transaction. */
    public enum TransactionChange {
        NONE,
        /** One begins, on the destination. If one is open there, it ends first, as the server does it. */
        BEGIN,
        /** It ends. */
        END
    }

    /** Whether a transaction begins on the writer. */
    public boolean beginsOnWriter() {
        return transaction == TransactionChange.BEGIN && destination == Destination.WRITER;
    }

    /** Why, as a key for statistics: the statement's {@link StatementInfo#reasonKey()}, or the key of the ground. */
    public String reasonKey(StatementInfo info) {
        return ground == Ground.STATEMENT ? info.reasonKey() : ground.key();
    }

    /** Why, in words. Never null, never allocates. */
    public String reason(StatementInfo info) {
        return words == null ? info.reason() : words;
    }
}
