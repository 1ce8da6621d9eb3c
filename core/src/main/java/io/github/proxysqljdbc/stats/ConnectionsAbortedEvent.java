package io.github.proxysqljdbc.stats;

/**
 * Connections in use were broken: their instance is dead, or another one has become the writer.
 *
 * @param instance {@code host:port}
 * @param connections how many were in use
 * @param reason why, in words
 */
public record ConnectionsAbortedEvent(String instance, int connections, String reason) {}
