package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyChange;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final long INTERVAL = SECOND;
    private static final long PATIENCE = 900 * MS;

    private final Cadence cadence = new Cadence(INTERVAL, PATIENCE, 2 * SECOND);
    /** Instance 0 is the writer, 1 and 2 are readers, all up. */
    private final History history = new History(3).writer(0).reader(1, 2).writer(0);

    private long now;

    private boolean happens(UnaryOperator<History> what) {
        Topology before = history.topology;
        Topology after = what.apply(history).topology;
        return cadence.follow(new TopologyChange(before, after), now);
    }

    private void assertDelays(long least, long most) {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(cadence.delay(now, random.nextDouble())).isBetween(least, most);
        }
    }

    @Test
    void isCalmWhileTheWriterAnswers() {
        assertThat(happens(h -> h.writer(0))).isFalse();
        assertDelays(900 * MS, 1100 * MS);
    }

    @Test
    void isFastWhileThereIsNoWriterAndCalmAgainAfterwards() {
        assertThat(happens(h -> h.refused(0))).isTrue();
        assertDelays(50 * MS, 100 * MS);
        happens(h -> h.writer(1).reader(2));
        happens(h -> h.writer(1));
        assertThat(history.writerIndex()).isEqualTo(1);
        assertDelays(900 * MS, 1100 * MS);
    }

    @Test
    void isFastWhileTheWriterIsSilent() {
        assertThat(happens(h -> h.silent(0))).isTrue();
        assertDelays(50 * MS, 100 * MS);
        happens(h -> h.writer(0));
        assertDelays(900 * MS, 1100 * MS);
    }

    @Test
    void staysCalmWhenAReaderIsSilentOrTheWriterRefusesTheMonitor() {
        assertThat(happens(h -> h.silent(1))).isFalse();
        assertThat(happens(h -> h.unusable(0))).isFalse();
        assertDelays(900 * MS, 1100 * MS);
    }

    @Test
    void isGentleWhenNothingCameOfItForHalfAMinuteAndFastAgainAtTheFirstSignOfChange() {
        happens(h -> h.refused(0));
        for (int i = 0; i < 299; i++) {
            now += 100 * MS;
            happens(h -> h.refused(0).reader(1));
            assertDelays(50 * MS, 100 * MS);
        }
        now += 100 * MS;
        happens(h -> h.refused(0));
        assertDelays(450 * MS, 550 * MS);
        assertThat(happens(h -> h.silent(2))).isTrue();
        assertDelays(50 * MS, 100 * MS);
    }

    @Test
    void isNeverSlowerThanTheInterval() {
        Cadence eager = new Cadence(60 * MS, 50 * MS, SECOND);
        eager.follow(new TopologyChange(history.topology, history.refused(0).topology), 0);
        for (double jitter = 0; jitter < 1; jitter += 0.01) {
            assertThat(eager.delay(0, jitter)).isBetween(50 * MS, 66 * MS);
            assertThat(eager.delay(40 * SECOND, jitter)).isBetween(54 * MS, 66 * MS);
        }
    }

    @Test
    void suspicionOfTheWriterIsFastUntilItAnswers() {
        assertThat(cadence.suspect(now)).isTrue();
        assertThat(cadence.suspect(now)).as("it is fast already").isFalse();
        happens(h -> h.reader(1));
        assertDelays(50 * MS, 100 * MS);
        happens(h -> h.writer(0));
        assertDelays(900 * MS, 1100 * MS);
    }

    @Test
    void suspicionThatNobodyDispelsEndsByItself() {
        cadence.suspect(now);
        now += Cadence.SUSPICION_LASTS;
        assertDelays(900 * MS, 1100 * MS);
    }

    @Test
    void answersMayTakeAsLongAsTheTimeoutAllowsExceptInFastRounds() {
        InstanceState quick = history.topology.of(0);
        assertThat(cadence.patience(quick, true, 0, 0)).isEqualTo(PATIENCE);
        cadence.suspect(0);
        assertThat(cadence.patience(quick, true, 0, 0)).isEqualTo(Cadence.SHORT_PATIENCE);
        assertThat(cadence.patience(quick, false, 0, 0))
                .as("it has to connect first")
                .isEqualTo(PATIENCE);
    }

    @Test
    void instanceThatIsFarAwayHasMoreTimeInFastRounds() {
        History far = new History(1);
        far.observe(History.answer(new Observation.Question(0, 0, 0), Role.WRITER, 60 * MS));
        cadence.suspect(0);
        assertThat(cadence.patience(far.topology.of(0), true, 0, 0)).isEqualTo(480 * MS);
    }

    @Test
    void verdictIsDueWhenTheTimeOfASilentInstanceIsUpAndItWasAskedTwice() {
        long asked = History.nanos(history.now());
        happens(h -> h.silent(0));
        InstanceState silent = history.topology.of(0);
        assertThat(cadence.isVerdictDue(silent, true, asked + 2 * SECOND - 1)).isFalse();
        assertThat(cadence.isVerdictDue(silent, true, asked + 2 * SECOND)).isTrue();
        assertThat(cadence.isVerdictDue(silent, false, asked + 2 * SECOND))
                .as("one question only, and none under way")
                .isFalse();
        assertThat(cadence.patience(silent, false, asked + SECOND, asked + SECOND))
                .as("the second question ends with the verdict")
                .isEqualTo(PATIENCE);
        assertThat(cadence.patience(silent, false, asked + 3 * SECOND / 2, asked + 2 * SECOND))
                .isEqualTo(SECOND / 2);
    }
}
