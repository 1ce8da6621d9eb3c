package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.monitor.Observation.Answered;
import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.ServerId;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.Trail;
import io.github.proxysqljdbc.topology.Trail.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds one observation into the next snapshot. Pure: the same history gives the same snapshot.
 *
 * <p>Roles change only by an instance's own answer. A failure changes the status: refused connections and a server's own word that it shuts
 * down make it {@link Status#DOWN} at once, because nothing but a process that does not serve sends them; silence makes it
 * {@link Status#SUSPECT}; a refusal to answer by a server that lives makes it suspect and never down.
 *
 * <p>The verdict: an instance that gave no answer of any kind for {@code silenceTimeout}, to two questions at least, is down and
 * <em>dead</em>. The time is measured from the start of the first question that was not answered, so that it is the server's silence, not
 * ours. A question more than one, because the first may be lost with the connection that it went over.
 *
 * <p>Who may write follows from the claims: {@link WriterElection}.
 */
final class TopologyFold {
    /** How many questions must have gone unanswered before an instance is dead. */
    static final int LEAST_SILENCES = 2;

    private final long silence;
    private final LagLimit lagLimit;

    /**
     * @param silence {@code silenceTimeout}
     * @param maxLag {@code maxReplicationLag}; null for none
     */
    TopologyFold(Duration silence, @Nullable Duration maxLag) {
        this.silence = silence.toNanos();
        this.lagLimit = new LagLimit(maxLag);
    }

    /**
     * The snapshot after that observation; its version is one more.
     *
     * @param now for the times in the snapshot only: nothing is decided by it
     */
    Topology next(Topology before, Observation observation, Instant now) {
        InstanceState state = before.of(observation.index());
        InstanceState next = observation instanceof Answered answered
                ? answered(before, state, answered, now)
                : failed(state, (Failed) observation, now);
        List<InstanceState> states = new ArrayList<>(before.instances());
        states.set(observation.index(), next);
        return WriterElection.elect(before, states, now);
    }

    private InstanceState answered(Topology before, InstanceState state, Answered answered, Instant now) {
        ServerId known = state.trail().server();
        ServerId server = answered.server() == null ? known : answered.server();
        boolean otherRun = known != null && server != null && server.isOtherRun(known);
        boolean otherServer = known != null && server != null && server.isOtherServer(known);
        Role last = otherServer ? Role.UNKNOWN : state.role();
        Role role = answered.answer().role() == Role.UNKNOWN
                ? last
                : answered.answer().role();
        boolean demoted = state.role() == Role.WRITER && role != Role.WRITER;
        long version = before.version() + 1;
        Claim claim = role == Role.WRITER
                ? claim(before, state, last, version)
                : new Claim(state.trail().claim().answersInRow() + 1, 0, 0, false, false);
        LagLimit.Judgement lag = lagLimit.judge(state, role, answered.lag(), answered.endedAt());
        return new InstanceState(
                state.index(),
                state.instance(),
                role,
                role == state.role() ? state.roleSince() : now,
                Status.UP,
                state.isUp() ? state.statusSince() : now,
                average(state.latencyNanos(), answered.latencyNanos()),
                answered.answer().evidence(),
                null,
                lag.lag(),
                lag.behind(),
                false,
                state.generation() + (otherRun || demoted ? 1 : 0),
                new Trail(claim, 0, 0, answered.endedAt(), version, answered.asked(), server));
    }

    /** What becomes of the claim of an instance that says it is the writer, and said {@code last} before. */
    private static Claim claim(Topology before, InstanceState state, Role last, long version) {
        Claim claim = state.trail().claim();
        if (last != Role.WRITER) {
            return new Claim(1, version, rank(before, last, version), false, false);
        }
        if (claim.version() == 0) {
            return new Claim(1, version, claim.rank(), false, claim.established());
        }
        long rank = claim.rank() == 0 && followsTheWriter(before, state) ? version : claim.rank();
        return new Claim(claim.answersInRow() + 1, claim.version(), rank, claim.confirmed(), claim.established());
    }

    /**
     * How new a claim is. Nobody knows since when an instance has been the writer that says so in its first answer, so it ranks below all
     * transitions that were seen; except if the writer we had is down by then, which makes a promotion the likely reason.
     */
    private static long rank(Topology before, Role last, long version) {
        InstanceState incumbent = before.lastWriter();
        boolean writerIsDown = incumbent != null && incumbent.status() == Status.DOWN;
        return last == Role.READER || writerIsDown ? version : 0;
    }

    /**
     * Whether the writer we had is down by now, and was heard of last before this instance was first heard to claim its role: what
     * {@link #rank} would have said, had the one been found down before the other one's first answer.
     */
    private static boolean followsTheWriter(Topology before, InstanceState state) {
        InstanceState incumbent = before.lastWriter();
        return incumbent != null
                && incumbent.index() != state.index()
                && incumbent.status() == Status.DOWN
                && !state.trail().claim().established()
                && state.trail().claim().version() > incumbent.trail().aliveVersion();
    }

    private InstanceState failed(InstanceState state, Failed failed, Instant now) {
        Trail trail = state.trail();
        int silences = failed.signOfLife() ? 0 : trail.silencesInRow() + 1;
        long silentSince = silences == 1 ? failed.question().at() : trail.silentSince();
        boolean dead = state.dead() || (silences >= LEAST_SILENCES && failed.endedAt() - silentSince >= silence);
        Status status = switch (failed.meaning()) {
            case REFUSED -> Status.DOWN;
            case UNUSABLE -> Status.SUSPECT;
            case SILENT -> dead || state.status() == Status.DOWN ? Status.DOWN : Status.SUSPECT;
        };
        boolean falls = status == Status.DOWN && state.status() != Status.DOWN;
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
                state.behind(),
                dead && !failed.signOfLife(),
                state.generation() + (falls ? 1 : 0),
                new Trail(
                        claimAfterFailure(trail.claim(), failed, status),
                        silences,
                        silentSince,
                        trail.answeredAt(),
                        trail.aliveVersion(),
                        failed.asked(),
                        trail.server()));
    }

    /**
     * A failure breaks the row of answers. A confirmed claim survives until the instance is down, and has to be confirmed again after that;
     * an unconfirmed one survives silence only.
     */
    private static Claim claimAfterFailure(Claim claim, Failed failed, Status status) {
        boolean confirmed = claim.confirmed() && status != Status.DOWN;
        boolean stands = confirmed || (status != Status.DOWN && failed.meaning() == Observation.Meaning.SILENT);
        return new Claim(0, stands ? claim.version() : 0, claim.rank(), confirmed, claim.established());
    }

    private static long average(long before, long now) {
        return before == 0 ? now : before + (now - before) / 4;
    }
}
