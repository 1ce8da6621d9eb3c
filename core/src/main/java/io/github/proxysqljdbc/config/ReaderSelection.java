package io.github.proxysqljdbc.config;

/** How one of several readers is chosen for a statement (the {@code readerSelection} option). */
public enum ReaderSelection {
    /** A thread stays on the reader it used last while that one is no busier than the others by a small margin. */
    AFFINITY,
    /** The reader with the fewest statements under way. */
    LEAST_OUTSTANDING,
    /** One reader after the other. */
    ROUND_ROBIN,
    /** Any reader, with equal chances. */
    RANDOM,
    /** Any reader, with chances in proportion to the weights of the instances. */
    WEIGHTED,
    /** The reader that answered the role check fastest. */
    LOWEST_LATENCY
}
