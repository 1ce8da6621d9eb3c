package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a reader is too far behind for reads. Pure.
 *
 * <p>It is when its lag exceeds {@code maxReplicationLag}, and until it is no more than half of that, so that it does not come and go. A
 * replica whose replication stopped falls behind by the clock from what it last said; one that never said anything is too far behind at once.
 * One that does not tell keeps its reads.
 */
final class LagLimit {
    private final @Nullable Duration max;

    /** What is known of a reader's lag, and whether it is too much. */
    record Judgement(@Nullable Duration lag, boolean behind) {
        static final Judgement NONE = new Judgement(null, false);
    }

    LagLimit(@Nullable Duration max) {
        this.max = max;
    }

    /**
     * @param state before the answer
     * @param said what the instance said with it; null for nothing
     * @param now when it did, in nanoseconds of the monitor's clock
     */
    Judgement judge(InstanceState state, Role role, @Nullable Lag said, long now) {
        if (role != Role.READER || said == null) {
            return Judgement.NONE;
        }
        Duration lag = said.behind();
        if (lag == null) {
            Duration last = state.lag();
            if (last == null) {
                return new Judgement(null, max != null);
            }
            lag = last.plusNanos(now - state.trail().answeredAt());
        }
        if (max == null) {
            return new Judgement(lag, false);
        }
        Duration limit = state.behind() ? max.dividedBy(2) : max;
        return new Judgement(lag, lag.compareTo(limit) > 0);
    }
}
