package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.examples.failover.Attempt.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the application was told: each write, each failure, and how long each thing took. Thread-safe. */
final class Ledger {
    private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Map<Kind, LongAccumulator> longest = new EnumMap<>(Kind.class);
    private final LongAdder reads = new LongAdder();
    private final Map<Integer, Long> lastReadByServer = new ConcurrentHashMap<>();
    private final AtomicLong lastAcknowledgedBegan = new AtomicLong(Long.MIN_VALUE);

    Ledger() {
        for (Kind kind : Kind.values()) {
            longest.put(kind, new LongAccumulator(Math::max, 0));
        }
    }

    void wrote(Kind kind, int client, int sequence, long beganNanos, boolean acknowledged, @Nullable Failure failure) {
        long now = System.nanoTime();
        attempts.add(new Attempt(kind, client, sequence, beganNanos, now, acknowledged, failure));
        took(kind, now - beganNanos);
        if (acknowledged) {
            lastAcknowledgedBegan.accumulateAndGet(beganNanos, Math::max);
        }
    }

    void read(int server, long beganNanos) {
        long now = System.nanoTime();
        reads.increment();
        lastReadByServer.put(server, now);
        took(Kind.READ, now - beganNanos);
    }

    void readFailed(int client, long beganNanos, Failure failure) {
        long now = System.nanoTime();
        attempts.add(new Attempt(Kind.READ, client, 0, beganNanos, now, false, failure));
        took(Kind.READ, now - beganNanos);
    }

    private void took(Kind kind, long nanos) {
        longest(kind).accumulate(nanos);
    }

    private LongAccumulator longest(Kind kind) {
        LongAccumulator accumulator = longest.get(kind);
        if (accumulator == null) {
            throw new IllegalStateException("no " + kind);
        }
        return accumulator;
    }

    /** The attempts so far, in about the order of their ends: all writes, and the reads that failed. */
    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** The longest time that something of this kind took, in nanoseconds, failed or not. */
    long longestNanos(Kind kind) {
        return longest(kind).get();
    }

    /** How many reads were answered. */
    long reads() {
        return reads.sum();
    }

    /** Whether a server answered a read after that moment of {@link System#nanoTime()}. */
    boolean hasReadFrom(int server, long sinceNanos) {
        Long last = lastReadByServer.get(server);
        return last != null && last - sinceNanos > 0;
    }

    /** Whether a write that began after that moment of {@link System#nanoTime()} was acknowledged. */
    boolean hasAcknowledged(long sinceNanos) {
        return lastAcknowledgedBegan.get() > sinceNanos;
    }

    /** Forgets the attempts, which take memory. */
    void clear() {
        attempts.clear();
    }
}
