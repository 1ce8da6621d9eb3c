package io.github.proxysqljdbc.pool;

import java.util.function.BooleanSupplier;

/**
 * What connections to one instance are borrowed for; one object serves all borrowers.
 *
 * @param hostgroup the hostgroup of the statements
 * @param worthWaiting whether the instance may still serve them; asked by those who wait, from time to time and after {@link Pools#reconsider}
 */
public record Purpose(String hostgroup, BooleanSupplier worthWaiting) {}
