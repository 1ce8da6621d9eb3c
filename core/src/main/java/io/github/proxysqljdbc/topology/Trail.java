package io.github.proxysqljdbc.topology;

/**
 * What the fold of observations remembers of one instance from one snapshot to the next; of no use to routing. Versions are those of
 * {@link Topology#version()}: they order events without a clock.
 *
 * @param answersInRow answers with the same role without a failure between them, since the claim was made
 * @param silencesInRow questions without any answer since the last sign of life
 * @param claimVersion the version in which the present claim to be the writer began; 0 if there is none
 * @param rank the version in which the instance was seen to become a writer; 0 if nobody saw it, because it said so from the start
 * @param confirmed the claim may be acted on: said twice in a row, and every instance that answers was asked since
 * @param established the claim was confirmed since the instance became a writer; such a claim bars older ones also while the instance is down
 * @param heardVersion the version at the time the last question was put that brought an answer or a failure; -1 if there was none yet
 */
public record Trail(
        int answersInRow,
        int silencesInRow,
        long claimVersion,
        long rank,
        boolean confirmed,
        boolean established,
        long heardVersion) {
    /** Nothing remembered. */
    public static final Trail NONE = new Trail(0, 0, 0, 0, false, false, -1);

    /** The same, with the claim confirmed. */
    public Trail confirm() {
        return new Trail(answersInRow, silencesInRow, claimVersion, rank, true, true, heardVersion);
    }

    /** The same, with the claim to be confirmed again from that version on. */
    public Trail contest(long version) {
        return new Trail(0, silencesInRow, version, rank, false, established, heardVersion);
    }
}
