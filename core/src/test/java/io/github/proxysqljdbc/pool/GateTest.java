package io.github.proxysqljdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateTest {
    private static Gate open(int limit) {
        Gate gate = new Gate();
        gate.limit(() -> limit);
        return gate;
    }

    @Test
    void letsInAsManyAsItsLimitSays() {
        Gate gate = open(2);

        assertThat(gate.tryEnter()).isTrue();
        assertThat(gate.tryEnter()).isTrue();
        assertThat(gate.tryEnter()).isFalse();
        gate.leave();
        assertThat(gate.tryEnter()).isTrue();
        assertThat(gate).hasToString("2 of 2 inside, 0 waiting");
    }

    @Test
    void whoeverLeavesLetsTheFirstOfTheLineIn() {
        Gate gate = open(1);
        gate.tryEnter();
        Gate.Waiter first = gate.join();
        Gate.Waiter second = gate.join();

        gate.leave();

        assertThat(first.admitted()).isTrue();
        assertThat(second.admitted()).isFalse();
        assertThat(gate.isFirst(second)).isTrue();
        assertThat(gate.waiting()).isEqualTo(1);
    }

    @Test
    void nobodyOvertakesTheLine() {
        Gate gate = open(1);
        gate.tryEnter();
        Gate.Waiter first = gate.join();
        gate.limit(() -> 2);
        assertThat(first.admitted()).isTrue();
        Gate.Waiter second = gate.join();

        assertThat(gate.tryEnter()).isFalse();
        gate.leave();
        assertThat(second.admitted()).isTrue();
        assertThat(gate.tryEnter()).isFalse();
        gate.leave();
        assertThat(gate.tryEnter()).isTrue();
    }

    @Test
    void joiningWhereThereIsRoomIsEntering() {
        Gate gate = open(1);

        Gate.Waiter only = gate.join();

        assertThat(only.admitted()).isTrue();
        assertThat(gate.quit(only)).isTrue();
        gate.leave();
        assertThat(gate.tryEnter()).isTrue();
    }

    @Test
    void whoQuitsLeavesNoTrace() {
        Gate gate = open(1);
        gate.tryEnter();
        Gate.Waiter first = gate.join();
        Gate.Waiter second = gate.join();

        assertThat(gate.quit(first)).isFalse();
        assertThat(gate.quit(second)).isFalse();
        gate.leave();

        assertThat(gate.waiting()).isZero();
        assertThat(gate.inside()).isZero();
        assertThat(gate.tryEnter()).isTrue();
    }

    @Test
    void aLowerLimitTakesEffectAsThoseInsideLeave() {
        Gate gate = open(3);
        for (int i = 0; i < 3; i++) {
            gate.tryEnter();
        }
        gate.limit(() -> 1);
        Gate.Waiter waiter = gate.join();

        gate.leave();
        gate.leave();
        assertThat(waiter.admitted()).isFalse();
        gate.leave();
        assertThat(waiter.admitted()).isTrue();
    }

    @Test
    void theFirstOfTheLineIsTheMakerAndNobodyElse() {
        Gate gate = new Gate();
        Gate.Waiter first = gate.join();
        Gate.Waiter second = gate.join();

        assertThat(gate.startMaking(second)).isFalse();
        assertThat(gate.startMaking(first)).isTrue();
        gate.limit(() -> 1);
        assertThat(first.admitted()).isTrue();
        assertThat(gate.startMaking(second)).as("while the first is at it").isFalse();
        gate.stopMaking(first, true);
        assertThat(gate.startMaking(second)).isTrue();
    }

    @Test
    void aMakerThatIsGivenAConnectionTakesThePlaceOfWhoGaveIt() {
        Gate gate = open(1);
        gate.tryEnter();
        Gate.Waiter first = gate.join();
        Gate.Waiter second = gate.join();
        gate.startMaking(first);

        gate.stopMaking(first, true);
        assertThat(first.admitted()).isTrue();
        assertThat(gate).hasToString("2 of 1 inside, 1 waiting");
        gate.leave();

        assertThat(second.admitted()).isFalse();
        assertThat(gate).hasToString("1 of 1 inside, 1 waiting");
        gate.leave();
        assertThat(second.admitted()).isTrue();
    }

    @Test
    void aMakerInVainKeepsItsPlace() {
        Gate gate = open(1);
        gate.tryEnter();
        Gate.Waiter first = gate.join();
        Gate.Waiter second = gate.join();
        gate.startMaking(first);

        gate.stopMaking(first, false);
        gate.leave();

        assertThat(first.admitted()).isTrue();
        assertThat(second.admitted()).isFalse();
    }

    /** Nobody comes while many leave, so whoever counts those inside and in the line counts fewer and fewer. */
    @Test
    void nobodyIsMissedOnTheWayIn() throws Exception {
        Gate gate = open(1);
        for (int i = 0; i < 300_000; i++) {
            gate.join();
        }
        CountDownLatch looking = new CountDownLatch(1);
        FutureTask<Boolean> counting = new FutureTask<>(() -> {
            boolean fewer = true;
            for (int before = gate.inUse(), now = before; now > 0; before = now) {
                looking.countDown();
                now = gate.inUse();
                fewer &= now <= before;
            }
            return fewer;
        });
        new Thread(counting).start();
        looking.await();
        for (int i = 0; i < 300_000; i++) {
            gate.leave();
        }

        assertThat(counting.get()).isTrue();
    }

    /** Threads come, wait, lose patience, are interrupted and leave, while the limit changes: afterwards all room is there again. */
    @Test
    void noRoomIsLostOrGained() throws Exception {
        long seed = System.nanoTime();
        System.out.println("GateTest seed " + seed);
        Gate gate = open(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        List<Throwable> mistakes = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < 12; i++) {
            SplittableRandom random = seeds.split();
            threads.add(new Thread(() -> {
                try {
                    for (int round = 0; round < 4_000; round++) {
                        if (visit(gate, random)) {
                            entered.incrementAndGet();
                            assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(4);
                            if (random.nextInt(4) == 0) {
                                LockSupport.parkNanos(random.nextInt(20_000));
                            }
                            inside.decrementAndGet();
                            gate.leave();
                        }
                        if (random.nextInt(200) == 0) {
                            int limit = 1 + random.nextInt(4);
                            gate.limit(() -> limit);
                        }
                    }
                } catch (Throwable e) {
                    mistakes.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        SplittableRandom interrupts = seeds.split();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            threads.get(interrupts.nextInt(threads.size())).interrupt();
            gate.wakeAll();
            LockSupport.parkNanos(50_000);
        }

        assertThat(mistakes).isEmpty();
        assertThat(entered.get()).isPositive();
        gate.limit(() -> 4);
        assertThat(gate).as("seed %s", seed).hasToString("0 of 4 inside, 0 waiting");
        for (int i = 0; i < 4; i++) {
            assertThat(gate.tryEnter()).isTrue();
        }
        assertThat(gate.tryEnter()).isFalse();
    }

    private static boolean visit(Gate gate, SplittableRandom random) {
        if (gate.tryEnter()) {
            return true;
        }
        Gate.Waiter waiter = gate.join();
        if (random.nextInt(4) == 0 && gate.startMaking(waiter)) {
            LockSupport.parkNanos(random.nextInt(20_000));
            gate.stopMaking(waiter, false);
        }
        int patience = random.nextInt(5);
        while (!waiter.admitted() && patience-- > 0 && !Thread.interrupted()) {
            LockSupport.parkNanos(random.nextInt(100_000));
        }
        return gate.quit(waiter);
    }
}
