package io.github.proxysqljdbc.stats;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of one data source report what they do: it counts, and tells the listeners. Thread-safe; takes no lock.
 *
 * <p>No event is built while nobody listens: a route then costs two counters. Callers hold no lock. Instances are written {@code host:port},
 * kinds are short constant names; see {@link RouteEvent} and its siblings for the meaning of each argument.
 */
public final class Recorder {
    private final Counters counters;
    private final Listeners listeners;

    /**
     * A recorder that starts at zero.
     *
     * @param listeners who is told; the list is copied
     * @param classificationHits how often a statement's text was known already
     * @param classificationMisses how often it had to be parsed
     */
    public Recorder(
            List<? extends ProxysqlListener> listeners,
            LongSupplier classificationHits,
            LongSupplier classificationMisses) {
        this.counters = new Counters(classificationHits, classificationMisses);
        this.listeners = new Listeners(listeners);
    }

    /** A recorder that nobody listens to and that knows of no classifier, such as tests of one part use. */
    public static Recorder unheard() {
        return new Recorder(List.of(), () -> 0, () -> 0);
    }

    /** An instance has executed a statement. */
    public void routed(String hostgroup, String reasonKey, String instance, String reason, String digest) {
        counters.routed(hostgroup, reasonKey);
        if (listeners.isEnabled()) {
            listeners.tell(ProxysqlListener::routed, new RouteEvent(hostgroup, instance, reason, digest));
        }
    }

    /** An instance changed its role or status. */
    public void roleChanged(RoleChangeEvent event) {
        counters.roleChanged();
        listeners.tell(ProxysqlListener::roleChanged, event);
    }

    /** A session was bound to its physical connection. */
    public void pinned(String kind, String hostgroup, String instance, String reason) {
        counters.pinned(kind);
        if (listeners.isEnabled()) {
            listeners.tell(ProxysqlListener::pinned, new PinEvent(kind, hostgroup, instance, reason, 0));
        }
    }

    /** A pin has ended after so many nanoseconds. */
    public void unpinned(String kind, String hostgroup, String instance, String reason, long heldNanos) {
        counters.unpinned(heldNanos);
        if (listeners.isEnabled()) {
            listeners.tell(ProxysqlListener::unpinned, new PinEvent(kind, hostgroup, instance, reason, heldNanos));
        }
    }

    /** A statement, or an attempt to connect, failed. */
    public void failed(
            String kind,
            String hostgroup,
            String instance,
            String digest,
            @Nullable String sqlState,
            int errorCode,
            Fate fate) {
        counters.failed(kind, fate);
        if (listeners.isEnabled()) {
            listeners.tell(
                    ProxysqlListener::failed,
                    new FailureEvent(kind, hostgroup, instance, digest, sqlState, errorCode, fate));
        }
    }

    /** A lost transaction was replayed or not; see {@link TransactionReplayEvent}. */
    public void replayed(
            String outcome, String from, @Nullable String to, int statements, long tookNanos, String reason) {
        counters.replayed(outcome);
        if (listeners.isEnabled()) {
            listeners.tell(
                    ProxysqlListener::transactionReplayed,
                    new TransactionReplayEvent(outcome, from, to, statements, tookNanos, reason));
        }
    }

    /** A borrower had to wait so many nanoseconds for a physical connection, in vain or not. */
    public void waited(String hostgroup, String instance, long waitedNanos, boolean served) {
        counters.waited(instance, waitedNanos, served);
        if (listeners.isEnabled()) {
            listeners.tell(ProxysqlListener::waited, new WaitEvent(hostgroup, instance, waitedNanos, served));
        }
    }

    /** A statement had to wait so many nanoseconds for an instance of its hostgroup, in vain or not: there was none. */
    public void waitedForInstance(String hostgroup, long waitedNanos, boolean served) {
        counters.waitedForInstance(waitedNanos, served);
        if (listeners.isEnabled()) {
            listeners.tell(ProxysqlListener::waited, new WaitEvent(hostgroup, null, waitedNanos, served));
        }
    }

    /** There is no writer any more, or another one. */
    public void failoverBegan(FailoverEvent event) {
        counters.failoverBegan();
        listeners.tell(ProxysqlListener::failoverBegan, event);
    }

    /** There is a writer again. */
    public void failoverEnded(FailoverEvent event) {
        counters.failoverEnded(event.withoutWriterNanos());
        listeners.tell(ProxysqlListener::failoverEnded, event);
    }

    /** A session holds a connection for longer than it may. */
    public void leaked(LeakEvent event) {
        counters.leaked();
        listeners.tell(ProxysqlListener::leaked, event);
    }

    /** Connections in use were broken, because their instance is dead or no longer the writer. */
    public void connectionsAborted(String instance, int connections, String reason) {
        counters.aborted(connections);
        listeners.tell(
                ProxysqlListener::connectionsAborted, new ConnectionsAbortedEvent(instance, connections, reason));
    }

    /** What was counted of waits for one instance, {@code host:port}. */
    public StatsSnapshot.Waits waits(String instance) {
        return counters.waits(instance);
    }

    /**
     * The counts so far.
     *
     * @param instances how each instance's connections are used at this moment
     * @param waitingForWriter how many statements wait for a writer at this moment
     */
    public StatsSnapshot snapshot(Map<String, InstanceStats> instances, int waitingForWriter) {
        return counters.snapshot(instances, waitingForWriter);
    }
}
