package io.github.proxysqljdbc.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what one data source does, from its start. Thread-safe; counting takes no lock.
 *
 * <p>Keys are short constant names, such as {@code writer} or {@code connection_lost}; see {@link KeyedCounter} for their bound.
 */
final class Counters {
    private final RouteCounter routes = new RouteCounter();
    private final KeyedCounter pinsByKind = new KeyedCounter();
    private final KeyedCounter failuresByKind = new KeyedCounter();
    private final KeyedCounter failuresByFate = new KeyedCounter();
    private final KeyedCounter replaysByOutcome = new KeyedCounter();
    private final LongAdder roleChanges = new LongAdder();
    private final LongAdder connectionsAborted = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder leaks = new LongAdder();
    private final LongAccumulator longestPinNanos = new LongAccumulator(Math::max, 0);
    private final WaitCounter waits = new WaitCounter();
    private final WaitCounter waitsForInstance = new WaitCounter();
    private final LongAdder failoversBegun = new LongAdder();
    private final LongAdder failoversEnded = new LongAdder();
    private final LongAdder withoutWriterNanos = new LongAdder();
    private final LongAccumulator longestWithoutWriterNanos = new LongAccumulator(Math::max, 0);
    /** By instance, of which there are as many as the data source was given. */
    private final ConcurrentHashMap<String, WaitCounter> waitsByInstance = new ConcurrentHashMap<>();

    private final LongSupplier classificationHits;
    private final LongSupplier classificationMisses;

    Counters(LongSupplier classificationHits, LongSupplier classificationMisses) {
        this.classificationHits = classificationHits;
        this.classificationMisses = classificationMisses;
    }

    void routed(String hostgroup, String reasonKey) {
        routes.increment(hostgroup, reasonKey);
    }

    void roleChanged() {
        roleChanges.increment();
    }

    void aborted(int connections) {
        connectionsAborted.add(connections);
    }

    void pinned(String kind) {
        pinsByKind.increment(kind);
    }

    void failed(String kind, Fate fate) {
        failuresByKind.increment(kind);
        failuresByFate.increment(fate.key());
        if (fate.sentAgain()) {
            retries.increment();
        }
    }

    void replayed(String outcome) {
        replaysByOutcome.increment(outcome);
    }

    void unpinned(long heldNanos) {
        longestPinNanos.accumulate(heldNanos);
    }

    void leaked() {
        leaks.increment();
    }

    void waited(String instance, long nanos, boolean served) {
        waits.add(nanos, served);
        waitsByInstance.computeIfAbsent(instance, absent -> new WaitCounter()).add(nanos, served);
    }

    void waitedForInstance(long nanos, boolean served) {
        waitsForInstance.add(nanos, served);
    }

    void failoverBegan() {
        failoversBegun.increment();
    }

    void failoverEnded(long nanos) {
        failoversEnded.increment();
        withoutWriterNanos.add(nanos);
        longestWithoutWriterNanos.accumulate(nanos);
    }

    StatsSnapshot.Waits waits(String instance) {
        WaitCounter counter = waitsByInstance.get(instance);
        return counter == null ? StatsSnapshot.Waits.NONE : counter.snapshot();
    }

    /** The counts so far; counts that go on meanwhile may be in it or not. */
    StatsSnapshot snapshot(Map<String, InstanceStats> instances, int waitingForWriter) {
        return new StatsSnapshot(
                routes.snapshot(),
                pinsByKind.snapshot(),
                failuresByKind.snapshot(),
                failuresByFate.snapshot(),
                roleChanges.sum(),
                connectionsAborted.sum(),
                retries.sum(),
                replaysByOutcome.snapshot(),
                waits.snapshot(),
                waitsForInstance.snapshot(),
                waitingForWriter,
                new StatsSnapshot.Failovers(
                        failoversBegun.sum(),
                        failoversEnded.sum(),
                        withoutWriterNanos.sum(),
                        longestWithoutWriterNanos.get()),
                new StatsSnapshot.Classifications(classificationHits.getAsLong(), classificationMisses.getAsLong()),
                longestPinNanos.get(),
                leaks.sum(),
                instances);
    }
}
