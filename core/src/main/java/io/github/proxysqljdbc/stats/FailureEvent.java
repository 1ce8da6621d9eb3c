package io.github.proxysqljdbc.stats;

import org.jspecify.annotations.Nullable;

/**
 * A statement, or an attempt to connect, failed.
 *
 * @param kind what the failure means, such as {@code connection_lost}
 * @param hostgroup the hostgroup of the statement
 * @param instance {@code host:port}
 * @param digest the statement without its literals; empty if none was under way
 * @param sqlState the SQLState; null if there is none
 * @param errorCode the server's error number; 0 if it sent none
 * @param fate what became of the statement
 */
public record FailureEvent(
        String kind,
        String hostgroup,
        String instance,
        String digest,
        @Nullable String sqlState,
        int errorCode,
        Fate fate) {
    /** Whether the statement was sent again instead of the failure being reported. */
    public boolean retried() {
        return fate.sentAgain();
    }
}
