package io.github.proxysqljdbc.stats;

/**
 * A statement was sent to an instance.
 *
 * @param hostgroup the hostgroup the route names, such as {@code writer}
 * @param instance {@code host:port}
 * @param reason why, in words
 * @param digest the statement without its literals
 */
public record RouteEvent(String hostgroup, String instance, String reason, String digest) {}
