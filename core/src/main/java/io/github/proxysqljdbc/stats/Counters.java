package io.github.proxysqljdbc.stats;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what one data source does, from its start. Thread-safe; counting takes no lock.
 *
 * <p>Keys are short constant names, such as {@code writer} or {@code connection_lost}; see {@link KeyedCounter} for their bound.
 */
final class Counters {
    private final KeyedCounter routesByHostgroup = new KeyedCounter();
    private final KeyedCounter routesByReason = new KeyedCounter();
    private final KeyedCounter pinsByKind = new KeyedCounter();
    private final KeyedCounter failuresByKind = new KeyedCounter();
    private final LongAdder roleChanges = new LongAdder();
    private final LongAdder connectionsAborted = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder waitsInVain = new LongAdder();
    private final LongAccumulator longestWaitNanos = new LongAccumulator(Math::max, 0);
    private final LongSupplier classificationHits;
    private final LongSupplier classificationMisses;

    Counters(LongSupplier classificationHits, LongSupplier classificationMisses) {
        this.classificationHits = classificationHits;
        this.classificationMisses = classificationMisses;
    }

    void routed(String hostgroup, String reasonKind) {
        routesByHostgroup.increment(hostgroup);
        routesByReason.increment(reasonKind);
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

    void failed(String kind, boolean retried) {
        failuresByKind.increment(kind);
        if (retried) {
            retries.increment();
        }
    }

    void waited(long nanos, boolean served) {
        waits.increment();
        waitedNanos.add(nanos);
        longestWaitNanos.accumulate(nanos);
        if (!served) {
            waitsInVain.increment();
        }
    }

    /** The counts so far; counts that go on meanwhile may be in it or not. */
    StatsSnapshot snapshot() {
        return new StatsSnapshot(
                routesByHostgroup.snapshot(),
                routesByReason.snapshot(),
                pinsByKind.snapshot(),
                failuresByKind.snapshot(),
                roleChanges.sum(),
                connectionsAborted.sum(),
                retries.sum(),
                new StatsSnapshot.Waits(waits.sum(), waitsInVain.sum(), waitedNanos.sum(), longestWaitNanos.get()),
                new StatsSnapshot.Classifications(classificationHits.getAsLong(), classificationMisses.getAsLong()));
    }
}
