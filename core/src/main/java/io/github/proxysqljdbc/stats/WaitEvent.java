package io.github.proxysqljdbc.stats;

import org.jspecify.annotations.Nullable;

/**
 * A borrower had to wait for a physical connection, in vain or not.
 *
 * @param hostgroup the hostgroup of the statement
 * @param instance {@code host:port}; null if it waited for an instance to appear
 * @param waitedNanos how long, in nanoseconds
 * @param served whether it got one
 */
public record WaitEvent(String hostgroup, @Nullable String instance, long waitedNanos, boolean served) {}
