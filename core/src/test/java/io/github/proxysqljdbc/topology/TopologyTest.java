package io.github.proxysqljdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static final Role[] ROLES = {Role.WRITER, Role.READER, Role.UNKNOWN};
    private static final Status[] STATUSES = {Status.UNKNOWN, Status.UP, Status.SUSPECT, Status.DOWN};

    private static List<Integer> readTargets(int writer, InstanceState... states) {
        return Topology.of(1, List.of(states), writer, writer, Instant.EPOCH).readTargets().stream()
                .map(InstanceState::index)
                .toList();
    }

    @Test
    void readsGoToReadersThatAreUp() {
        assertThat(readTargets(
                        0,
                        Snapshots.state(0, Role.WRITER, Status.UP),
                        Snapshots.state(1, Role.READER, Status.UP),
                        Snapshots.state(2, Role.READER, Status.SUSPECT),
                        Snapshots.state(3, Role.READER, Status.DOWN),
                        Snapshots.state(4, Role.READER, Status.UP)))
                .containsExactly(1, 4);
    }

    @Test
    void readsGoToTheWriterIfNoReaderTakesWork() {
        assertThat(readTargets(
                        0,
                        Snapshots.state(0, Role.WRITER, Status.SUSPECT),
                        Snapshots.state(1, Role.READER, Status.DOWN)))
                .containsExactly(0);
    }

    @Test
    void readsGoToAnyInstanceThatIsUpIfThereIsNeitherReaderNorWriter() {
        assertThat(readTargets(
                        -1,
                        Snapshots.state(0, Role.WRITER, Status.UP),
                        Snapshots.state(1, Role.UNKNOWN, Status.SUSPECT)))
                .containsExactly(0);
        assertThat(readTargets(
                        -1,
                        Snapshots.state(0, Role.WRITER, Status.DOWN),
                        Snapshots.state(1, Role.UNKNOWN, Status.SUSPECT)))
                .containsExactly(1);
    }

    @Test
    void readsHaveATargetExactlyWhileAnInstanceAnswersOrMightAnswer() {
        Random random = new Random(20_261_120);
        for (int round = 0; round < 10_000; round++) {
            List<InstanceState> states = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            int writer = -1;
            boolean target = false;
            for (int i = 0; i < count; i++) {
                Role role = ROLES[random.nextInt(ROLES.length)];
                Status status = STATUSES[random.nextInt(STATUSES.length)];
                boolean takesWork = status == Status.UP || status == Status.SUSPECT;
                states.add(Snapshots.state(i, role, status));
                writer = role == Role.WRITER && takesWork ? i : writer;
                target |= takesWork;
            }
            Topology topology = Topology.of(1, states, random.nextBoolean() ? writer : -1, -1, Instant.EPOCH);
            assertThat(topology.readTargets().isEmpty()).as("%s", topology).isEqualTo(!target);
        }
    }

    @Test
    void whoeverClaimsToBeTheWriterWhileAnotherOneIsConfirmedIsSuperseded() {
        List<InstanceState> states = List.of(
                Snapshots.state(0, Role.WRITER, Status.UP),
                Snapshots.state(1, Role.WRITER, Status.UP),
                Snapshots.state(2, Role.READER, Status.UP));
        Topology confirmed = Topology.of(1, states, 1, 1, Instant.EPOCH);
        assertThat(confirmed.isSuperseded(0)).isTrue();
        assertThat(confirmed.isSuperseded(1)).isFalse();
        assertThat(confirmed.isSuperseded(2)).as("it says that it is a reader").isFalse();
        Topology none = Topology.of(1, states, -1, -1, Instant.EPOCH);
        assertThat(none.isSuperseded(0)).as("no other one is confirmed").isFalse();
    }

    @Test
    void writerThatIsDownOrAReaderIsRefused() {
        assertThatThrownBy(() -> readTargets(0, Snapshots.state(0, Role.WRITER, Status.DOWN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> readTargets(0, Snapshots.state(0, Role.READER, Status.UP)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void statesStandAtTheirIndex() {
        assertThatThrownBy(() -> Topology.of(1, Snapshots.readers(1, 0), -1, -1, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Topology.initial(List.of(), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textNamesWriterAndEveryInstanceWithItsEvidence() {
        Topology topology = Topology.of(7, Snapshots.readers(0, 1), -1, -1, Instant.EPOCH);
        assertThat(topology.toString())
                .contains("topology version 7, writer none")
                .contains("db0:3306 UP READER (told")
                .contains("db1:3306 UP READER (told");
    }
}
