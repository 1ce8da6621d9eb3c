package io.github.proxysqljdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReaderSelectorTest {
    private static final ReaderSelector.Load IDLE = index -> 0;

    private static int[] chosen(
            ReaderSelector selector, List<InstanceState> readers, ReaderSelector.Load load, int times) {
        int[] chosen = new int[8];
        for (int i = 0; i < times; i++) {
            chosen[selector.select(readers, load).index()]++;
        }
        return chosen;
    }

    @Test
    void affinityKeepsAThreadOnItsReader() {
        int[] chosen = chosen(ReaderSelectors.affinity(), Snapshots.readers(1, 2, 3), IDLE, 1000);
        assertThat(Arrays.stream(chosen).max()).hasValue(1000);
    }

    @Test
    void affinityDealsNewThreadsEvenlyOverIdleReaders() {
        AffinitySelector selector = new AffinitySelector();
        int[] threads = new int[4];
        for (long thread = 1; thread <= 300; thread++) {
            threads[selector.select(Snapshots.readers(1, 2, 3), IDLE, thread).index()]++;
        }
        assertThat(threads).containsExactly(0, 100, 100, 100);
    }

    @Test
    void affinityLeavesAReaderThatIsBusierByMoreThanTheMargin() {
        AffinitySelector selector = new AffinitySelector();
        List<InstanceState> readers = Snapshots.readers(0, 1);
        int first = selector.select(readers, IDLE, 7).index();
        int other = 1 - first;
        assertThat(selector.select(readers, i -> i == first ? 2 : 0, 7).index()).isEqualTo(first);
        assertThat(selector.select(readers, i -> i == first ? 3 : 0, 7).index()).isEqualTo(other);
        assertThat(selector.select(readers, IDLE, 7).index())
                .as("and stays there")
                .isEqualTo(other);
    }

    @Test
    void affinityMovesAllThreadsOffAReaderThatIsGoneAndDealsThemAnewWhenMoreCome() {
        AffinitySelector selector = new AffinitySelector();
        for (long thread = 0; thread < 100; thread++) {
            selector.select(Snapshots.readers(0, 1), IDLE, thread);
        }
        for (long thread = 0; thread < 100; thread++) {
            assertThat(selector.select(Snapshots.readers(1), IDLE, thread).index())
                    .isEqualTo(1);
        }
        int[] threads = new int[3];
        for (long thread = 0; thread < 100; thread++) {
            threads[selector.select(Snapshots.readers(0, 1, 2), IDLE, thread).index()]++;
        }
        assertThat(threads).containsExactlyInAnyOrder(34, 33, 33);
    }

    @Test
    void affinityGivesAReaderThatReturnsItsShare() {
        AffinitySelector selector = new AffinitySelector();
        int[] before = dealt(selector, Snapshots.readers(0, 1));
        int[] without = dealt(selector, Snapshots.readers(1));
        int[] after = dealt(selector, Snapshots.readers(0, 1));
        assertThat(before).containsExactly(50, 50);
        assertThat(without).containsExactly(0, 100);
        assertThat(after).containsExactly(50, 50);
    }

    private static int[] dealt(AffinitySelector selector, List<InstanceState> readers) {
        int[] threads = new int[2];
        for (long thread = 0; thread < 100; thread++) {
            threads[selector.select(readers, IDLE, thread).index()]++;
        }
        return threads;
    }

    @Test
    void affinitySpreadsManyBusyThreadsEvenlyAndSeldomMovesThem() {
        for (int threads : new int[] {2, 8, 32, 128}) {
            Simulation simulation = new Simulation(threads, 2, new Random(20_261_120));
            simulation.run(200_000);
            assertThat(simulation.shareOfBusiest()).as("%s threads", threads).isLessThan(0.55);
            assertThat(simulation.shareOfMoves()).as("%s threads", threads).isLessThan(0.05);
        }
    }

    /** Threads that read, wait and read again, each for a random time, on one virtual clock. */
    private static final class Simulation {
        private final AffinitySelector selector = new AffinitySelector();
        private final List<InstanceState> readers;
        private final Random random;
        private final int[] reader;
        private final int[] last;
        private final int[] inUse;
        private final long[] reads;
        private long moves;

        Simulation(int threads, int readers, Random random) {
            int[] indexes = new int[readers];
            Arrays.setAll(indexes, i -> i);
            this.readers = Snapshots.readers(indexes);
            this.random = random;
            this.reader = new int[threads];
            this.last = new int[threads];
            this.inUse = new int[readers];
            this.reads = new long[readers];
            Arrays.fill(reader, -1);
            Arrays.fill(last, -1);
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                int thread = random.nextInt(reader.length);
                if (reader[thread] >= 0) {
                    inUse[reader[thread]]--;
                    reader[thread] = -1;
                } else {
                    read(thread);
                }
            }
        }

        private void read(int thread) {
            int chosen = selector.select(readers, i -> inUse[i], 1000L + thread).index();
            moves += last[thread] >= 0 && last[thread] != chosen ? 1 : 0;
            last[thread] = chosen;
            reader[thread] = chosen;
            inUse[chosen]++;
            reads[chosen]++;
        }

        double shareOfBusiest() {
            return (double) Arrays.stream(reads).max().orElseThrow()
                    / Arrays.stream(reads).sum();
        }

        double shareOfMoves() {
            return (double) moves / Arrays.stream(reads).sum();
        }
    }

    @Test
    void affinityOfOneReaderIsThatReader() {
        assertThat(ReaderSelectors.affinity().select(Snapshots.readers(5), IDLE).index())
                .isEqualTo(5);
    }

    @Test
    void leastOutstandingTakesTheLeastBusyAndTurnsAmongEquals() {
        ReaderSelector selector = ReaderSelectors.leastOutstanding();
        assertThat(chosen(selector, Snapshots.readers(0, 1, 2), i -> i == 1 ? 1 : 2, 30))
                .startsWith(0, 30, 0);
        assertThat(chosen(selector, Snapshots.readers(0, 1, 2), IDLE, 30)).startsWith(10, 10, 10);
    }

    @Test
    void roundRobinTakesOneAfterTheOther() {
        assertThat(chosen(ReaderSelectors.roundRobin(), Snapshots.readers(0, 1, 2), i -> i, 30))
                .startsWith(10, 10, 10);
    }

    @Test
    void randomTakesAllAboutEquallyOften() {
        int[] chosen = chosen(ReaderSelectors.random(), Snapshots.readers(0, 1), IDLE, 10_000);
        assertThat(chosen[0]).isBetween(4_500, 5_500);
        assertThat(chosen[0] + chosen[1]).isEqualTo(10_000);
    }

    @Test
    void weightedTakesReadersInProportionToTheirWeights() {
        ReaderSelector selector = ReaderSelectors.weighted(Map.of(Snapshots.instance(0), 3, Snapshots.instance(2), 0));
        int[] chosen = chosen(selector, Snapshots.readers(0, 1, 2), IDLE, 10_000);
        assertThat(chosen[0]).isBetween(7_200, 7_800);
        assertThat(chosen[1]).isBetween(2_200, 2_800);
        assertThat(chosen[2]).isZero();
    }

    @Test
    void weightZeroIsChosenIfThereIsNothingElse() {
        ReaderSelector selector = ReaderSelectors.weighted(Map.of(Snapshots.instance(0), 0));
        assertThat(selector.select(Snapshots.readers(0), IDLE).index()).isZero();
        assertThatThrownBy(() -> ReaderSelectors.weighted(Map.of(Snapshots.instance(0), -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("db0:3306");
    }

    @Test
    void lowestLatencyTakesTheFastestAndSpreadsOverThoseAboutAsFast() {
        ReaderSelector selector = ReaderSelectors.lowestLatency();
        List<InstanceState> readers =
                List.of(Snapshots.withLatency(0, 2_000), Snapshots.withLatency(1, 400), Snapshots.withLatency(2, 600));
        assertThat(chosen(selector, readers, IDLE, 30)[0]).isZero();
        assertThat(chosen(selector, readers, i -> i == 1 ? 5 : 0, 30)).startsWith(0, 0, 30);
        assertThat(chosen(selector, List.of(readers.get(0)), IDLE, 3)).startsWith(3);
    }
}
