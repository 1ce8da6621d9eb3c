package io.github.proxysqljdbc.stats;

/**
 * A session was bound to its physical connection, or was set free again.
 *
 * @param kind what kind of pin, such as {@code temporary_table}
 * @param hostgroup the hostgroup of the connection
 * @param instance {@code host:port}
 * @param reason why, in words
 * @param heldNanos how long the pin lasted, in nanoseconds; 0 when it begins
 */
public record PinEvent(String kind, String hostgroup, String instance, String reason, long heldNanos) {}
