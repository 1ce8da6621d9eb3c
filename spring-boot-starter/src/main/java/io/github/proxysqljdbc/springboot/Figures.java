package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One snapshot of the statistics for all meters that are collected together: each is at most 100 ms old. Thread-safe. */
final class Figures {
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProxysqlDataSource dataSource;
    private volatile @Nullable Held held;

    Figures(ProxysqlDataSource dataSource) {
        this.dataSource = dataSource;
    }

    StatsSnapshot stats() {
        Held last = held;
        long now = System.nanoTime();
        if (last == null || now - last.takenAt > FRESH_NANOS) {
            last = new Held(dataSource.stats(), now);
            held = last;
        }
        return last.stats;
    }

    private record Held(StatsSnapshot stats, long takenAt) {}
}
