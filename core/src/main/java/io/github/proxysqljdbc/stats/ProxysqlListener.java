package io.github.proxysqljdbc.stats;

/**
 * Hears what a data source does. Each method does nothing unless it is overridden.
 *
 * <p>The methods are called on the thread that does the work, several at a time, and never while a lock is held: an implementation must
 * be thread-safe and quick. What it throws is caught, and logged once for each listener; it changes nothing for the statement.
 */
public interface ProxysqlListener {
    /** A statement was sent to an instance. Called for every statement. */
    default void routed(RouteEvent event) {}

    /** An instance changed its role or status. Called by the monitor's threads. */
    default void roleChanged(RoleChangeEvent event) {}

    /** The writer is gone: writes wait. Called by the monitor's threads. */
    default void failoverBegan(FailoverEvent event) {}

    /** There is a writer again. Follows each {@link #failoverBegan}, unless the data source is closed before. Called by the monitor's threads. */
    default void failoverEnded(FailoverEvent event) {}

    /** Connections in use were broken, because nobody can expect an answer on them any more. Called by the monitor's threads. */
    default void connectionsAborted(ConnectionsAbortedEvent event) {}

    /** A session was bound to its physical connection. */
    default void pinned(PinEvent event) {}

    /** A pin has ended. */
    default void unpinned(PinEvent event) {}

    /** A statement, or an attempt to connect, failed. */
    default void failed(FailureEvent event) {}

    /** A transaction was lost, and was replayed or not. Called with {@code transactionReplay=true} only, by the thread that lost it. */
    default void transactionReplayed(TransactionReplayEvent event) {}

    /** A borrower had to wait for a physical connection, or for an instance to appear. */
    default void waited(WaitEvent event) {}

    /** A session holds a physical connection for too long; told once for each hold. Called by a scheduler's thread. */
    default void leaked(LeakEvent event) {}
}
