package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.config.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When one connection was last known to live: when it was made, or answered. Belongs to its borrower. */
final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);
    /** How long an answer may take; the driver counts in whole seconds. */
    private static final int LONGEST_SECONDS = 1;

    private final Connection driver;
    private final Instance instance;
    private final Trust trust;
    private long provenAt = System.nanoTime();

    /** @param trust what is known of all connections of its pool */
    Proof(Connection driver, Instance instance, Trust trust) {
        this.driver = driver;
        this.instance = instance;
        this.trust = trust;
    }

    /** Whether the connection lives; the server is asked if another connection broke since, or the process stood still. */
    boolean stands() {
        return trust.covers(provenAt) || renew(LONGEST_SECONDS);
    }

    /** Asks the server, unless the connection is dead for sure. HikariCP does the same before it hands out a connection that was idle. */
    boolean renew(int longestSeconds) {
        if (trust.rulesOut(provenAt)) {
            return false;
        }
        try {
            if (driver.isValid(longestSeconds)) {
                provenAt = System.nanoTime();
                return true;
            }
        } catch (SQLException e) {
            LOG.debug("a connection to {} cannot be asked whether it lives", instance, e);
        }
        trust.foundDead(provenAt);
        return false;
    }
}
