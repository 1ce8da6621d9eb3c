package io.github.proxysqljdbc.stats;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts by a key that takes few values. Thread-safe; a known key costs one look-up and one {@link LongAdder}, and takes no lock.
 *
 * <p>Bounded: when {@link #MOST_KEYS} keys are known, further ones count as {@link #OTHER}. Threads that add new keys at the same time
 * may exceed the bound by their number.
 */
final class KeyedCounter {
    static final int MOST_KEYS = 128;
    static final String OTHER = "(other)";

    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    void increment(String key) {
        LongAdder count = counts.get(key);
        if (count == null) {
            count = counts.computeIfAbsent(counts.size() < MOST_KEYS ? key : OTHER, absent -> new LongAdder());
        }
        count.increment();
    }

    /** The counts so far, sorted by key. Immutable in effect: a copy. */
    Map<String, Long> snapshot() {
        Map<String, Long> copy = new TreeMap<>();
        counts.forEach((key, count) -> copy.put(key, count.sum()));
        return copy;
    }
}
