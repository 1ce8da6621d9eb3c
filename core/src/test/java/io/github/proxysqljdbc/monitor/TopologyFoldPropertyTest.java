package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.monitor.Observation.Meaning;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds in every history. A failure names the seed of the history that broke it. */
class TopologyFoldPropertyTest {
    private static final int HISTORIES = 3_000;
    private static final List<Meaning> MEANINGS = List.of(Meaning.REFUSED, Meaning.SILENT, Meaning.UNUSABLE);
    private static final long SEED = Long.getLong("topology.seed", 20_261_120L);

    private static void inEveryHistory(Consumer<Random> property) {
        for (int i = 0; i < HISTORIES; i++) {
            long seed = SEED + i;
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("in the history of -Dtopology.seed=" + seed, e);
            }
        }
    }

    private static Observation anything(Topology topology, Random random) {
        int index = random.nextInt(topology.instances().size());
        long asked = topology.version() - random.nextInt((int) Math.min(4, topology.version() + 1));
        int what = random.nextInt(10);
        if (what < 6) {
            Role role = what == 0
                    ? Role.UNKNOWN
                    : what < 3 ? Role.WRITER : what < 5 ? Role.READER : lastWord(topology, index);
            return History.answer(new Observation.Question(index, asked, 0), role, 1 + random.nextInt(1000));
        }
        return failureOf(topology, index, random);
    }

    private static Role lastWord(Topology topology, int index) {
        return topology.of(index).role();
    }

    private static Observation failureOf(Topology topology, int index, Random random) {
        return History.failure(topology, index, MEANINGS.get(random.nextInt(MEANINGS.size())));
    }

    private static History randomHistory(Random random) {
        History history = new History(1 + random.nextInt(4));
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            history.observe(anything(history.topology, random));
        }
        return history;
    }

    @Test
    void failuresAloneChangeNoRoleAndPromoteNobodyOverAnUncontestedWriter() {
        inEveryHistory(random -> {
            History history = randomHistory(random);
            List<Role> roles = history.roles();
            boolean settled = noClaimIsPending(history.topology);
            Integer lastWriter = history.lastWriterIndex();
            for (int i = 0; i < 40; i++) {
                int index = random.nextInt(roles.size());
                history.observe(failureOf(history.topology, index, random));
                assertThat(history.roles()).isEqualTo(roles);
                if (settled) {
                    assertThat(history.lastWriterIndex()).isEqualTo(lastWriter);
                    assertThat(history.writerIndex()).isIn(lastWriter, null);
                }
            }
        });
    }

    private static boolean noClaimIsPending(Topology topology) {
        return WriterElection.awaited(topology).isEmpty()
                && WriterElection.contenders(topology.instances()).stream()
                        .allMatch(s -> s.trail().claim().established());
    }

    @Test
    void roleIsAlwaysTheInstancesLastWord() {
        inEveryHistory(random -> {
            History history = new History(3);
            Role[] lastWords = {Role.UNKNOWN, Role.UNKNOWN, Role.UNKNOWN};
            for (int i = 0; i < 60; i++) {
                Observation observation = anything(history.topology, random);
                if (observation instanceof Observation.Answered answered
                        && answered.answer().role() != Role.UNKNOWN) {
                    lastWords[observation.index()] = answered.answer().role();
                }
                assertThat(history.observe(observation).roles()).containsExactly(lastWords);
            }
        });
    }

    @Test
    void whoTakesWritesSaidSoTwiceInARowAndNoInstanceBecameWriterLater() {
        inEveryHistory(random -> {
            History history = new History(3);
            int[] writerAnswersInRow = new int[3];
            for (int i = 0; i < 80; i++) {
                Integer lastWriter = history.lastWriterIndex();
                Observation observation = anything(history.topology, random);
                boolean saysWriter = observation instanceof Observation.Answered answered
                        && role(history.topology, answered) == Role.WRITER;
                writerAnswersInRow[observation.index()] = saysWriter ? writerAnswersInRow[observation.index()] + 1 : 0;
                history.observe(observation);
                checkWriter(history.topology);
                Integer writer = history.writerIndex();
                if (writer != null && !writer.equals(lastWriter)) {
                    assertThat(writerAnswersInRow[writer]).isGreaterThanOrEqualTo(2);
                }
            }
        });
    }

    private static Role role(Topology topology, Observation.Answered answered) {
        return answered.answer().role() == Role.UNKNOWN
                ? topology.of(answered.index()).role()
                : answered.answer().role();
    }

    private static void checkWriter(Topology topology) {
        InstanceState writer = topology.writer();
        if (writer == null) {
            return;
        }
        assertThat(writer.role()).isEqualTo(Role.WRITER);
        assertThat(writer.status()).isIn(Status.UP, Status.SUSPECT);
        for (InstanceState other : topology.instances()) {
            boolean claims = other.role() == Role.WRITER
                    && (other.trail().claim().established()
                            || other.trail().claim().version() > 0);
            if (claims) {
                assertThat(other.trail().claim().rank())
                        .isLessThanOrEqualTo(writer.trail().claim().rank());
            }
        }
    }

    @Test
    void olderClaimTakesNoWritesWhileANewerOneStandsThatOnceTookThem() {
        inEveryHistory(random -> {
            History history = new History(3);
            int[] becameWriterAt = new int[3];
            boolean[] tookWrites = new boolean[3];
            for (int step = 1; step <= 80; step++) {
                Observation observation = anything(history.topology, random);
                int index = observation.index();
                Role before = history.topology.of(index).role();
                Role after = history.observe(observation).topology.of(index).role();
                if (before != after) {
                    becameWriterAt[index] = before == Role.READER ? step : 0;
                    tookWrites[index] = false;
                }
                Integer writer = history.writerIndex();
                if (writer != null) {
                    tookWrites[writer] = true;
                    for (int other = 0; other < 3; other++) {
                        boolean newer = becameWriterAt[other] > becameWriterAt[writer];
                        boolean claims = history.topology.of(other).role() == Role.WRITER;
                        boolean writerWasSeenToBecomeOne = becameWriterAt[writer] > 0;
                        assertThat(newer && claims && tookWrites[other] && writerWasSeenToBecomeOne)
                                .isFalse();
                    }
                }
            }
        });
    }

    /**
     * Writes move away from an instance whose last word is that it is the writer only to one that was seen to become it later, or that was
     * first heard to be it after the last sign of life of the other one, which is down by then.
     */
    @Test
    void writesNeverMoveBackToAnOlderClaimWhateverBecomesOfTheNewerOne() {
        inEveryHistory(random -> {
            History history = new History(3);
            int[] promoted = new int[3];
            int[] claimed = new int[3];
            int[] lastWord = new int[3];
            boolean[] follows = new boolean[3];
            Integer last = null;
            for (int step = 1; step <= 120; step++) {
                Observation observation = anything(history.topology, random);
                int index = observation.index();
                InstanceState before = history.topology.of(index);
                if (observation instanceof Observation.Answered answered) {
                    boolean says = role(history.topology, answered) == Role.WRITER;
                    if (!says) {
                        promoted[index] = 0;
                        claimed[index] = 0;
                        follows[index] = false;
                        last = Integer.valueOf(index).equals(last) ? null : last;
                    } else if (before.role() != Role.WRITER
                            || before.trail().claim().version() == 0) {
                        claimed[index] = step;
                    }
                    if (says && before.role() == Role.READER) {
                        promoted[index] = step;
                    }
                    InstanceState incumbent = history.topology.lastWriter();
                    follows[index] |= says
                            && incumbent != null
                            && incumbent.index() != index
                            && incumbent.status() == Status.DOWN
                            && claimed[index] > lastWord[incumbent.index()];
                    lastWord[index] = step;
                }
                history.observe(observation);
                Integer writer = history.writerIndex();
                if (writer != null) {
                    boolean moved = last != null && !last.equals(writer);
                    boolean lastStillClaims =
                            last != null && history.topology.of(last).role() == Role.WRITER;
                    if (moved && lastStillClaims) {
                        assertThat(promoted[writer] > promoted[Objects.requireNonNull(last)] || follows[writer])
                                .as("step %s: from %s to %s%n%s", step, last, writer, history.topology)
                                .isTrue();
                    }
                    last = writer;
                }
            }
        });
    }

    @Test
    void nobodyIsDeadWhoGaveASignOfLifeWithinTheTime() {
        inEveryHistory(random -> {
            History history = new History(3);
            Instant[] lastSign = {history.now(), history.now(), history.now()};
            for (int i = 0; i < 80; i++) {
                history.later(Duration.ofMillis(random.nextInt(300)));
                Instant asked = history.now();
                Observation observation = anything(history.topology, random);
                history.observe(observation);
                InstanceState state = history.topology.of(observation.index());
                if (observation.signOfLife()) {
                    lastSign[observation.index()] = asked;
                    assertThat(state.dead()).isFalse();
                }
                if (state.dead()) {
                    assertThat(state.status()).isEqualTo(Status.DOWN);
                    assertThat(Duration.between(lastSign[observation.index()], history.now()))
                            .isGreaterThanOrEqualTo(History.SILENCE);
                }
            }
        });
    }

    @Test
    void readsHaveATargetWhileAnyInstanceIsUpAndItIsNeverDown() {
        inEveryHistory(random -> {
            History history = new History(1 + random.nextInt(4));
            for (int i = 0; i < 60; i++) {
                Topology topology = history.observe(anything(history.topology, random)).topology;
                boolean anyAlive = topology.instances().stream()
                        .anyMatch(s -> s.status() == Status.UP || s.status() == Status.SUSPECT);
                assertThat(topology.readTargets().isEmpty()).isEqualTo(!anyAlive);
                assertThat(topology.readTargets())
                        .allMatch(s -> s.status() == Status.UP || s.status() == Status.SUSPECT);
                boolean readerUp = topology.instances().stream().anyMatch(s -> s.isUp() && s.role() == Role.READER);
                if (readerUp) {
                    assertThat(topology.readTargets()).allMatch(s -> s.isUp() && s.role() == Role.READER);
                }
            }
        });
    }

    @Test
    void sameHistoryGivesTheSameSnapshot() {
        inEveryHistory(random -> {
            long seed = random.nextLong();
            Topology one = randomHistory(new Random(seed)).topology;
            Topology other = randomHistory(new Random(seed)).topology;
            assertThat(one.instances()).isEqualTo(other.instances());
            assertThat(one.toString()).isEqualTo(other.toString());
        });
    }

    @Test
    void orderOfTheFirstAnswersDoesNotMatter() {
        inEveryHistory(random -> {
            int count = 1 + random.nextInt(4);
            List<Role> roles = new ArrayList<>();
            List<@Nullable Meaning> failures = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                roles.add(random.nextBoolean() ? Role.WRITER : Role.READER);
                failures.add(random.nextInt(4) == 0 ? MEANINGS.get(random.nextInt(MEANINGS.size())) : null);
                order.add(i);
            }
            Topology inOrder = settled(order, roles, failures);
            Collections.shuffle(order, random);
            Topology shuffled = settled(order, roles, failures);
            assertThat(History.index(shuffled.writer())).isEqualTo(History.index(inOrder.writer()));
            assertThat(shuffled.readTargets().stream().map(InstanceState::index))
                    .isEqualTo(inOrder.readTargets().stream()
                            .map(InstanceState::index)
                            .toList());
        });
    }

    /** The topology after first answers in that order, and as many more as the election asks for. */
    private static Topology settled(List<Integer> order, List<Role> roles, List<@Nullable Meaning> failures) {
        History history = new History(roles.size());
        for (int index : order) {
            history.observe(word(history.topology, index, roles, failures));
        }
        for (int round = 0; round < 10; round++) {
            for (InstanceState awaited : WriterElection.awaited(history.topology)) {
                history.observe(word(history.topology, awaited.index(), roles, failures));
            }
        }
        return history.topology;
    }

    private static Observation word(Topology topology, int index, List<Role> roles, List<@Nullable Meaning> failures) {
        Meaning failure = failures.get(index);
        return failure == null
                ? History.answer(topology, index, roles.get(index))
                : History.failure(topology, index, failure);
    }

    @Test
    void electionSettlesOnceTheAwaitedHaveAnswered() {
        inEveryHistory(random -> {
            History history = randomHistory(random);
            for (int round = 0; round < 10; round++) {
                for (InstanceState awaited : WriterElection.awaited(history.topology)) {
                    Role role = awaited.role() == Role.UNKNOWN ? Role.READER : awaited.role();
                    history.observe(History.answer(history.topology, awaited.index(), role));
                }
            }
            assertThat(WriterElection.awaited(history.topology)).isEmpty();
        });
    }
}
