package io.github.proxysqljdbc.topology;

/** How an instance answered lately. */
public enum Status {
    /** Not asked yet, or the first question is still under way. Takes no work. */
    UNKNOWN,
    /** Answered the last question. */
    UP,
    /**
     * Gave no usable answer to the last question: nothing in time, or a refusal such as "access denied" or "too many connections". As a
     * writer it keeps its writes; as a reader it takes reads only while no other reader is up.
     */
    SUSPECT,
    /** Refuses connections, is shutting down, or was silent several times in a row. Takes no work. */
    DOWN
}
