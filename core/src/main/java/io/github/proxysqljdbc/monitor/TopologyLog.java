package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyListener;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Says in the log what changes: at INFO each role, status and writer, with old, new and evidence; at WARN what a person has to look at. What
 * stays as it is is not repeated. Called by one thread at a time.
 */
final class TopologyLog implements TopologyListener {
    private final Logger log;
    private final @Nullable String user;
    private @Nullable String conflict;

    TopologyLog(Logger log, @Nullable String user) {
        this.log = log;
        this.user = user;
    }

    @Override
    public void changed(Topology before, Topology after) {
        for (int i = 0; i < after.instances().size(); i++) {
            instance(before.of(i), after.of(i));
        }
        writer(before, after);
        conflict(after);
    }

    private void instance(InstanceState before, InstanceState after) {
        if (before.role() != after.role() || before.status() != after.status()) {
            log.info(
                    "{} is {} {}, was {} {}: {}",
                    after.instance(),
                    after.status(),
                    after.role(),
                    before.status(),
                    before.role(),
                    after.evidence());
        }
        if (after.failure() == before.failure()) {
            return;
        }
        if (after.failure() == FailureKind.ACCESS_DENIED) {
            log.warn(
                    "{} refuses the monitor's user {}, so its role is not known: {}. Check monitorUser and monitorPassword (by default user"
                            + " and password), and whether that account may connect from this host",
                    after.instance(),
                    user,
                    after.evidence());
        } else if (after.failure() == FailureKind.STATEMENT) {
            log.warn(
                    "{} does not answer the role check, so its role is not known: {}. Check the option checkType",
                    after.instance(),
                    after.evidence());
        }
    }

    private void writer(Topology before, Topology after) {
        InstanceState old = before.writer();
        InstanceState now = after.writer();
        if (now != null && (old == null || old.index() != now.index())) {
            log.info("writes go to {} ({}), before to {}", now.instance(), now.evidence(), name(old));
        } else if (now == null && old != null) {
            log.info(
                    "writes go to no instance, before to {}: {}",
                    old.instance(),
                    after.of(old.index()).evidence());
        }
    }

    private static String name(@Nullable InstanceState state) {
        return state == null ? "none" : state.instance().toString();
    }

    /** Says once that writes are contested, as soon as the claims are settled. */
    private void conflict(Topology topology) {
        InstanceState writer = topology.writer();
        List<InstanceState> alive = WriterElection.contenders(topology.instances()).stream()
                .filter(state -> state.status() != Status.DOWN)
                .toList();
        boolean contested = writer == null ? !alive.isEmpty() : alive.size() > 1;
        if (!contested) {
            conflict = null;
        } else if (WriterElection.awaited(topology).isEmpty()) {
            String names = alive.stream().map(s -> s.instance().toString()).collect(Collectors.joining(", "));
            String now = names + " / " + name(writer);
            if (!now.equals(conflict)) {
                conflict = now;
                warnOfConflict(names, writer, topology.lastWriter());
            }
        }
    }

    private void warnOfConflict(String names, @Nullable InstanceState writer, @Nullable InstanceState lastWriter) {
        if (writer != null) {
            log.warn(
                    "{} claim to be the writer; writes go to {} only, {}. Make the others read-only",
                    names,
                    writer.instance(),
                    writer.trail().rank() > 0
                            ? "which became it last"
                            : "whose claim is the oldest known, or the first in configured order");
        } else {
            log.warn(
                    "says to be the writer: {}; but {} became it later, and does not answer. No instance takes writes until that one answers,"
                            + " or another one is seen to become the writer (read_only turned on and off again)",
                    names,
                    name(lastWriter));
        }
    }
}
