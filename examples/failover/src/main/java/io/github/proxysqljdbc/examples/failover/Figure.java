package io.github.proxysqljdbc.examples.failover;

/** What is measured of a scenario. Counts are of pieces of work: a row in autocommit mode, a transaction, a read. */
enum Figure {
    /** From the moment at which a promoted instance took writes to the first one that it acknowledged, in ms; of several, the longest. */
    FIRST_WRITE("first", "write"),
    /** The longest time without an acknowledged write, in ms. */
    PAUSE("no", "write"),
    /** The longest write in autocommit mode, failed or not, in ms. */
    LONGEST_WRITE("longest", "write"),
    LONGEST_TRANSACTION("longest", "trans."),
    LONGEST_READ("longest", "read"),
    /** Writes that failed with something else than "outcome unknown". */
    FAILED_WRITES("failed", "writes"),
    UNKNOWN_WRITES("unknown", "writes"),
    /** Transactions that failed and began before the trouble. */
    FAILED_BEFORE("trans.", "before"),
    /** Transactions that failed and began between the trouble and the promotion. */
    FAILED_DURING("trans.", "during"),
    /** Transactions that failed and began after the promotion. */
    FAILED_AFTER("trans.", "after"),
    /** Transactions of those three whose outcome is unknown. */
    UNKNOWN_TRANSACTIONS("trans.", "unknown"),
    FAILED_READS("failed", "reads"),
    /** Connections of ten that lay idle through it all, and worked afterwards. */
    IDLE_WORKED("idle", "worked"),
    LOST("", "lost"),
    DOUBLED("", "doubled"),
    /** Failed with something else than "outcome unknown", and is there. */
    REFUSED_BUT_THERE("refused,", "there"),
    TORN("torn", "trans."),
    /** Taken by an instance that was no writer any more. */
    ASTRAY("wrong", "server"),
    /** The most connections to one instance after the recovery. */
    CONNECTIONS("conn.", "most"),
    /** The most connections to the new writer that were begun within 100 ms. */
    CONNECTION_RATE("conn.", "/100ms"),
    /** Threads after the recovery less those before the trouble. */
    THREADS("threads", "more"),
    /** Connections and threads that were left when the data source was closed. */
    LEFT("left", "over"),
    /** Used heap after the recovery less that before the trouble, in MB. */
    HEAP("heap", "more MB"),
    /** Threads that were still busy with the same piece of work 40 s after the end. */
    STUCK("threads", "stuck");

    private final String above;
    private final String below;

    Figure(String above, String below) {
        this.above = above;
        this.below = below;
    }

    /** The first line of its heading. */
    String above() {
        return above;
    }

    /** The second line of its heading. */
    String below() {
        return below;
    }
}
