package io.github.proxysqljdbc.testkit;

/**
 * A change of the writer. Times are those of {@link System#nanoTime()}.
 *
 * @param writer the new writer
 * @param beganNanos planned: when the old writer had become read-only; unplanned: when the failover was asked for
 * @param writableNanos when {@code read_only} had been turned off on the new writer. It takes writes then; the other replicas do not follow
 *     it yet
 */
public record Promotion(ServerInstance writer, long beganNanos, long writableNanos) {}
