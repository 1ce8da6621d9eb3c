package io.github.proxysqljdbc.testkit;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a test as skipped; the only class that {@link Cluster} uses of JUnit's. Stateless. */
final class Skipping {
    private static final Logger LOG = LoggerFactory.getLogger(Skipping.class);

    private Skipping() {}

    static void skip(@Nullable String reason) {
        LOG.warn("skipped: {}", reason);
        throw new TestAbortedException(reason);
    }
}
