package io.github.proxysqljdbc.stats;

import org.jspecify.annotations.Nullable;

/**
 * A transaction was lost before COMMIT was sent, and was replayed or not (option {@code transactionReplay}).
 *
 * @param outcome {@code replayed}; else a short constant name of why not, such as {@code differed} or {@code open_result}
 * @param from where it was lost, {@code host:port}
 * @param to where it goes on, {@code host:port}; null if it does not
 * @param statements how many statements it had
 * @param tookNanos how long it took, the wait for a new writer included, in nanoseconds
 * @param reason why it was not replayed, in words; empty if it was
 */
public record TransactionReplayEvent(
        String outcome, String from, @Nullable String to, int statements, long tookNanos, String reason) {}
