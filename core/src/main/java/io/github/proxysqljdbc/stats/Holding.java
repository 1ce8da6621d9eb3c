package io.github.proxysqljdbc.stats;

import java.util.Locale;

/**
 * What holds a physical connection at one moment.
 *
 * @param kind the kind of the pin, such as {@code temporary_table}; {@code open_result}; {@link #STATEMENT}, {@link #KEPT} or
 *     {@link #CONNECTION}
 * @param reason the same in words, with the name of what it is about, if it has one
 * @param thread the name of the thread that began it
 * @param heldNanos for how long, in nanoseconds
 */
public record Holding(String kind, String reason, String thread, long heldNanos) {
    /** The kind of a statement that runs now. */
    public static final String STATEMENT = "statement";

    /** The kind of a connection that its session does not use, and gives up when others wait. */
    public static final String KEPT = "kept";

    /** With {@code multiplexing=false}: the kind of a connection that is not closed. */
    public static final String CONNECTION = "connection";

    /** Whether it lasts until the application ends it: no running statement, and nothing that is given up when others wait. */
    public boolean isPin() {
        return !kind.equals(STATEMENT) && !kind.equals(KEPT);
    }

    /** Such as {@code a temporary table (t) for 4.0 s (thread main)}. */
    @Override
    public String toString() {
        return reason + String.format(Locale.ROOT, " for %.1f s", heldNanos / 1e9) + " (thread " + thread + ')';
    }
}
