package io.github.proxysqljdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TopologyHolderTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(5);

    private final TopologyHolder holder =
            new TopologyHolder(Topology.of(0, Snapshots.readers(0), -1, -1, Instant.EPOCH));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Topology next(Topology before) {
        return Topology.of(before.version() + 1, before.instances(), -1, -1, Instant.EPOCH);
    }

    @Test
    void updateReplacesTheSnapshotAndReturnsBoth() {
        Topology first = holder.current();
        TopologyChange change = holder.update(TopologyHolderTest::next);
        assertThat(change.before()).isSameAs(first);
        assertThat(change.after()).isSameAs(holder.current());
        assertThat(change.after().version()).isEqualTo(1);
    }

    @Test
    void sameSnapshotIsNoChange() {
        holder.addListener((before, after) -> {
            throw new AssertionError("told of nothing");
        });
        assertThat(holder.update(t -> t).after()).isSameAs(holder.current());
        assertThat(holder.current().version()).isZero();
    }

    @Test
    void listenersThatComeLateHearOfAllChangesOnceItIsTelling() {
        TopologyHolder untold = TopologyHolder.untold(holder.current());
        untold.update(TopologyHolderTest::next);
        List<String> told = new ArrayList<>();
        untold.addListener((before, after) -> told.add(before.version() + ">" + after.version()));
        untold.update(TopologyHolderTest::next);
        assertThat(told).isEmpty();
        assertThat(untold.current().version()).isEqualTo(2);
        untold.startTelling();
        assertThat(told).containsExactly("0>1", "1>2");
        untold.update(TopologyHolderTest::next);
        assertThat(told).containsExactly("0>1", "1>2", "2>3");
    }

    @Test
    void waitingThreadsWakeOnTheChangeThatSuitsThem() throws Exception {
        List<Future<Long>> waiting = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            long wanted = i;
            waiting.add(threads.submit(() -> Objects.requireNonNull(holder.await(t -> t.version() >= wanted, LONG))
                    .version()));
        }
        for (int i = 0; i < 20; i++) {
            holder.update(TopologyHolderTest::next);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(waiting.get(i).get()).isGreaterThanOrEqualTo(i + 1);
        }
    }

    @Test
    void conditionThatHoldsAlreadyNeedsNoWait() throws Exception {
        assertThat(holder.await(t -> true, 0)).isSameAs(holder.current());
    }

    @Test
    void waitIsBounded() throws Exception {
        long start = System.nanoTime();
        assertThat(holder.await(t -> false, 20_000_000)).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void waitEndsWithAnInterruptAndWithClose() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> holder.await(t -> false, LONG)).isInstanceOf(InterruptedException.class);
        CountDownLatch begun = new CountDownLatch(1);
        Future<Boolean> waiting = threads.submit(() -> holder.await(
                        t -> {
                            begun.countDown();
                            return false;
                        },
                        LONG)
                == null);
        begun.await();
        holder.close();
        assertThat(waiting.get()).isTrue();
        assertThat(holder.await(t -> false, LONG)).isNull();
    }

    @Test
    void listenersHearEveryChangeInOrderWhoeverUpdates() throws Exception {
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(200);
        holder.addListener((before, after) -> {
            assertThat(after.version()).isEqualTo(before.version() + 1);
            heard.add(after.version());
            all.countDown();
        });
        List<Future<?>> updates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            updates.add(threads.submit(() -> {
                for (int k = 0; k < 50; k++) {
                    holder.update(TopologyHolderTest::next);
                }
            }));
        }
        for (Future<?> update : updates) {
            update.get();
        }
        all.await();
        assertThat(heard).isSorted().doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void listenerMayUpdateAndWaitersAreNotHeldUpByASlowOne() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        holder.addListener((before, after) -> {
            if (after.version() == 1) {
                holder.update(TopologyHolderTest::next);
                entered.countDown();
                awaitQuietly(release);
            }
        });
        Future<?> slow = threads.submit(() -> holder.update(TopologyHolderTest::next));
        entered.await();
        assertThat(holder.update(TopologyHolderTest::next).after().version()).isEqualTo(3);
        assertThat(holder.await(t -> t.version() == 3, LONG)).isNotNull();
        release.countDown();
        slow.get();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listenerThatIsFarBehindHearsMergedChangesWithoutAGap() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        List<TopologyChange> heard = new ArrayList<>();
        holder.addListener((before, after) -> {
            entered.countDown();
            awaitQuietly(release);
            heard.add(new TopologyChange(before, after));
        });
        Future<?> slow = threads.submit(() -> holder.update(TopologyHolderTest::next));
        entered.await();
        for (int i = 0; i < 5_000; i++) {
            holder.update(TopologyHolderTest::next);
        }
        release.countDown();
        slow.get();
        assertThat(heard).hasSizeLessThan(1_000);
        assertThat(heard.get(heard.size() - 1).after()).isSameAs(holder.current());
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).before()).isSameAs(heard.get(i - 1).after());
        }
    }

    @Test
    void listenerThatThrowsHearsOnAndHarmsNobody() {
        List<Long> heard = new ArrayList<>();
        TopologyListener failing = (before, after) -> {
            throw new IllegalStateException("scripted");
        };
        TopologyListener listening = (before, after) -> heard.add(after.version());
        holder.addListener(failing);
        holder.addListener(listening);
        holder.update(TopologyHolderTest::next);
        holder.update(TopologyHolderTest::next);
        holder.removeListener(listening);
        holder.update(TopologyHolderTest::next);
        assertThat(heard).containsExactly(1L, 2L);
    }
}
