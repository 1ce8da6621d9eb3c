package io.github.proxysqljdbc.route;

/** What ties a session to the physical connection it has. */
public enum Binding {
    /** Nothing: the session has no connection. */
    NONE,
    /** The connection of the statement before is kept for a statement that asks what is left there; any other one lets it go. */
    SOFT,
    /** A pin; no transaction is open. */
    PINNED,
    /** A transaction on the writer. */
    WRITER_TRANSACTION,
    /** A transaction on a reader. */
    READER_TRANSACTION;

    boolean inTransaction() {
        return this == WRITER_TRANSACTION || this == READER_TRANSACTION;
    }
}
