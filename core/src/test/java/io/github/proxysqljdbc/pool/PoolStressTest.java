package io.github.proxysqljdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whatever happens to borrowers and connections, a pool serves as many as before. */
@ClusterTest(replicas = 0)
class PoolStressTest extends PoolTest {
    private static final int SIZE = 4;
    private static final int THREADS = 16;

    PoolStressTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void noRoomIsLost() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("PoolStressTest -Dseed=" + seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        Pools pools = open(SIZE);
        AtomicInteger out = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger sentHome = new AtomicInteger();
        List<Task<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = seeds.split();
            tasks.add(new Task<>(() -> {
                for (int round = 0; round < 300; round++) {
                    if (visit(pools, random, out)) {
                        served.incrementAndGet();
                    } else {
                        sentHome.incrementAndGet();
                    }
                }
                return true;
            }));
        }
        SplittableRandom random = seeds.split();
        while (!tasks.stream().allMatch(Task::isDone)) {
            tasks.get(random.nextInt(THREADS)).thread.interrupt();
            pools.reconsider(0);
            LockSupport.parkNanos(500_000);
        }
        for (Task<Boolean> each : tasks) {
            each.get();
        }
        System.out.println("served " + served + ", sent home " + sentHome);
        assertThat(served.get()).isPositive();
        assertThat(sentHome.get()).isPositive();
        assertThat(pools.inUse(0)).as("seed %s", seed).isZero();
        assertThat(pools.hasWaiters(0)).isFalse();
        List<PhysicalConnection> all = borrowAll(pools, SIZE);
        all.forEach(each -> pools.release(0, each));
        assertThat(pools.inUse(0)).isZero();
    }

    private boolean visit(Pools pools, SplittableRandom random, AtomicInteger out) {
        PhysicalConnection mine;
        try {
            mine = borrow(pools, Duration.ofMillis(1 + random.nextInt(60)));
        } catch (SQLException e) {
            Thread.interrupted();
            return false;
        }
        assertThat(out.incrementAndGet()).isLessThanOrEqualTo(SIZE);
        if (random.nextInt(3) == 0) {
            LockSupport.parkNanos(random.nextInt(2_000_000));
        }
        if (random.nextInt(20) == 0) {
            mine.spoil();
        }
        out.decrementAndGet();
        if (random.nextInt(4) == 0) {
            mine.keptBy(() -> false);
            mine.keptBy(null);
        }
        pools.release(0, mine);
        Thread.interrupted();
        return true;
    }
}
