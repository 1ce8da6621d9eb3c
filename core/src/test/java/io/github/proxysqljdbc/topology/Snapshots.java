package io.github.proxysqljdbc.topology;

import io.github.proxysqljdbc.config.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** States and snapshots for tests. */
final class Snapshots {
    private Snapshots() {}

    static Instance instance(int index) {
        return new Instance("db" + index, 3306);
    }

    static InstanceState state(int index, Role role, Status status) {
        return new InstanceState(
                index,
                instance(index),
                role,
                Instant.EPOCH,
                status,
                Instant.EPOCH,
                0,
                "told",
                null,
                null,
                false,
                false,
                0,
                Trail.NONE);
    }

    static InstanceState withLatency(int index, long micros) {
        InstanceState state = state(index, Role.READER, Status.UP);
        return new InstanceState(
                index,
                state.instance(),
                state.role(),
                state.roleSince(),
                state.status(),
                state.statusSince(),
                micros * 1000,
                "told",
                null,
                null,
                false,
                false,
                0,
                Trail.NONE);
    }

    static List<InstanceState> readers(int... indexes) {
        List<InstanceState> readers = new ArrayList<>();
        for (int index : indexes) {
            readers.add(state(index, Role.READER, Status.UP));
        }
        return List.copyOf(readers);
    }
}
