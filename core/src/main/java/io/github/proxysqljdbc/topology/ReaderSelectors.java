package io.github.proxysqljdbc.topology;

import io.github.proxysqljdbc.config.Instance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The reader choices that come with the library, one for each value of the {@code readerSelection} option. Each call makes a new selector. */
public final class ReaderSelectors {
    /** How much slower than the fastest reader one may answer and still count as equally fast, in nanoseconds. */
    private static final long LATENCY_TOLERANCE = 250_000;

    private ReaderSelectors() {}

    /**
     * A thread stays on the reader it used last, while that one has no more than 2 statements, and half of what the least busy reader has,
     * more under way than the least busy one. New threads start on the least busy reader.
     */
    public static ReaderSelector affinity() {
        return new AffinitySelector();
    }

    /** The reader with the fewest connections in use; those with equally many take turns. */
    public static ReaderSelector leastOutstanding() {
        return new LeastOutstandingSelector();
    }

    /** One reader after the other, whatever their load. */
    public static ReaderSelector roundRobin() {
        AtomicInteger turn = new AtomicInteger();
        return (readers, load) -> readers.get(Math.floorMod(turn.getAndIncrement(), readers.size()));
    }

    /** Any reader, with equal chances. */
    public static ReaderSelector random() {
        return (readers, load) -> readers.get(ThreadLocalRandom.current().nextInt(readers.size()));
    }

    /**
     * Any reader, with chances in proportion to its weight, as ProxySQL's {@code mysql_servers.weight} has it. A reader of weight 0 is
     * chosen only if all have weight 0.
     *
     * @param weights by instance; an instance that is not named has weight 1
     * @throws IllegalArgumentException if a weight is negative or above 10,000,000
     */
    public static ReaderSelector weighted(Map<Instance, Integer> weights) {
        Map<Instance, Integer> copy = Map.copyOf(weights);
        copy.forEach((instance, weight) -> {
            if (weight < 0 || weight > 10_000_000) {
                throw new IllegalArgumentException(
                        "the weight " + weight + " of " + instance + " is not between 0 and 10000000");
            }
        });
        return (readers, load) -> byWeight(readers, copy);
    }

    /**
     * The reader that answers the role check fastest. Readers within 250 µs or a half of the fastest one count as equally fast; among them
     * the one with the fewest connections in use, so that noise does not send all reads to one.
     */
    public static ReaderSelector lowestLatency() {
        AtomicInteger turn = new AtomicInteger();
        return (readers, load) -> fastest(readers, load, turn);
    }

    private static InstanceState byWeight(List<InstanceState> readers, Map<Instance, Integer> weights) {
        long sum = 0;
        for (int i = 0; i < readers.size(); i++) {
            sum += weights.getOrDefault(readers.get(i).instance(), 1);
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (sum == 0) {
            return readers.get(random.nextInt(readers.size()));
        }
        long drawn = random.nextLong(sum);
        int place = 0;
        for (; place < readers.size() - 1; place++) {
            drawn -= weights.getOrDefault(readers.get(place).instance(), 1);
            if (drawn < 0) {
                break;
            }
        }
        return readers.get(place);
    }

    private static InstanceState fastest(List<InstanceState> readers, ReaderSelector.Load load, AtomicInteger turn) {
        int count = readers.size();
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            lowest = Math.min(lowest, readers.get(i).latencyNanos());
        }
        long bound = lowest + Math.max(lowest / 2, LATENCY_TOLERANCE);
        int place = Math.floorMod(turn.getAndIncrement(), count);
        InstanceState best = null;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            InstanceState reader = readers.get(place);
            place = place + 1 == count ? 0 : place + 1;
            int inUse = load.inUse(reader.index());
            if (reader.latencyNanos() <= bound && (best == null || inUse < least)) {
                best = reader;
                least = inUse;
            }
        }
        return best == null ? readers.get(0) : best;
    }
}
