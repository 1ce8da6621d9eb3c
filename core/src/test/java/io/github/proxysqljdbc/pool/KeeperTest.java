package io.github.proxysqljdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections that sessions merely keep go to those who wait. */
@ClusterTest(replicas = 0)
class KeeperTest extends PoolTest {
    KeeperTest(Cluster cluster) {
        super(cluster);
    }

    /** Gives back once, as a session does whose lock is free. */
    private static Keeper givingBack(Pools pools, PhysicalConnection kept) {
        AtomicBoolean there = new AtomicBoolean(true);
        return () -> {
            if (!there.compareAndSet(true, false)) {
                return false;
            }
            kept.keptBy(null);
            pools.release(0, kept);
            return true;
        };
    }

    @Test
    void aKeptConnectionGoesToWhoeverWaits() throws Exception {
        Pools pools = open(1);
        PhysicalConnection kept = borrow(pools);
        kept.keptBy(givingBack(pools, kept));

        PhysicalConnection borrowed = borrow(pools);

        assertThat(borrowed).isSameAs(kept);
        assertThat(borrowed.keptBy()).isNull();
        assertThat(pools.hasWaiters(0)).isFalse();
        pools.release(0, borrowed);
        assertThat(pools.inUse(0)).isZero();
    }

    @Test
    void whatIsKeptForAsLongAsAConnectionMayBeIdleGoesBack() throws Exception {
        Pools pools = open(2, cluster.password(), Duration.ofMillis(400));
        List<PhysicalConnection> both = borrowAll(pools, 2);
        both.get(0).keptBy(givingBack(pools, both.get(0)));

        await("it was given back", () -> both.get(0).keptBy() == null && pools.inUse(0) == 1);
        pools.release(0, both.get(1));
    }

    @Test
    void nobodyIsAskedWhileAConnectionIsIdle() throws Exception {
        Pools pools = open(2);
        List<PhysicalConnection> both = borrowAll(pools, 2);
        both.get(0).keptBy(() -> {
            throw new AssertionError("asked for nothing");
        });
        pools.release(0, both.get(1));

        assertThat(borrow(pools)).isSameAs(both.get(1));
        both.forEach(each -> pools.release(0, each));
    }

    @Test
    void nobodyIsAskedWhileThePoolGrows() throws Exception {
        Pools pools = open(2);
        PhysicalConnection kept = borrow(pools);
        kept.keptBy(() -> {
            throw new AssertionError("asked for nothing");
        });

        PhysicalConnection made = borrow(pools);

        assertThat(made).isNotSameAs(kept);
        assertThat(pools.hasWaiters(0)).isFalse();
        pools.release(0, made);
        pools.release(0, kept);
    }

    @Test
    void whoBeginsToKeepLearnsThatSomebodyWaits() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        Task<PhysicalConnection> borrower = new Task<>(() -> borrow(pools));
        await("somebody waits", () -> pools.hasWaiters(0));

        busy.keptBy(() -> false);
        assertThat(pools.hasWaiters(0)).isTrue();
        busy.keptBy(null);
        pools.release(0, busy);

        assertThat(borrower.get()).isSameAs(busy);
        assertThat(pools.hasWaiters(0)).isFalse();
        pools.release(0, busy);
    }

    @Test
    void aKeeperThatWasBusyIsAskedAgain() throws Exception {
        Pools pools = open(1);
        PhysicalConnection kept = borrow(pools);
        AtomicInteger refusals = new AtomicInteger();
        Keeper afterwards = givingBack(pools, kept);
        kept.keptBy(() -> refusals.incrementAndGet() > 2 && afterwards.relinquish());

        assertThat(borrow(pools)).isSameAs(kept);
        assertThat(refusals).hasValue(3);
        pools.release(0, kept);
    }

    @Test
    void oneThatIsWaitedForIsAskedAndNoMore() throws Exception {
        Pools pools = open(3);
        List<PhysicalConnection> all = borrowAll(pools, 3);
        AtomicInteger asked = new AtomicInteger();
        for (PhysicalConnection each : all) {
            Keeper keeper = givingBack(pools, each);
            each.keptBy(() -> {
                asked.incrementAndGet();
                return keeper.relinquish();
            });
        }

        PhysicalConnection borrowed = borrow(pools);

        assertThat(asked).hasValue(1);
        assertThat(all).contains(borrowed);
        all.forEach(each -> pools.release(0, each));
    }

    @Test
    void aKeeperThatNeverLetsGoEndsNobodysPatience() throws Exception {
        Pools pools = open(1);
        PhysicalConnection kept = borrow(pools);
        kept.keptBy(() -> false);

        long start = System.nanoTime();
        assertThatThrownBy(() -> borrow(pools, Duration.ofMillis(350))).isInstanceOf(PoolExhaustedException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(350), Duration.ofSeconds(3));
        assertThat(pools.hasWaiters(0)).isFalse();
        pools.release(0, kept);
    }

    /** A session that runs on a connection for a moment, keeps it, and gives it back when it learns that others wait. */
    @Test
    void keepersAndBorrowersNeverMissEachOther() throws Exception {
        Pools pools = open(2);
        int threads = 8;
        int rounds = 200;
        Task<?>[] sessions = new Task<?>[threads];
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < threads; i++) {
            sessions[i] = new Task<>(() -> {
                for (int round = 0; round < rounds; round++) {
                    PhysicalConnection mine = borrow(pools);
                    Keeper keeper = givingBack(pools, mine);
                    mine.keptBy(keeper);
                    served.incrementAndGet();
                    if (pools.hasWaiters(0)) {
                        keeper.relinquish();
                    }
                }
                return true;
            });
        }
        for (Task<?> each : sessions) {
            each.get();
        }
        assertThat(served).hasValue(threads * rounds);
        assertThat(pools.inUse(0)).isLessThanOrEqualTo(2);
        assertThat(pools.hasWaiters(0)).isFalse();
    }
}
