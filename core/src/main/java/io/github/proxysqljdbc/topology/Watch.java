package io.github.proxysqljdbc.topology;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a topology may be trusted: as long as somebody looks after it. A process that stood still, because it was frozen between two
 * invocations, suspended or restored, knows only how things were before. Thread-safe; no method blocks.
 *
 * <p>Whoever looks after the topology calls {@link #beat} more often than every {@link #LONGEST_GAP}. When that was not done, the first who
 * notices begins a <em>look</em>: listeners have the instances asked, and it is over when each of them was heard of, or after
 * {@link #LONGEST_LOOK}. Only then the beat goes on, so that everybody who comes meanwhile notices, too, and waits for the same look.
 */
public final class Watch {
    /** How long the process may have stood still without consequences, in nanoseconds: long garbage collections are shorter. */
    public static final long LONGEST_GAP = 1_500_000_000L;
    /** How long instances that do not answer are waited for, in nanoseconds. */
    public static final long LONGEST_LOOK = 1_000_000_000L;

    private final TopologyHolder holder;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Look> look = new AtomicReference<>();
    private volatile long beatAt = System.nanoTime();

    /** A look that is under way: over when no instance was asked last in an older version than that. */
    private record Look(long version, long startedAt) implements Predicate<Topology> {
        @Override
        public boolean test(Topology topology) {
            for (InstanceState state : topology.instances()) {
                if (state.trail().heardVersion() < version) {
                    return false;
                }
            }
            return true;
        }

        boolean isOver(Topology topology, long now) {
            return now - startedAt > LONGEST_LOOK || test(topology);
        }

        /** Whether the process stood still once more since it began, so that what was heard is old again. */
        boolean isLost(long now) {
            return now - startedAt > LONGEST_LOOK + LONGEST_GAP;
        }
    }

    Watch(TopologyHolder holder) {
        this.holder = holder;
    }

    /** Has that called when a look begins, on the thread that noticed: it must not block. */
    public void addListener(Runnable beginning) {
        listeners.add(beginning);
    }

    /** Whether the topology may not be trusted at that {@code System.nanoTime()}. One volatile read. */
    public boolean isStale(long now) {
        return now - beatAt > LONGEST_GAP;
    }

    /** Says that the topology is looked after at that {@code System.nanoTime()}; notices if it was not, and the end of a look. */
    public void beat(long now) {
        Look current = look.get();
        if (current == null ? isStale(now) : current.isLost(now)) {
            lookAgain(now);
        } else if (current == null) {
            beatAt = now;
        } else if (current.isOver(holder.current(), now)) {
            beatAt = now;
            look.compareAndSet(current, null);
        }
    }

    /** Takes in that an instance was heard of. */
    void heard(Topology topology) {
        Look current = look.get();
        if (current != null && current.test(topology)) {
            beat(System.nanoTime());
        }
    }

    /** Begins a look, because the process stood still though its clock did not tell. */
    public void distrust() {
        long now = System.nanoTime();
        beatAt = now - 2 * LONGEST_GAP;
        lookAgain(now);
    }

    /**
     * Begins a look if the topology is stale at that {@code System.nanoTime()} and none is under way.
     *
     * @return what says of a snapshot that the look is over; it is waited for no longer than {@link #LONGEST_LOOK}, and then {@link #beat}
     */
    public Predicate<Topology> lookAgain(long now) {
        Look current = look.get();
        if (isStale(now) && (current == null || current.isLost(now))) {
            Look mine = new Look(holder.turnOver(), now);
            if (look.compareAndSet(current, mine)) {
                listeners.forEach(Runnable::run);
                return mine;
            }
            current = look.get();
        }
        return current == null ? topology -> true : current;
    }
}
