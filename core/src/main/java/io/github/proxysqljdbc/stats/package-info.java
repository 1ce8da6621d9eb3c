/** What can be observed: the listener, the counters and their snapshots. */
@NullMarked
package io.github.proxysqljdbc.stats;

import org.jspecify.annotations.NullMarked;
