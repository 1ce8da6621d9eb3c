package io.github.proxysqljdbc.topology;

import io.github.proxysqljdbc.config.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One immutable snapshot of all instances. What a statement needs is computed once, when the snapshot is made; every method but
 * {@link #toString()} only reads a field.
 */
public final class Topology {
    private static final int NONE = -1;

    private final long version;
    private final List<InstanceState> instances;
    private final @Nullable InstanceState writer;
    private final @Nullable InstanceState lastWriter;
    private final Instant writerSince;
    private final List<InstanceState> readers;
    private final List<InstanceState> readTargets;

    private Topology(
            long version, List<InstanceState> instances, int writerIndex, int lastWriterIndex, Instant writerSince) {
        this.version = version;
        this.writerSince = writerSince;
        this.instances = List.copyOf(instances);
        for (int i = 0; i < this.instances.size(); i++) {
            if (this.instances.get(i).index() != i) {
                throw new IllegalArgumentException(this.instances.get(i) + " stands at place " + i);
            }
        }
        this.writer = writerIndex == NONE ? null : this.instances.get(writerIndex);
        this.lastWriter = lastWriterIndex == NONE ? null : this.instances.get(lastWriterIndex);
        if (writer != null && (writer.role() != Role.WRITER || !takesWork(writer))) {
            throw new IllegalArgumentException("no writer: " + writer);
        }
        this.readers = firstNotEmpty(
                where(s -> s.role() == Role.READER && s.status() == Status.UP && !s.behind()),
                where(s -> s.role() == Role.READER && s.status() == Status.SUSPECT && !s.behind()));
        this.readTargets = firstNotEmpty(
                readers,
                writer == null ? List.of() : List.of(writer),
                where(s -> s.status() == Status.UP),
                where(s -> s.status() == Status.SUSPECT));
    }

    /**
     * The snapshot before anything was asked: version 0, every instance unknown.
     *
     * @throws IllegalArgumentException if the list is empty
     */
    public static Topology initial(List<Instance> instances, Instant now) {
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a topology needs an instance");
        }
        List<InstanceState> states = new ArrayList<>(instances.size());
        for (Instance instance : instances) {
            states.add(InstanceState.unknown(states.size(), instance, now));
        }
        return new Topology(0, states, NONE, NONE, now);
    }

    /**
     * A snapshot of these states, for those that fold observations and for tests.
     *
     * @param version greater than that of the snapshot it follows
     * @param states by index
     * @param writerIndex the instance that takes writes now; -1 if none does
     * @param lastWriterIndex the instance whose claim to be the writer was confirmed last, if it has not said otherwise since; else -1
     * @param writerSince since when {@code writerIndex} is what it is
     * @throws IllegalArgumentException if a state is not at its index, or if the writer is down or is not a writer by its own word
     */
    public static Topology of(
            long version, List<InstanceState> states, int writerIndex, int lastWriterIndex, Instant writerSince) {
        return new Topology(version, states, writerIndex, lastWriterIndex, writerSince);
    }

    /** The same in the next version. */
    Topology turnedOver() {
        return of(version + 1, instances, index(writer), index(lastWriter), writerSince);
    }

    private static int index(@Nullable InstanceState state) {
        return state == null ? NONE : state.index();
    }

    /** Grows with every observation, from 0. */
    public long version() {
        return version;
    }

    /** All instances in configured order. Immutable, never empty. */
    public List<InstanceState> instances() {
        return instances;
    }

    /**
     * The state of the instance at that place of the configured list.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public InstanceState of(int index) {
        return instances.get(index);
    }

    /**
     * The instance that takes writes: a confirmed writer that is not down. Null while there is none, and while a newer claim waits for its
     * confirmation.
     */
    public @Nullable InstanceState writer() {
        return writer;
    }

    /** The instance whose claim to be the writer was confirmed last, if it has not said otherwise since; it may be down. Null if none. */
    public @Nullable InstanceState lastWriter() {
        return lastWriter;
    }

    /**
     * Whether that instance says that it is the writer although another one has been confirmed as it: what it acknowledges now is lost.
     *
     * @throws IndexOutOfBoundsException if there is none at that place
     */
    public boolean isSuperseded(int index) {
        return lastWriter != null && lastWriter.index() != index && of(index).role() == Role.WRITER;
    }

    /** Since when {@link #writer()} is the instance that it is, or since when there is none. */
    public Instant writerSince() {
        return writerSince;
    }

    /** The readers that are up and not too far behind; if there is none, those that are suspect. Immutable, may be empty. */
    public List<InstanceState> readers() {
        return readers;
    }

    /**
     * Where a read may go: the readers; if there is none the writer; if there is none any instance that is up, then any that is suspect,
     * however far behind.
     * Empty only while every instance is down or not asked yet. Immutable.
     */
    public List<InstanceState> readTargets() {
        return readTargets;
    }

    /** Whether any instance answered its last question. */
    public boolean anyUp() {
        for (InstanceState state : instances) {
            if (state.isUp()) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesWork(InstanceState state) {
        return state.status() == Status.UP || state.status() == Status.SUSPECT;
    }

    private List<InstanceState> where(Predicate<InstanceState> condition) {
        return instances.stream().filter(condition).toList();
    }

    @SafeVarargs
    private static List<InstanceState> firstNotEmpty(List<InstanceState>... choices) {
        for (List<InstanceState> choice : choices) {
            if (!choice.isEmpty()) {
                return choice;
            }
        }
        return List.of();
    }

    /** The version, the writer and one line for each instance. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("topology version ").append(version).append(", writer ");
        if (writer != null) {
            text.append(writer.instance());
        } else {
            text.append("none");
            if (lastWriter != null) {
                text.append(" (last ").append(lastWriter.instance()).append(')');
            }
        }
        text.append(" since ").append(writerSince);
        for (InstanceState state : instances) {
            text.append("\n  ").append(state);
        }
        return text.toString();
    }
}
