package io.github.proxysqljdbc.stats;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts waits. Thread-safe; counting takes no lock. */
final class WaitCounter {
    private final LongAdder count = new LongAdder();
    private final LongAdder inVain = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    void add(long nanos, boolean served) {
        count.increment();
        totalNanos.add(nanos);
        longestNanos.accumulate(nanos);
        if (!served) {
            inVain.increment();
        }
    }

    StatsSnapshot.Waits snapshot() {
        return new StatsSnapshot.Waits(count.sum(), inVain.sum(), totalNanos.sum(), longestNanos.get());
    }
}
