package io.github.proxysqljdbc.monitor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says of its replication.
 *
 * @param behind how far it is behind its source; null if replication does not run, so that it falls behind from now on
 */
record Lag(@Nullable Duration behind) {
    static final Lag STOPPED = new Lag(null);
}
