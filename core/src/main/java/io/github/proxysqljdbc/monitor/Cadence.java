package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyChange;
import org.jspecify.annotations.Nullable;

/**
 * How often instances are asked, and how long an answer may take before it counts as missing. Thread-safe; time is handed in.
 *
 * <p><em>Calm</em>: every {@code monitorInterval}. <em>Hunting</em>, while no writer is known or the one we have is silent or suspected:
 * every 50 to 100 ms, each instance, because each may be the next writer. What became of nothing for {@link #FAST_FOR}, as with a cluster that
 * has no writer at all, goes on every {@link #GENTLE}; any change of a role or status begins anew. No pace is slower than the calm one.
 */
final class Cadence {
    /** The least time between two questions of a fast round, in nanoseconds. */
    static final long FASTEST = 50_000_000;

    static final long SLOWEST_FAST = 100_000_000;
    static final long GENTLE = 500_000_000;
    static final long FAST_FOR = 30_000_000_000L;
    /** How long a suspicion of the writer lasts if the writer does not dispel it, in nanoseconds. */
    static final long SUSPICION_LASTS = 1_000_000_000;
    /** The least time that a fast round gives to an instance that usually answers faster, in nanoseconds. */
    static final long SHORT_PATIENCE = 200_000_000;
    /** An answer that takes so many times as long as usual is late in a fast round. */
    private static final int UNUSUAL = 8;

    private final long interval;
    private final long patience;
    private final long silence;
    private volatile @Nullable Long huntSince;
    private volatile @Nullable Long suspectedAt;

    /**
     * @param interval {@code monitorInterval} in nanoseconds
     * @param patience how long a check may take at most, in nanoseconds
     * @param silence {@code silenceTimeout} in nanoseconds
     */
    Cadence(long interval, long patience, long silence) {
        this.interval = interval;
        this.patience = patience;
        this.silence = silence;
    }

    /** Takes in that a snapshot was replaced. @return true if the next questions should come sooner than planned */
    boolean follow(TopologyChange change, long now) {
        Topology after = change.after();
        InstanceState writer = after.writer();
        if (writer != null && writer.status() == Status.UP && answered(change.before(), writer)) {
            suspectedAt = null;
        }
        boolean hunts = writer == null || writer.trail().silencesInRow() > 0;
        if (!hunts) {
            huntSince = null;
            return false;
        }
        Long since = huntSince;
        if (since == null || isNews(change)) {
            huntSince = now;
            return since == null || now - since >= FAST_FOR;
        }
        return false;
    }

    private static boolean answered(Topology before, InstanceState writer) {
        return writer.trail().aliveVersion() > before.of(writer.index()).trail().aliveVersion();
    }

    private static boolean isNews(TopologyChange change) {
        for (InstanceState after : change.after().instances()) {
            InstanceState before = change.before().of(after.index());
            if (before.role() != after.role()
                    || before.generation() != after.generation()
                    || before.isUp() != after.isUp()) {
                return true;
            }
        }
        return false;
    }

    /** Takes in that the writer is suspected. @return true if the next questions should come sooner than planned */
    boolean suspect(long now) {
        boolean calm = !isFast(now);
        suspectedAt = now;
        return calm;
    }

    /** Whether fast rounds are under way. */
    boolean isFast(long now) {
        Long hunt = huntSince;
        Long suspicion = suspectedAt;
        return (hunt != null && now - hunt < FAST_FOR) || (suspicion != null && now - suspicion < SUSPICION_LASTS);
    }

    /**
     * How long from the start of a question to that of the next one, in nanoseconds.
     *
     * @param jitter from 0 to 1, excluding 1: so that many processes do not ask in step
     */
    long delay(long now, double jitter) {
        if (isFast(now)) {
            return Math.min(FASTEST + (long) (jitter * (SLOWEST_FAST - FASTEST)), spread(interval, jitter));
        }
        return spread(huntSince == null ? interval : Math.min(GENTLE, interval), jitter);
    }

    /** Up to a tenth less or more. */
    static long spread(long nanos, double jitter) {
        return nanos - nanos / 10 + (long) (jitter * (nanos / 5.0));
    }

    /**
     * How long a question may go unanswered before the answer counts as missing, in nanoseconds; it is not waited for any less. An
     * instance that was silent before has until the verdict.
     *
     * @param connected the question goes over a connection that exists
     */
    long patience(InstanceState state, boolean connected, long askedAt, long now) {
        long longest = patience;
        if (connected && isFast(now) && state.latencyNanos() > 0) {
            longest = Math.min(longest, Math.max(SHORT_PATIENCE, UNUSUAL * state.latencyNanos()));
        }
        if (state.trail().silencesInRow() > 0 && !state.dead()) {
            longest = Math.min(longest, Math.max(verdictAt(state) - askedAt, 0));
        }
        return longest;
    }

    /**
     * Whether the time of a silent instance is up.
     *
     * @param asked a question is under way, so that there is one more without an answer
     */
    boolean isVerdictDue(InstanceState state, boolean asked, long now) {
        int silences = state.trail().silencesInRow();
        return silences > 0
                && !state.dead()
                && silences + (asked ? 1 : 0) >= TopologyFold.LEAST_SILENCES
                && now - verdictAt(state) >= 0;
    }

    private long verdictAt(InstanceState state) {
        return state.trail().silentSince() + silence;
    }
}
