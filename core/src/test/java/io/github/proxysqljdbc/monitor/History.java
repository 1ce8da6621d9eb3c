package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.monitor.Observation.Answered;
import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.monitor.Observation.Meaning;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A topology to which observations happen, one after the other; each question is put right before its answer. */
final class History {
    static final int SILENCES = 3;

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
        return new Answered(
                index, topology.version(), new RoleCheck.Answer(role, "says " + role, null), 1000L * (index + 1));
    }

    static Failed failure(Topology topology, int index, Meaning meaning) {
        FailureKind kind = switch (meaning) {
            case REFUSED -> FailureKind.CONNECT_FAILED;
            case SILENT -> FailureKind.TIMEOUT;
            case UNUSABLE -> FailureKind.ACCESS_DENIED;
        };
        return new Failed(index, topology.version(), meaning, kind, "failed: " + meaning);
    }

    History observe(Observation observation) {
        now = now.plusMillis(10);
        topology = TopologyFold.next(topology, observation, now, SILENCES);
        return this;
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
