package io.github.proxysqljdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Borrowers of one instance stand in line, and leave it for a reason. */
@ClusterTest(replicas = 0)
class LineTest extends PoolTest {
    private static final Executor PLATFORM = task -> new Thread(task).start();

    LineTest(Cluster cluster) {
        super(cluster);
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Has threads line up one after the other, and tells in what order they were served. Each gives back what it got. */
    private List<Integer> orderOfService(Pools pools, int count, Executor threads, PhysicalConnection busy)
            throws Exception {
        int before = pools.inUse(0);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.execute(() -> {
                try {
                    PhysicalConnection mine = borrow(pools);
                    served.add(number);
                    pools.release(0, mine);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await("number " + number + " waits", () -> pools.inUse(0) == before + number + 1);
        }
        pools.release(0, busy);
        await("all are served and gone", () -> pools.inUse(0) == before - 1);
        return served;
    }

    @Test
    void firstComeIsFirstServed() throws Exception {
        Pools pools = open(1);

        assertThat(orderOfService(pools, 30, PLATFORM, borrow(pools))).isEqualTo(upTo(30));
    }

    @Test
    void virtualThreadsAreServedInOrder() throws Exception {
        Executor virtual;
        try {
            virtual = (Executor) MethodHandles.publicLookup()
                    .findStatic(
                            java.util.concurrent.Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(java.util.concurrent.ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            Assumptions.abort("this Java has no virtual threads");
            return;
        }
        Pools pools = open(1);

        assertThat(orderOfService(pools, 30, virtual, borrow(pools))).isEqualTo(upTo(30));
    }

    @Test
    void aLongWaitKeepsItsPlace() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Task<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(new Task<>(() -> {
                PhysicalConnection mine = borrow(pools);
                served.add(number);
                await("many slices are over", elapsed(Duration.ofMillis(150)));
                pools.release(0, mine);
                return true;
            }));
            await("it waits", () -> pools.inUse(0) == number + 2);
        }
        await("many slices are over", elapsed(Duration.ofMillis(350)));
        pools.release(0, busy);
        for (Task<Boolean> each : waiting) {
            each.get();
        }
        assertThat(served).isEqualTo(upTo(5));
    }

    private static Condition elapsed(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() - end >= 0;
    }

    @Test
    void whoGivesBackAndComesAgainGoesToTheEndOfTheLine() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        AtomicBoolean servedBefore = new AtomicBoolean();
        Task<Boolean> other = new Task<>(() -> {
            PhysicalConnection mine = borrow(pools);
            servedBefore.set(true);
            pools.release(0, mine);
            return true;
        });
        await("the other waits", () -> pools.hasWaiters(0));

        pools.release(0, busy);
        PhysicalConnection again = borrow(pools);

        assertThat(servedBefore).isTrue();
        pools.release(0, again);
        other.get();
    }

    /** The server accepts two connections of this user; a third one is tried for over and over again, and never had. */
    @Test
    void orderHoldsWhereTheServerAcceptsNoMoreConnections() throws Exception {
        limitConnections(2);
        try {
            Pools pools = open(5);
            List<PhysicalConnection> both = new ArrayList<>(borrowAll(pools, 2));

            for (int round = 1; round <= 60; round++) {
                assertThat(orderOfService(pools, 10, PLATFORM, both.get(0)))
                        .as("round %s", round)
                        .isEqualTo(upTo(10));
                both.set(0, borrow(pools));
            }
            pools.release(0, both.get(0));
            pools.release(0, both.get(1));
        } finally {
            closePools();
            limitConnections(0);
        }
    }

    private void limitConnections(int most) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER USER '" + cluster.user() + "'@'%' WITH MAX_USER_CONNECTIONS " + most);
        }
    }

    @Test
    void everyWaitEndsInTime() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        List<Task<Duration>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Duration longest = Duration.ofMillis(250 + 10 * i);
            waiting.add(new Task<>(() -> {
                long start = System.nanoTime();
                assertThatThrownBy(() -> borrow(pools, longest))
                        .isInstanceOf(PoolExhaustedException.class)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("08001");
                return Duration.ofNanos(System.nanoTime() - start).minus(longest);
            }));
        }
        for (Task<Duration> each : waiting) {
            assertThat(each.get()).isBetween(Duration.ZERO, Duration.ofMillis(1_500));
        }
        assertThat(pools.hasWaiters(0)).isFalse();
        pools.release(0, busy);
        assertThat(pools.inUse(0)).isZero();
    }

    @Test
    void anInterruptEndsAWaitAndLosesNoRoom() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        Task<String> waiting = new Task<>(() -> {
            try {
                borrow(pools);
                return "served";
            } catch (SQLException e) {
                return e.getSQLState() + ' ' + Thread.currentThread().isInterrupted();
            }
        });
        await("it waits", () -> pools.hasWaiters(0));

        waiting.thread.interrupt();

        assertThat(waiting.get()).isEqualTo("HY008 true");
        assertThat(pools.hasWaiters(0)).isFalse();
        pools.release(0, busy);
        pools.release(0, borrow(pools));
        assertThat(pools.inUse(0)).isZero();
    }

    @Test
    void whoeverWaitsLeavesWhenThatIsOfNoMoreUse() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        AtomicBoolean worthWaiting = new AtomicBoolean(true);
        Purpose purpose = new Purpose("reader", worthWaiting::get);
        List<Task<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(new Task<>(() -> {
                long began = System.nanoTime();
                assertThatThrownBy(() -> pools.borrow(
                                0,
                                purpose,
                                new Alone(),
                                new ConnectionState(cluster.database()),
                                began,
                                began + 30_000_000_000L))
                        .isInstanceOf(PoolExhaustedException.class);
                return true;
            }));
        }
        await("all wait", () -> pools.inUse(0) == 11);

        worthWaiting.set(false);
        long start = System.nanoTime();
        pools.reconsider(0);
        for (Task<Boolean> each : waiting) {
            each.get();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        pools.release(0, busy);
    }

    @Test
    void closingSendsAllHomeWhoWait() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        List<Task<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(new Task<>(() -> stateOf(pools)));
        }
        await("all wait", () -> pools.inUse(0) == 11);

        Task<Boolean> closing = new Task<>(() -> {
            closePools();
            return true;
        });

        for (Task<String> each : waiting) {
            assertThat(each.get()).isEqualTo("08003");
        }
        closing.get();
        pools.release(0, busy);
        assertThat(stateOf(pools)).isEqualTo("08003");
        assertThat(pools.inUse(0)).isZero();
    }

    private String stateOf(Pools pools) {
        try {
            pools.release(0, borrow(pools));
            return "served";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    @Test
    void refusedCredentialsEndAllWaitsAtOnce() throws Exception {
        Pools pools = open(2, "wrong");
        long start = System.nanoTime();
        List<Task<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(new Task<>(() -> stateOf(pools)));
        }
        for (Task<String> each : waiting) {
            assertThat(each.get()).isEqualTo("28000");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aServerThatIsGoneEndsAllWaits() throws Exception {
        Pools pools = open(2);
        cluster.writer().kill();
        long start = System.nanoTime();
        List<Task<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiting.add(new Task<>(() -> stateOf(pools)));
        }
        for (Task<String> each : waiting) {
            assertThat(each.get()).isEqualTo("08001");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        cluster.writer().restart();
        pools.release(0, borrow(pools));
    }

    @Test
    void sessionsThatWaitForEachOtherAreToldAtOnce() throws Exception {
        Pools pools = open(2);
        Alone first = new Alone();
        Alone second = new Alone();
        PhysicalConnection ofFirst = borrow(pools, first, Duration.ofSeconds(20));
        PhysicalConnection ofSecond = borrow(pools, second, Duration.ofSeconds(20));
        Task<PhysicalConnection> waiting = new Task<>(() -> borrow(pools, first, Duration.ofSeconds(20)));
        await("the first waits", () -> first.waitsFor() != null);

        long start = System.nanoTime();
        assertThatThrownBy(() -> borrow(pools, second, Duration.ofSeconds(20)))
                .isInstanceOf(PoolExhaustedException.class)
                .hasMessageContaining("can come free");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(waiting.isDone()).isFalse();
        pools.release(0, ofSecond);
        pools.release(0, waiting.get());
        pools.release(0, ofFirst);
        assertThat(pools.inUse(0)).isZero();
    }

    @Test
    void anErrorInTheWaitReachesTheBorrower() throws Exception {
        Pools pools = open(1);
        PhysicalConnection busy = borrow(pools);
        AtomicBoolean wanted = new AtomicBoolean(true);
        Alone leaving = new Alone() {
            @Override
            public void checkWanted() throws SQLException {
                if (!wanted.get()) {
                    throw new SQLException("left", "HY008");
                }
            }
        };
        Task<PhysicalConnection> waiting = new Task<>(() -> borrow(pools, leaving, Duration.ofSeconds(20)));
        await("it waits", () -> pools.hasWaiters(0));

        wanted.set(false);
        pools.reconsider(0);

        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage("left");
        assertThat(leaving.waitsFor()).isNull();
        pools.release(0, busy);
        assertThat(pools.inUse(0)).isZero();
    }
}
