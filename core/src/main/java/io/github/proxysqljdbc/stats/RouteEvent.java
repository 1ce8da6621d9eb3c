package io.github.proxysqljdbc.stats;

/**
 * A statement was sent to an instance.
 *
 * @param hostgroup the hostgroup the route names, such as {@code writer}
 * @param instance {@code host:port}
 * @param reason why, in words
 * @param digest the statement without its literals
 * @param waitedNanos how long the statement waited for its physical connection, in nanoseconds; 0 if it had one
 */
public record RouteEvent(String hostgroup, String instance, String reason, String digest, long waitedNanos) {}
