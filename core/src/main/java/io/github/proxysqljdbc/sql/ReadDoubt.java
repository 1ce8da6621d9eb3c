package io.github.proxysqljdbc.sql;

import java.util.Locale;

/** What speaks against sending a query to a reader, in a few words that statistics can count by. */
enum ReadDoubt {
    /** FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE. */
    LOCKING_READ,
    /** It writes beside reading: INTO, an assignment of a user variable, the next value of a sequence. */
    READ_THAT_WRITES,
    /** It calls a function that is known to belong to the writer, such as GET_LOCK. */
    WRITER_FUNCTION,
    /** It calls a function that is not known to be harmless. */
    UNKNOWN_FUNCTION,
    /** It asks for the state of the server: a position, or a schema of the server's own. */
    SERVER_STATE,
    /** It asks the connection what the statement before left there. */
    SAME_CONNECTION,
    /** The parser does not know it, or servers read it differently. */
    NOT_UNDERSTOOD;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its name in statistics, such as {@code locking_read}. */
    String key() {
        return key;
    }
}
