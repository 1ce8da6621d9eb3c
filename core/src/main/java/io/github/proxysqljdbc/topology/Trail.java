package io.github.proxysqljdbc.topology;

import org.jspecify.annotations.Nullable;

/**
 * What the fold of observations remembers of one instance from one snapshot to the next; of no use to routing. Versions are those of
 * {@link Topology#version()}: they order events without a clock. Times are nanoseconds of the monitor's clock, which measures durations only.
 *
 * @param claim what the instance says of being the writer
 * @param silencesInRow questions without any answer since the last sign of life
 * @param silentSince when the first of those questions was put; means nothing if there is none
 * @param answeredAt when it answered last; means nothing before the first answer
 * @param aliveVersion the version that its last answer made; 0 before the first
 * @param heardVersion the version at the time the last question was put that brought an answer or a failure; -1 if there was none yet
 * @param server which server answered last; null if it did not say
 */
public record Trail(
        Claim claim,
        int silencesInRow,
        long silentSince,
        long answeredAt,
        long aliveVersion,
        long heardVersion,
        @Nullable ServerId server) {
    /** Nothing remembered. */
    public static final Trail NONE = new Trail(Claim.NONE, 0, 0, 0, 0, -1, null);

    /** The same with that claim. */
    public Trail withClaim(Claim other) {
        return new Trail(other, silencesInRow, silentSince, answeredAt, aliveVersion, heardVersion, server);
    }

    /**
     * What an instance says of being the writer, and how far that may be believed.
     *
     * @param answersInRow answers with the same role without a failure between them, since the claim was made
     * @param version the version in which the present claim began; 0 if there is none
     * @param rank the version in which the instance was seen to become a writer; 0 if nobody saw it, because it said so from the start
     * @param confirmed it may be acted on: said twice in a row, and every instance that answers was asked since
     * @param established it was confirmed since the instance became a writer; such a claim bars older ones also while the instance is down
     */
    public record Claim(int answersInRow, long version, long rank, boolean confirmed, boolean established) {
        /** No claim, and no answer. */
        public static final Claim NONE = new Claim(0, 0, 0, false, false);

        /** The same, confirmed. */
        public Claim confirm() {
            return new Claim(answersInRow, version, rank, true, true);
        }

        /** The same, to be confirmed again from that version on. */
        public Claim contest(long from) {
            return new Claim(0, from, rank, false, established);
        }
    }
}
