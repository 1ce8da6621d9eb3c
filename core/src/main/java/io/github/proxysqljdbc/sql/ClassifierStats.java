package io.github.proxysqljdbc.sql;

/**
 * A classifier's counts since it was made.
 *
 * @param textHits texts seen before
 * @param digestHits new texts of a known digest
 * @param misses statements that had to be examined
 * @param parseFailures reads that the parser did not know, and which therefore go to the writer
 * @param evictions entries that left a cache because it was full
 * @param texts texts held now
 * @param digests digests held now
 */
public record ClassifierStats(
        long textHits, long digestHits, long misses, long parseFailures, long evictions, long texts, long digests) {}
