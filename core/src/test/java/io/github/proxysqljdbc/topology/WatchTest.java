package io.github.proxysqljdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.config.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final long SECOND = 1_000_000_000;

    private final TopologyHolder holder =
            new TopologyHolder(Topology.initial(List.of(new Instance("a", 1), new Instance("b", 2)), Instant.EPOCH));
    private final Watch watch = holder.watch();
    private final AtomicInteger looks = new AtomicInteger();
    private final long thawed = System.nanoTime();
    private final long start = thawed - 60 * SECOND;

    WatchTest() {
        watch.addListener(looks::incrementAndGet);
    }

    /** An instance was heard of, in answer to a question that was put in that version. */
    private void heard(int index, long asked) {
        holder.update(before -> {
            List<InstanceState> states = new ArrayList<>(before.instances());
            states.set(index, answered(states.get(index), asked));
            return Topology.of(before.version() + 1, states, -1, -1, Instant.EPOCH);
        });
    }

    private static InstanceState answered(InstanceState state, long asked) {
        return new InstanceState(
                state.index(),
                state.instance(),
                Role.READER,
                Instant.EPOCH,
                Status.UP,
                Instant.EPOCH,
                0,
                "told",
                null,
                null,
                false,
                false,
                0,
                new Trail(Trail.Claim.NONE, 0, 0, 0, 0, asked, null));
    }

    @Test
    void aWatchThatBeatsIsNeverStale() {
        for (int i = 0; i < 100; i++) {
            watch.beat(start + i * SECOND);
            assertThat(watch.isStale(start + i * SECOND + SECOND)).isFalse();
        }
        assertThat(looks).hasValue(0);
    }

    @Test
    void afterAGapItIsStaleUntilEachInstanceWasHeardOf() {
        watch.beat(start);
        assertThat(watch.isStale(thawed)).isTrue();
        long old = holder.current().version();
        Predicate<Topology> over = watch.lookAgain(thawed);
        assertThat(looks).hasValue(1);
        assertThat(over.test(holder.current())).isFalse();
        heard(0, old);
        heard(1, old);
        assertThat(over.test(holder.current()))
                .as("what was asked before the gap")
                .isFalse();
        long fresh = holder.current().version();
        heard(0, fresh);
        watch.beat(thawed + 1);
        assertThat(watch.isStale(thawed + 1)).isTrue();
        heard(1, fresh);
        assertThat(over.test(holder.current())).isTrue();
        assertThat(watch.isStale(System.nanoTime())).isFalse();
        assertThat(looks).hasValue(1);
    }

    @Test
    void whoeverNoticesAsksAndTheOthersWaitForTheSameLook() {
        watch.beat(start);
        watch.beat(thawed);
        watch.lookAgain(thawed + 1);
        watch.lookAgain(thawed + 2);
        watch.beat(thawed + 3);
        assertThat(looks).hasValue(1);
    }

    @Test
    void instancesThatDoNotAnswerAreNotWaitedForTooLong() {
        watch.beat(start);
        watch.lookAgain(thawed);
        watch.beat(thawed + Watch.LONGEST_LOOK + 1);
        assertThat(watch.isStale(thawed + Watch.LONGEST_LOOK + 2)).isFalse();
    }

    @Test
    void whoStoodStillDuringALookLooksOnceMore() {
        watch.beat(start);
        watch.lookAgain(thawed);
        watch.beat(thawed + 60 * SECOND);
        assertThat(looks).hasValue(2);
        assertThat(watch.isStale(thawed + 60 * SECOND)).isTrue();
    }

    @Test
    void distrustNeedsNoGap() {
        watch.distrust();
        assertThat(looks).hasValue(1);
        assertThat(watch.isStale(System.nanoTime())).isTrue();
    }
}
