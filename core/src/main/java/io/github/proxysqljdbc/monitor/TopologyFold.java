package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.monitor.Observation.Answered;
import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds one observation into the next snapshot. Pure: the same history gives the same snapshot.
 *
 * <p>Roles change only by an instance's own answer. A failure changes the status: refused connections and a server's own word that it shuts
 * down make it {@link Status#DOWN} at once, because nothing but a process that does not serve sends them; silence makes it
 * {@link Status#SUSPECT}, and down when it happens {@code silencesUntilDown} times in a row (ProxySQL's
 * {@code mysql-monitor_ping_max_failures} and {@code mysql-monitor_read_only_max_timeout_count} are 3 by default); a refusal to answer by a
 * server that lives makes it suspect and never down. Who may write follows from the claims: {@link WriterElection}.
 */
final class TopologyFold {
    private TopologyFold() {}

    /**
     * The snapshot after that observation; its version is one more.
     *
     * @param now for the times in the snapshot only: nothing is decided by it
     */
    static Topology next(Topology before, Observation observation, Instant now, int silencesUntilDown) {
        long version = before.version() + 1;
        InstanceState state = before.of(observation.index());
        InstanceState next = observation instanceof Answered answered
                ? answered(before, state, answered, version, now)
                : failed(state, (Failed) observation, now, silencesUntilDown);
        List<InstanceState> states = new ArrayList<>(before.instances());
        states.set(observation.index(), next);
        return WriterElection.elect(before, states, now);
    }

    private static InstanceState answered(
            Topology before, InstanceState state, Answered answered, long version, Instant now) {
        RoleCheck.Answer answer = answered.answer();
        Role role = answer.role() == Role.UNKNOWN ? state.role() : answer.role();
        Trail trail = role == Role.WRITER
                ? claim(before, state, answered.asked(), version)
                : new Trail(state.trail().answersInRow() + 1, 0, 0, 0, false, false, answered.asked());
        return new InstanceState(
                state.index(),
                state.instance(),
                role,
                role == state.role() ? state.roleSince() : now,
                Status.UP,
                state.isUp() ? state.statusSince() : now,
                average(state.latencyNanos(), answered.latencyNanos()),
                answer.evidence(),
                null,
                answer.lag(),
                trail);
    }

    /** The trail of an instance that says it is the writer. */
    private static Trail claim(Topology before, InstanceState state, long asked, long version) {
        Trail trail = state.trail();
        if (state.role() != Role.WRITER) {
            return new Trail(1, 0, version, rank(before, state, version), false, false, asked);
        }
        if (trail.claimVersion() == 0) {
            return new Trail(1, 0, version, trail.rank(), false, trail.established(), asked);
        }
        return new Trail(
                trail.answersInRow() + 1,
                0,
                trail.claimVersion(),
                trail.rank(),
                trail.confirmed(),
                trail.established(),
                asked);
    }

    /**
     * How new a claim is. Nobody knows since when an instance has been the writer that says so in its first answer, so it ranks below all
     * transitions that were seen; except if the writer we had is down by then, which makes a promotion the likely reason.
     */
    private static long rank(Topology before, InstanceState state, long version) {
        InstanceState incumbent = before.lastWriter();
        boolean seen = state.role() == Role.READER;
        return seen || (incumbent != null && incumbent.status() == Status.DOWN) ? version : 0;
    }

    private static InstanceState failed(InstanceState state, Failed failed, Instant now, int silencesUntilDown) {
        int silences =
                failed.meaning() == Observation.Meaning.SILENT ? state.trail().silencesInRow() + 1 : 0;
        Status status = switch (failed.meaning()) {
            case REFUSED -> Status.DOWN;
            case UNUSABLE -> Status.SUSPECT;
            case SILENT ->
                state.status() == Status.DOWN || silences >= silencesUntilDown ? Status.DOWN : Status.SUSPECT;
        };
        return new InstanceState(
                state.index(),
                state.instance(),
                state.role(),
                state.roleSince(),
                status,
                status == state.status() ? state.statusSince() : now,
                state.latencyNanos(),
                failed.evidence(),
                failed.kind(),
                state.lag(),
                trailAfterFailure(state.trail(), failed, status, silences));
    }

    /**
     * A failure breaks the row of answers. A confirmed claim survives until the instance is down, and has to be confirmed again after that;
     * an unconfirmed one survives silence only.
     */
    private static Trail trailAfterFailure(Trail trail, Failed failed, Status status, int silences) {
        boolean confirmed = trail.confirmed() && status != Status.DOWN;
        boolean claimStands = confirmed || (status != Status.DOWN && failed.meaning() == Observation.Meaning.SILENT);
        return new Trail(
                0,
                silences,
                claimStands ? trail.claimVersion() : 0,
                trail.rank(),
                confirmed,
                trail.established(),
                failed.asked());
    }

    private static long average(long before, long now) {
        return before == 0 ? now : before + (now - before) / 4;
    }
}
