package io.github.proxysqljdbc.stats;

import java.util.Locale;

/** What became of a statement that failed. */
public enum Fate {
    /** The application got the failure. */
    REPORTED,
    /** The application was told that nobody knows whether the statement, or COMMIT, was executed: SQLState 08007. */
    OUTCOME_UNKNOWN,
    /** A read was sent again. */
    READ_SENT_AGAIN,
    /** A write, or anything else that is no plain read, was sent again, because it was not executed. */
    WRITE_SENT_AGAIN,
    /** Its transaction was replayed on another connection, and the statement was sent there (option {@code transactionReplay}). */
    TRANSACTION_REPLAYED;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The short name that statistics use: the constant's name in lower case. */
    public String key() {
        return key;
    }

    /** Whether the statement was sent again instead of the failure being reported. */
    public boolean sentAgain() {
        return this != REPORTED && this != OUTCOME_UNKNOWN;
    }
}
