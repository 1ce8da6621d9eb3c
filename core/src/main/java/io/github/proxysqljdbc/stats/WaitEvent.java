package io.github.proxysqljdbc.stats;

/**
 * A borrower had to wait for a physical connection, in vain or not.
 *
 * @param hostgroup the hostgroup of the statement
 * @param instance {@code host:port}
 * @param waitedNanos how long, in nanoseconds
 * @param served whether it got one
 */
public record WaitEvent(String hostgroup, String instance, long waitedNanos, boolean served) {}
