package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.ServerId;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyListener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what changes: at INFO each role, status and writer, with old, new and evidence; at WARN what a person has to look at. What
 * stays as it is is not repeated. Called by one thread at a time.
 */
final class TopologyLog implements TopologyListener {
    private final @Nullable String user;
    private final @Nullable Duration maxLag;
    private final Set<Instance> lagRefused = ConcurrentHashMap.newKeySet();
    private @Nullable String conflict;

    TopologyLog(@Nullable String user, @Nullable Duration maxLag) {
        this.user = user;
        this.maxLag = maxLag;
    }

    /** The monitor's log, looked up for each of its rare lines: to load this class must not load the logging library. */
    static Logger log() {
        return LoggerFactory.getLogger(Monitor.class);
    }

    /** Says once for each instance that it does not tell how far it lags. Called by any thread. */
    void lagRefused(Instance instance, String words) {
        if (lagRefused.add(instance)) {
            log().warn(
                            "{} does not tell {} how far it is behind, so maxReplicationLag does not hold for it, and it keeps its reads: {}. Grant the"
                                    + " monitor's user REPLICATION CLIENT on MySQL, REPLICA MONITOR on MariaDB, or leave the option out",
                            instance,
                            user,
                            words);
        }
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
            log().info(
                            "{} is {} {}, was {} {}: {}",
                            after.instance(),
                            after.status(),
                            after.role(),
                            before.status(),
                            before.role(),
                            after.evidence());
        }
        if (after.dead() && !before.dead() && before.status() == after.status()) {
            log().info("{} is taken for dead: {}", after.instance(), after.evidence());
        }
        lag(before, after);
        server(before, after);
        if (after.failure() == before.failure()) {
            return;
        }
        if (after.failure() == FailureKind.ACCESS_DENIED) {
            log().warn(
                            "{} refuses the monitor's user {}, so its role is not known: {}. Check monitorUser and monitorPassword (by default user"
                                    + " and password), and whether that account may connect from this host",
                            after.instance(),
                            user,
                            after.evidence());
        } else if (after.failure() == FailureKind.NO_CREDENTIALS) {
            log().warn(
                            "{} cannot be asked for its role: {}. Check the option credentials",
                            after.instance(),
                            after.evidence());
        } else if (after.failure() == FailureKind.STATEMENT) {
            log().warn(
                            "{} does not answer the role check, so its role is not known: {}. Check the option checkType",
                            after.instance(),
                            after.evidence());
        }
    }

    private void lag(InstanceState before, InstanceState after) {
        if (before.behind() == after.behind()) {
            return;
        }
        String lag = after.lag() == null
                ? "its replication does not run"
                : "behind by " + after.lag().toMillis() + " ms";
        if (after.behind()) {
            log().info(
                            "{} takes no reads while others can: {}, maxReplicationLag is {} ms",
                            after.instance(),
                            lag,
                            maxLag == null ? 0 : maxLag.toMillis());
        } else {
            log().info("{} takes reads again: {}", after.instance(), lag);
        }
    }

    private void server(InstanceState before, InstanceState after) {
        ServerId known = before.trail().server();
        ServerId now = after.trail().server();
        if (known == null || now == null || !now.isOtherRun(known)) {
            return;
        }
        if (now.isOtherServer(known)) {
            log().info("{} is another server now: {}, was {}", after.instance(), now.names(), known.names());
        } else {
            log().info("{} was started anew", after.instance());
        }
    }

    private void writer(Topology before, Topology after) {
        InstanceState old = before.writer();
        InstanceState now = after.writer();
        if (now != null && (old == null || old.index() != now.index())) {
            log().info(
                            "writes go to {} ({}), {}",
                            now.instance(),
                            now.evidence(),
                            old == null ? afterNone(before, after) : "before to " + old.instance());
        } else if (now == null && old != null) {
            log().info(
                            "writes go to no instance, before to {}: {}. All instances are asked every 50 to 100 ms until one is the writer",
                            old.instance(),
                            after.of(old.index()).evidence());
        }
    }

    private static String afterNone(Topology before, Topology after) {
        InstanceState last = before.lastWriter();
        return "after "
                + Duration.between(before.writerSince(), after.writerSince()).toMillis() + " ms without a writer"
                + (last == null ? "" : ", the last one was " + last.instance());
    }

    private static String name(@Nullable InstanceState state) {
        return state == null ? "none" : state.instance().toString();
    }

    /** Says once that writes are contested, as soon as the claims are settled. */
    private void conflict(Topology topology) {
        InstanceState writer = topology.writer();
        List<InstanceState> alive = WriterElection.contenders(topology.instances()).stream()
                .filter(InstanceState::isUp)
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
            log().warn(
                            "{} claim to be the writer; writes go to {} only, {}. Make the others read-only",
                            names,
                            writer.instance(),
                            writer.trail().claim().rank() > 0
                                    ? "which became it last"
                                    : "whose claim is the oldest known, or the first in configured order");
        } else {
            log().warn(
                            "says to be the writer: {}; but {} became it later, and does not answer. No instance takes writes until that one answers,"
                                    + " or another one is seen to become the writer (read_only turned on and off again)",
                            names,
                            name(lastWriter));
        }
    }
}
