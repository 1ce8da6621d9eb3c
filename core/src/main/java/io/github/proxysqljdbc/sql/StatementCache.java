package io.github.proxysqljdbc.sql;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Classified statements by a key, up to a weight. While they are few, a plain map holds them; when they become many, Caffeine takes over, which
 * knows whom to let go. Its classes take some 50 ms to load in a new JVM: a function with some dozens of statements never does that, and in other
 * applications a single statement does. Thread-safe.
 */
final class StatementCache<K> {
    /** What the plain map may hold: some hundred statements. */
    private static final long FEW = 64 << 10;

    private final long maxWeight;
    private final ToIntBiFunction<K, StatementInfo> weigher;
    private final LongAdder evictions = new LongAdder();

    /** What was put while they were few. */
    private final AtomicLong weight = new AtomicLong();

    private final ReentrantLock moving = new ReentrantLock();
    private volatile boolean few = true;
    private volatile ConcurrentMap<K, StatementInfo> statements = new ConcurrentHashMap<>();

    /**
     * An empty cache.
     *
     * @param maxWeight the most that all entries may weigh together; at least 1
     * @param weigher what an entry weighs; always the same for the same entry
     */
    StatementCache(long maxWeight, ToIntBiFunction<K, StatementInfo> weigher) {
        this.maxWeight = maxWeight;
        this.weigher = weigher;
    }

    /** Null for what is not there. */
    @Nullable
    StatementInfo get(K key) {
        return statements.get(key);
    }

    void put(K key, StatementInfo info) {
        statements.put(key, info);
        if (few && weight.addAndGet(weigher.applyAsInt(key, info)) > Math.min(FEW, maxWeight)) {
            hasBecomeMany();
        }
    }

    /** What others put into the plain map meanwhile may be lost: it is examined again when it comes again. */
    private void hasBecomeMany() {
        moving.lock();
        try {
            if (few) {
                ConcurrentMap<K, StatementInfo> many = Caffeine.newBuilder()
                        .maximumWeight(maxWeight)
                        .weigher(weigher::applyAsInt)
                        .evictionListener((key, info, cause) -> evictions.increment())
                        .executor(Runnable::run)
                        .<K, StatementInfo>build()
                        .asMap();
                many.putAll(statements);
                statements = many;
                few = false;
            }
        } finally {
            moving.unlock();
        }
    }

    /** How many it had to let go. */
    long evictions() {
        return evictions.sum();
    }

    /** How many it holds; about right while others put. */
    int size() {
        return statements.size();
    }
}
