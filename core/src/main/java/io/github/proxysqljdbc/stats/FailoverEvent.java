package io.github.proxysqljdbc.stats;

import org.jspecify.annotations.Nullable;

/**
 * The writer was lost, or there is one again.
 *
 * @param from the last writer, {@code host:port}
 * @param to the writer from now on, {@code host:port}, which may be the same; null while there is none
 * @param withoutWriterNanos how long there was none, in nanoseconds; 0 when it begins, and if another took over at once
 * @param reason what the instance answered, or did not, that decided it
 */
public record FailoverEvent(String from, @Nullable String to, long withoutWriterNanos, String reason) {}
