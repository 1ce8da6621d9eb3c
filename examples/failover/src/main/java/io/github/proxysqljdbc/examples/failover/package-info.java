/** What an application sees while real servers die, hang and change roles: a load, scenarios, and a ledger of what was acknowledged. */
@NullMarked
package io.github.proxysqljdbc.examples.failover;

import org.jspecify.annotations.NullMarked;
