package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StatementCacheTest {
    private static final int WEIGHT = 1_000;
    /** More than fit into the plain map. */
    private static final int MANY = 1_000;

    private final Classifier classifier = new Classifier();

    private static StatementCache<Integer> cacheOf(int entries) {
        return new StatementCache<>((long) WEIGHT * entries, (key, info) -> WEIGHT);
    }

    private StatementInfo info(int number) {
        return classifier.classify("SELECT a" + number + " FROM t", Dialect.STANDARD);
    }

    @Test
    void nothingIsLostWhenFewBecomeMany() {
        StatementCache<Integer> cache = cacheOf(2 * MANY);
        List<StatementInfo> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(info(i));
            cache.put(i, all.get(i));
            assertThat(cache.get(i / 2)).isSameAs(all.get(i / 2));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(cache.get(i)).isSameAs(all.get(i));
        }
        assertThat(cache.get(MANY)).isNull();
        assertThat(cache.size()).isEqualTo(MANY);
        assertThat(cache.evictions()).isZero();
    }

    @Test
    void whatItMayHoldIsNeverExceeded() {
        for (int most : new int[] {1, 10, 100}) {
            StatementCache<Integer> cache = cacheOf(most);
            for (int i = 0; i < MANY; i++) {
                cache.put(i, info(i));
                assertThat(cache.size()).isLessThanOrEqualTo(most);
            }
            assertThat(cache.evictions()).isEqualTo(MANY - cache.size());
        }
    }

    @Test
    void aStatementThatIsAskedForOftenOutlivesManyThatAreNot() {
        StatementCache<Integer> cache = cacheOf(100);
        StatementInfo often = info(-1);
        cache.put(-1, often);
        for (int i = 0; i < MANY; i++) {
            for (int times = 0; times < 5; times++) {
                assertThat(cache.get(-1)).isSameAs(often);
            }
            cache.put(i, info(i));
        }
    }

    @Test
    void threadsThatPutWhileFewBecomeManyFindTheirOwn() throws Exception {
        List<StatementInfo> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(info(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                StatementCache<Integer> cache = cacheOf(2 * MANY);
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    int first = thread;
                    running.add(threads.submit(() -> {
                        for (int i = first; i < MANY; i += 4) {
                            cache.put(i, all.get(i));
                            StatementInfo found = cache.get(i);
                            assertThat(found == null || found == all.get(i)).isTrue();
                        }
                    }));
                }
                for (Future<?> each : running) {
                    each.get();
                }
                // Those put after the others began to move may have to be put again, and stay then.
                for (int i = 0; i < MANY; i++) {
                    cache.put(i, all.get(i));
                    assertThat(cache.get(i)).isSameAs(all.get(i));
                }
                assertThat(cache.size()).isEqualTo(MANY);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
