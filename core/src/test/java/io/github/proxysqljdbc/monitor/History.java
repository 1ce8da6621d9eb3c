package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.monitor.Observation.Answered;
import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.monitor.Observation.Meaning;
import io.github.proxysqljdbc.monitor.Observation.Question;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.ServerId;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A topology to which observations happen, one after the other; each question is put right before its answer. */
final class History {
    static final Duration SILENCE = Duration.ofMillis(2500);
    static final Duration MAX_LAG = Duration.ofSeconds(10);
    private static final Duration QUICK = Duration.ofMillis(10);
    private static final Duration UNANSWERED = Duration.ofSeconds(1);

    private final TopologyFold fold = new TopologyFold(SILENCE, MAX_LAG);
    Topology topology;
    private Instant now = Instant.EPOCH;

    History(int instances) {
        topology = Topology.initial(
                IntStream.range(0, instances)
                        .mapToObj(i -> new Instance("db" + i, 3306))
                        .toList(),
                now);
    }

    static Answered answer(Topology topology, int index, Role role) {
        return answer(new Question(index, topology.version(), 0), role, 1000L * (index + 1));
    }

    static Answered answer(Question question, Role role, long latencyNanos) {
        return new Answered(question, 0, new RoleCheck.Answer(role, "says " + role, null), latencyNanos, null, null);
    }

    static Failed failure(Topology topology, int index, Meaning meaning) {
        FailureKind kind = switch (meaning) {
            case REFUSED -> FailureKind.CONNECT_FAILED;
            case SILENT -> FailureKind.TIMEOUT;
            case UNUSABLE -> FailureKind.ACCESS_DENIED;
        };
        return new Failed(new Question(index, topology.version(), 0), 0, meaning, kind, "failed: " + meaning);
    }

    /** Lets it happen after the last one; a question without an answer takes a second, any other one 10 ms. */
    History observe(Observation observation) {
        boolean silent = observation instanceof Failed failed && failed.meaning() == Meaning.SILENT;
        Instant asked = now;
        now = now.plus(silent ? UNANSWERED : QUICK);
        Question question = new Question(observation.index(), observation.asked(), nanos(asked));
        topology = fold.next(
                topology,
                observation instanceof Answered a
                        ? new Answered(question, nanos(now), a.answer(), a.latencyNanos(), a.server(), a.lag())
                        : at(question, nanos(now), (Failed) observation),
                now);
        return this;
    }

    private static Failed at(Question question, long ended, Failed failed) {
        return new Failed(question, ended, failed.meaning(), failed.kind(), failed.evidence());
    }

    Instant now() {
        return now;
    }

    static long nanos(Instant time) {
        return Duration.between(Instant.EPOCH, time).toNanos();
    }

    /** Lets so much time pass. */
    History later(Duration time) {
        now = now.plus(time);
        return this;
    }

    History reader(int index, Lag lag) {
        Answered plain = answer(topology, index, Role.READER);
        return observe(new Answered(plain.question(), 0, plain.answer(), 1000, null, lag));
    }

    History says(int index, Role role, ServerId server) {
        Answered plain = answer(topology, index, role);
        return observe(new Answered(plain.question(), 0, plain.answer(), 1000, server, null));
    }

    History writer(int... indexes) {
        for (int index : indexes) {
            observe(answer(topology, index, Role.WRITER));
        }
        return this;
    }

    History reader(int... indexes) {
        for (int index : indexes) {
            observe(answer(topology, index, Role.READER));
        }
        return this;
    }

    History silent(int... indexes) {
        return failed(Meaning.SILENT, indexes);
    }

    History refused(int... indexes) {
        return failed(Meaning.REFUSED, indexes);
    }

    History unusable(int... indexes) {
        return failed(Meaning.UNUSABLE, indexes);
    }

    private History failed(Meaning meaning, int... indexes) {
        for (int index : indexes) {
            observe(failure(topology, index, meaning));
        }
        return this;
    }

    /** The index of the instance that takes writes; null if none does. */
    @Nullable
    Integer writerIndex() {
        return index(topology.writer());
    }

    @Nullable
    Integer lastWriterIndex() {
        return index(topology.lastWriter());
    }

    List<Integer> readTargets() {
        return topology.readTargets().stream().map(InstanceState::index).toList();
    }

    List<Role> roles() {
        return topology.instances().stream().map(InstanceState::role).toList();
    }

    static @Nullable Integer index(@Nullable InstanceState state) {
        return state == null ? null : state.index();
    }
}
