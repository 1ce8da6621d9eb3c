package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the instances that claim to be the writer takes writes. Pure.
 *
 * <ol>
 *   <li>Only an instance's own word makes it a contender. A claim that was never confirmed counts as long as the instance is up or silent;
 *       a confirmed one counts until the instance says otherwise, even while it is down: silence promotes nobody.
 *   <li>The claim that was seen to begin last stands above the others. Of those that nobody saw begin, the present writer's stands first,
 *       then the first in configured order.
 *   <li>The claim on top takes writes once it is confirmed: said twice in a row without a failure between, while every other instance that
 *       is up, or was never heard of, was asked after the claim began and had its chance to object. Until then nobody takes writes.
 *   <li>A writer that was down, or was superseded by a newer one, has to be confirmed again.
 * </ol>
 */
final class WriterElection {
    private static final int NOBODY = -1;

    private WriterElection() {}

    /**
     * The snapshot that follows, of these states with its writer.
     *
     * @param now for the time in the snapshot only
     */
    static Topology elect(Topology before, List<InstanceState> states, Instant now) {
        long version = before.version() + 1;
        int incumbent = index(before.lastWriter());
        if (incumbent != NOBODY && states.get(incumbent).role() != Role.WRITER) {
            incumbent = NOBODY;
        }
        InstanceState top = top(states, incumbent);
        boolean elected = top != null && (top.trail().claim().confirmed() || isConfirmable(top, states));
        if (top != null && elected && !top.trail().claim().confirmed()) {
            confirm(top, states, version);
        }
        int writer = top != null && elected ? top.index() : NOBODY;
        int lastWriter = writer == NOBODY ? incumbent : writer;
        Instant since = writer == index(before.writer()) ? before.writerSince() : now;
        return Topology.of(version, states, writer, lastWriter, since);
    }

    private static int index(@Nullable InstanceState state) {
        return state == null ? NOBODY : state.index();
    }

    /** The instances that claim to be the writer and whose claim counts. */
    static List<InstanceState> contenders(List<InstanceState> states) {
        List<InstanceState> contenders = new ArrayList<>();
        for (InstanceState state : states) {
            if (isContender(state)) {
                contenders.add(state);
            }
        }
        return contenders;
    }

    /**
     * The instances whose next answer a pending claim waits for: the claimant itself, and those that were not asked since the claim began.
     * Empty if no claim is pending, and if the claimant does not answer: it is asked again in its turn, not at once and for ever.
     */
    static List<InstanceState> awaited(Topology topology) {
        InstanceState top = top(topology.instances(), index(topology.lastWriter()));
        List<InstanceState> awaited = new ArrayList<>();
        if (top == null || top.trail().claim().confirmed() || !top.isUp()) {
            return awaited;
        }
        for (InstanceState state : topology.instances()) {
            boolean waitsFor = state.index() == top.index() ? saysTooLittle(top) : wasNotHeard(state, top);
            if (waitsFor) {
                awaited.add(state);
            }
        }
        return awaited;
    }

    private static boolean isContender(InstanceState state) {
        return state.role() == Role.WRITER
                && (state.trail().claim().established() || state.trail().claim().version() > 0);
    }

    private static @Nullable InstanceState top(List<InstanceState> states, int incumbentIndex) {
        InstanceState top = null;
        for (InstanceState state : contenders(states)) {
            if (top == null
                    || state.trail().claim().rank() > top.trail().claim().rank()
                    || (state.trail().claim().rank() == top.trail().claim().rank()
                            && state.index() == incumbentIndex)) {
                top = state;
            }
        }
        return top;
    }

    private static boolean isConfirmable(InstanceState top, List<InstanceState> states) {
        if (!top.isUp() || saysTooLittle(top)) {
            return false;
        }
        for (InstanceState state : states) {
            if (state.index() != top.index() && wasNotHeard(state, top)) {
                return false;
            }
        }
        return true;
    }

    /** Lets that claim take writes. A claim that took them before, and is now superseded, has to be confirmed anew if it ever stands on top. */
    private static void confirm(InstanceState top, List<InstanceState> states, long version) {
        for (InstanceState state : List.copyOf(states)) {
            if (state.index() == top.index()) {
                states.set(state.index(), state.withClaim(state.trail().claim().confirm()));
            } else if (state.trail().claim().confirmed()) {
                states.set(state.index(), state.withClaim(state.trail().claim().contest(version)));
            }
        }
    }

    private static boolean saysTooLittle(InstanceState claimant) {
        return claimant.trail().claim().answersInRow() < 2;
    }

    private static boolean wasNotHeard(InstanceState state, InstanceState claimant) {
        return switch (state.status()) {
            case UP, UNKNOWN ->
                state.trail().heardVersion() < claimant.trail().claim().version();
            case SUSPECT, DOWN -> false;
        };
    }
}
