package io.github.proxysqljdbc.topology;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Holds the present snapshot, and lets threads wait for one that suits them. Thread-safe; {@link #current()} is one volatile read.
 *
 * <p>One lock orders the updates. Under it run the function that makes the next snapshot, which must therefore be quick and pure, and nothing
 * else that is not ours. Changes are queued under the lock and told to listeners outside of it, by one thread at a time, in order: a thread
 * that finds another one telling leaves its change to that one. The queue is bounded by merging its last two changes.
 */
public final class TopologyHolder implements AutoCloseable {
    private static final int QUEUE_LIMIT = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<TopologyChange> untold = new ArrayDeque<>();
    private final List<TopologyListener> listeners = new CopyOnWriteArrayList<>();
    private boolean telling;
    private final Watch watch = new Watch(this);
    private volatile boolean closed;
    private volatile Topology current;

    /** Holds that snapshot until the first update. */
    public TopologyHolder(Topology initial) {
        this(initial, false);
    }

    private TopologyHolder(Topology initial, boolean telling) {
        this.current = Objects.requireNonNull(initial, "initial");
        this.telling = telling;
    }

    /** One that keeps its changes to itself until {@link #startTelling()}, so that listeners may come after the first of them. */
    public static TopologyHolder untold(Topology initial) {
        return new TopologyHolder(initial, true);
    }

    /** Tells the listeners of all changes so far, and from now on of each one at once. Called once, of an {@link #untold} holder. */
    public void startTelling() {
        tellListeners(true);
    }

    /** The present snapshot. */
    public Topology current() {
        return current;
    }

    /**
     * Replaces the snapshot by what the function makes of it, wakes those who wait, and tells the listeners.
     *
     * @param next pure and quick; called once, under the lock; the same snapshot as its argument means "no change"
     * @return the snapshots before and after; the same one twice if nothing changed
     */
    public TopologyChange update(UnaryOperator<Topology> next) {
        TopologyChange change;
        lock.lock();
        try {
            Topology before = current;
            change = new TopologyChange(before, next.apply(before));
            if (change.after() == before) {
                return change;
            }
            current = change.after();
            enqueue(change);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        watch.heard(change.after());
        tellListeners(false);
        return change;
    }

    /** Says whether the present snapshot may be trusted. */
    public Watch watch() {
        return watch;
    }

    /** Gives the snapshot another version, so that questions put before can be told from those put after. @return the new version */
    long turnOver() {
        return update(Topology::turnedOver).after().version();
    }

    /**
     * Tells questions to an instance that are put from now on from those that were put before.
     *
     * @return what says of a snapshot that the instance was heard of since
     */
    public Predicate<Topology> heardOfSince(int index) {
        long version = turnOver();
        return topology -> topology.of(index).trail().heardVersion() >= version;
    }

    /** Tells that listener of every change from now on, until {@link #removeListener}. */
    public void addListener(TopologyListener listener) {
        listeners.add(listener);
    }

    /** Tells that listener no more; a call under way may still end. Does nothing if it is not known. */
    public void removeListener(TopologyListener listener) {
        listeners.remove(listener);
    }

    /**
     * Waits for a snapshot that the condition accepts. Waiting threads are woken by changes; nothing is polled.
     *
     * @param condition pure; called on the waiting thread without a lock
     * @param timeoutNanos the longest wait in nanoseconds; with 0 or less only the present snapshot is looked at
     * @return the snapshot; null if time is up, or the holder was closed, before one was accepted
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public @Nullable Topology await(Predicate<Topology> condition, long timeoutNanos) throws InterruptedException {
        Topology seen = current;
        long remaining = timeoutNanos;
        while (!condition.test(seen)) {
            lock.lockInterruptibly();
            try {
                while (current == seen) {
                    if (closed || remaining <= 0) {
                        return null;
                    }
                    remaining = changed.awaitNanos(remaining);
                }
                seen = current;
            } finally {
                lock.unlock();
            }
        }
        return seen;
    }

    /** Whether {@link #close()} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Sends all home who wait, now and later. The last snapshot stays readable. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(TopologyChange change) {
        if (untold.size() == QUEUE_LIMIT) {
            TopologyChange last = untold.removeLast();
            untold.addLast(new TopologyChange(last.before(), change.after()));
        } else {
            untold.addLast(change);
        }
    }

    private void tellListeners(boolean mine) {
        for (TopologyChange change = takeTurn(mine); change != null; change = takeTurn(true)) {
            for (TopologyListener listener : listeners) {
                tell(listener, change);
            }
        }
    }

    /** The next change to tell; null if there is none, or if another thread is telling already. */
    private @Nullable TopologyChange takeTurn(boolean mine) {
        lock.lock();
        try {
            if (telling && !mine) {
                return null;
            }
            TopologyChange next = untold.pollFirst();
            telling = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private static void tell(TopologyListener listener, TopologyChange change) {
        try {
            listener.changed(change.before(), change.after());
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(TopologyHolder.class)
                    .warn("a topology listener failed; it goes on hearing of changes", e);
        }
    }
}
