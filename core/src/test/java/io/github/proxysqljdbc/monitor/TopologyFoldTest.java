package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.ServerId;
import io.github.proxysqljdbc.topology.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TopologyFoldTest {
    /** Instance 0 is the writer, 1 and 2 are readers, all up. */
    private static History running() {
        return new History(3).writer(0).reader(1, 2).writer(0);
    }

    @Test
    void writerIsConfirmedByItsSecondAnswerOnceEveryInstanceWasHeardOf() {
        History start = new History(3).writer(0, 0, 0);
        assertThat(start.writerIndex()).as("while two were never heard of").isNull();
        start.reader(1);
        assertThat(start.writerIndex()).as("while one was never heard of").isNull();
        assertThat(start.reader(2).writerIndex()).isEqualTo(0);
    }

    @Test
    void loneAnswerIsConfirmedWhenTheOthersTimedOutOnce() {
        assertThat(new History(3).writer(0, 0).silent(1).refused(2).writerIndex())
                .isEqualTo(0);
    }

    @Test
    void oneAnswerConfirmsNobody() {
        assertThat(new History(1).writer(0).writerIndex()).isNull();
        assertThat(new History(1).writer(0, 0).writerIndex()).isEqualTo(0);
    }

    @Test
    void failureBetweenTwoAnswersStartsTheConfirmationAnew() {
        History history = new History(1).writer(0).silent(0).writer(0);
        assertThat(history.writerIndex()).isNull();
        assertThat(history.writer(0).writerIndex()).isEqualTo(0);
    }

    @Test
    void refusedConnectionIsDownAtOnce() {
        History history = running().refused(0);
        assertThat(history.topology.of(0).status()).isEqualTo(Status.DOWN);
        assertThat(history.topology.of(0).role()).isEqualTo(Role.WRITER);
        assertThat(history.writerIndex()).isNull();
        assertThat(history.lastWriterIndex()).isEqualTo(0);
    }

    @Test
    void silentWriterKeepsItsWritesUntilTheThirdSilenceAndItsRoleForEver() {
        History history = running().silent(0, 0);
        assertThat(history.topology.of(0).status()).isEqualTo(Status.SUSPECT);
        assertThat(history.writerIndex()).isEqualTo(0);
        history.silent(0);
        assertThat(history.topology.of(0).status()).isEqualTo(Status.DOWN);
        assertThat(history.writerIndex()).isNull();
        for (int i = 0; i < 100; i++) {
            history.silent(0);
        }
        assertThat(history.topology.of(0).role()).isEqualTo(Role.WRITER);
        assertThat(history.lastWriterIndex()).isEqualTo(0);
    }

    @Test
    void answerBetweenSilencesStartsTheCountAnew() {
        History history = running();
        for (int i = 0; i < 20; i++) {
            history.silent(0, 0).writer(0);
            assertThat(history.writerIndex()).isEqualTo(0);
        }
    }

    @Test
    void writerThatRefusesCredentialsStaysTheWriterAndIsNeverDown() {
        History history = running();
        for (int i = 0; i < 10; i++) {
            history.unusable(0);
        }
        assertThat(history.topology.of(0).status()).isEqualTo(Status.SUSPECT);
        assertThat(history.writerIndex()).isEqualTo(0);
    }

    @Test
    void suspectReaderTakesNoReadsWhileAnotherReaderIsUp() {
        History history = running().silent(1);
        assertThat(history.readTargets()).containsExactly(2);
        assertThat(history.reader(1).readTargets()).containsExactly(1, 2);
    }

    @Test
    void suspectReadersKeepTheReadsIfNoReaderIsUp() {
        assertThat(running().silent(1, 2).readTargets()).containsExactly(1, 2);
    }

    @Test
    void readsGoToTheWriterWhenAllReadersAreDownAndBackWhenOneReturns() {
        History history = running().refused(1, 2);
        assertThat(history.readTargets()).containsExactly(0);
        assertThat(history.reader(2).readTargets()).containsExactly(2);
    }

    @Test
    void readsGoOnWhileThereIsNoWriter() {
        assertThat(running().refused(0).readTargets()).containsExactly(1, 2);
    }

    @Test
    void plannedSwitchoverMovesWritesOnceTheNewWriterIsConfirmed() {
        History history = running().reader(0);
        assertThat(history.writerIndex()).isNull();
        assertThat(history.lastWriterIndex()).isNull();
        history.writer(1, 1).reader(0);
        assertThat(history.writerIndex()).as("2 was not asked since 1 claims").isNull();
        assertThat(history.reader(2).writerIndex()).isEqualTo(1);
        assertThat(history.readTargets()).containsExactly(0, 2);
    }

    @Test
    void newClaimStopsWritesToTheOldWriterAtOnceAndTakesThemOverOnceConfirmed() {
        History history = running().writer(1);
        assertThat(history.writerIndex()).isNull();
        history.writer(0).reader(2).writer(1);
        assertThat(history.writerIndex()).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            history.writer(0, 1);
            assertThat(history.writerIndex())
                    .as("the older writer still claims")
                    .isEqualTo(1);
        }
    }

    @Test
    void claimThatIsNotConfirmedBeforeItsInstanceDiesGivesWritesBackToTheOldWriter() {
        History history = running().writer(1);
        assertThat(history.writerIndex()).isNull();
        assertThat(history.refused(1).writerIndex()).isEqualTo(0);
        history.writer(1, 1).writer(0).reader(2);
        assertThat(history.writerIndex()).isEqualTo(1);
    }

    @Test
    void silenceOfTheNewerWriterDoesNotPromoteTheOlderOneThatStillClaims() {
        History history = running().writer(1).writer(0).reader(2).writer(1);
        assertThat(history.writerIndex()).isEqualTo(1);
        history.refused(1).writer(0, 0, 0);
        assertThat(history.writerIndex()).isNull();
        assertThat(history.lastWriterIndex()).isEqualTo(1);
    }

    @Test
    void oldWriterThatReturnsAndStillClaimsTakesNoWrites() {
        History history = running().silent(0, 0, 0).writer(1).reader(2).writer(1);
        assertThat(history.writerIndex()).isEqualTo(1);
        history.writer(0, 0, 0, 1, 0);
        assertThat(history.writerIndex()).isEqualTo(1);
        history.reader(0);
        assertThat(history.readTargets()).containsExactly(0, 2);
    }

    @Test
    void returningWriterIsConfirmedAnewSoThatAPromotionMeanwhileIsSeenFirst() {
        History history = running().refused(0).writer(0, 0);
        assertThat(history.writerIndex()).as("1 and 2 were not asked since").isNull();
        history.reader(2).writer(1, 1).writer(0).reader(2);
        assertThat(history.writerIndex()).isEqualTo(1);
    }

    @Test
    void restartedWriterTakesWritesAgain() {
        History history = running().refused(0).writer(0, 0).reader(1, 2);
        assertThat(history.writerIndex()).isEqualTo(0);
    }

    @Test
    void answerToAQuestionPutBeforeTheClaimDoesNotCountAsHavingHadAChanceToObject() {
        History history = new History(2).writer(0).reader(1).writer(0);
        Observation stale = History.answer(history.topology, 0, Role.WRITER);
        history.reader(0).writer(1, 1);
        assertThat(history.writerIndex()).isNull();
        Observation askedBefore = History.answer(stale.question(), Role.READER, 1);
        assertThat(history.observe(askedBefore).writerIndex()).isNull();
        assertThat(history.reader(0).writerIndex()).isEqualTo(1);
    }

    @Test
    void ofTwoClaimsFromTheStartTheFirstInConfiguredOrderWinsInAnyOrderOfAnswers() {
        assertThat(new History(2).writer(0, 1, 0, 1).writerIndex()).isEqualTo(0);
        assertThat(new History(2).writer(1, 1, 0, 1, 0).writerIndex()).isEqualTo(0);
    }

    @Test
    void lateFirstAnswerDoesNotTakeWritesFromALiveWriter() {
        History history = new History(2).silent(0).writer(1, 1);
        assertThat(history.writerIndex()).isEqualTo(1);
        history.writer(0, 0, 1, 0);
        assertThat(history.writerIndex()).isEqualTo(1);
    }

    @Test
    void lateFirstAnswerTakesOverFromAWriterThatIsDown() {
        History history = new History(2).refused(0).writer(1, 1).refused(1).writer(0, 0);
        assertThat(history.writerIndex()).isEqualTo(0);
    }

    @Test
    void answerWithoutARoleChangesNoRole() {
        History history = running().observe(History.answer(running().topology, 1, Role.UNKNOWN));
        assertThat(history.topology.of(1).role()).isEqualTo(Role.READER);
        assertThat(history.topology.of(1).status()).isEqualTo(Status.UP);
    }

    @Test
    void timesOfRoleAndStatusAreThoseOfTheirLastChange() {
        History history = running();
        Instant since = history.topology.of(0).roleSince();
        history.writer(0).silent(0, 0, 0).writer(0);
        InstanceState state = history.topology.of(0);
        assertThat(state.roleSince()).isEqualTo(since);
        assertThat(state.statusSince()).isAfter(since);
        assertThat(Objects.requireNonNull(state.toString())).contains("db0:3306 UP WRITER (says WRITER");
    }

    @Test
    void writerSinceIsWhenTheWriterCameOrWent() {
        History history = running();
        Instant since = history.topology.writerSince();
        assertThat(history.writer(0).reader(1).topology.writerSince()).isEqualTo(since);
        Instant gone = history.refused(0).topology.writerSince();
        assertThat(gone).isAfter(since).isEqualTo(history.topology.of(0).statusSince());
        assertThat(history.refused(0).topology.writerSince()).isEqualTo(gone);
    }

    @Test
    void latencyIsAMovingAverage() {
        History history = new History(1);
        history.observe(latency(history, 1000)).observe(latency(history, 2000));
        assertThat(history.topology.of(0).latencyNanos()).isEqualTo(1250);
    }

    private static Observation latency(History history, long nanos) {
        return History.answer(new Observation.Question(0, history.topology.version(), 0), Role.READER, nanos);
    }

    // ---- the verdict

    @Test
    void instanceIsDeadWhenItsTimeIsUpAndNotBefore() {
        History history = running().silent(0, 0);
        assertThat(history.topology.of(0).dead())
                .as("two seconds of two and a half")
                .isFalse();
        assertThat(history.silent(0).topology.of(0).dead()).isTrue();
        assertThat(history.silent(0).topology.of(0).dead()).isTrue();
        assertThat(history.writer(0).topology.of(0).dead()).isFalse();
    }

    @Test
    void oneUnansweredQuestionKillsNobodyHoweverLongItTakes() {
        History history = running().later(Duration.ofHours(1)).silent(0);
        assertThat(history.topology.of(0).dead()).isFalse();
    }

    @Test
    void refusedConnectionsAreDownAtOnceAndDeadWhenTheTimeIsUp() {
        History history = running().refused(0, 0, 0);
        assertThat(history.topology.of(0).status()).isEqualTo(Status.DOWN);
        assertThat(history.topology.of(0).dead())
                .as("what is under way may still be answered")
                .isFalse();
        assertThat(history.later(History.SILENCE).refused(0).topology.of(0).dead())
                .isTrue();
    }

    @Test
    void refusalByAServerThatLivesIsASignOfLife() {
        History history = running();
        for (int i = 0; i < 10; i++) {
            history.silent(0, 0).unusable(0).later(History.SILENCE);
            assertThat(history.topology.of(0).dead()).isFalse();
            assertThat(history.topology.of(0).status()).isEqualTo(Status.SUSPECT);
        }
    }

    @Test
    void generationGrowsWhenOldConnectionsAreNoLongerToBeUsed() {
        History history = running();
        assertThat(history.topology.of(0).generation()).isZero();
        assertThat(history.writer(0).silent(0).writer(0).topology.of(0).generation())
                .as("after a blip")
                .isZero();
        assertThat(history.refused(0, 0).topology.of(0).generation())
                .as("it went down")
                .isEqualTo(1);
        assertThat(history.writer(0).reader(0).topology.of(0).generation())
                .as("it is no longer the writer")
                .isEqualTo(2);
        assertThat(history.writer(0).topology.of(0).generation())
                .as("it is the writer")
                .isEqualTo(2);
    }

    // ---- other servers at the same address

    private static final ServerId FIRST = new ServerId("server_id=1", 1000);

    @Test
    void serverThatWasStartedAnewKeepsItsClaimAndNotItsConnections() {
        History history = new History(1).says(0, Role.WRITER, FIRST).says(0, Role.WRITER, FIRST);
        history.says(0, Role.WRITER, new ServerId("server_id=1", 1002));
        assertThat(history.topology.of(0).generation())
                .as("two seconds are rounding")
                .isZero();
        history.says(0, Role.WRITER, new ServerId("server_id=1", 1100));
        assertThat(history.topology.of(0).generation()).isEqualTo(1);
        assertThat(history.writerIndex()).isEqualTo(0);
    }

    @Test
    void anotherServerAtTheWritersAddressMakesAClaimOfItsOwn() {
        History history = new History(1).says(0, Role.WRITER, FIRST).says(0, Role.WRITER, FIRST);
        ServerId other = new ServerId("server_id=7", 5000);
        history.says(0, Role.WRITER, other);
        assertThat(history.writerIndex()).as("said once").isNull();
        assertThat(history.topology.of(0).generation()).isEqualTo(1);
        assertThat(history.says(0, Role.WRITER, other).writerIndex()).isEqualTo(0);
    }

    @Test
    void anotherServerAtTheAddressOfAReaderIsNoPromotion() {
        History history = new History(2).writer(0).says(1, Role.READER, FIRST).writer(0);
        ServerId other = new ServerId("server_id=7", 5000);
        history.says(1, Role.WRITER, other)
                .says(1, Role.WRITER, other)
                .writer(0)
                .says(1, Role.WRITER, other);
        assertThat(history.writerIndex()).isEqualTo(0);
    }

    // ---- who follows a writer that is gone

    @Test
    void firstAnswerDuringTheSilenceOfTheWriterCountsOnceThatIsDown() {
        History history = new History(2).writer(0).refused(1).writer(0);
        assertThat(history.writerIndex()).isEqualTo(0);
        history.silent(0).writer(1, 1, 1);
        assertThat(history.writerIndex()).as("0 may only be slow").isEqualTo(0);
        history.silent(0, 0, 0).writer(1);
        assertThat(history.writerIndex()).isEqualTo(1);
    }

    @Test
    void claimOlderThanTheWritersLastWordNeverFollowsIt() {
        History history = new History(2).writer(0, 1, 0, 1);
        assertThat(history.writerIndex()).isEqualTo(0);
        history.refused(0).writer(1, 1, 1, 1);
        assertThat(history.writerIndex())
                .as("1 has claimed beside 0 all the time")
                .isNull();
    }

    @Test
    void olderWriterIsConfirmedAnewWhenTheNewerOneSaysThatItIsAReader() {
        History history = running().writer(1).writer(0).reader(2).writer(1);
        history.refused(1).writer(0, 0, 0, 0);
        assertThat(history.writerIndex()).isNull();
        history.reader(1);
        assertThat(history.writerIndex()).as("not confirmed since").isNull();
        assertThat(history.writer(0, 0).reader(1, 2).writer(0).writerIndex()).isEqualTo(0);
    }

    @Test
    void olderWriterThatIsPromotedAnewTakesWritesWhileTheOtherOneIsDown() {
        History history = running().writer(1).writer(0).reader(2).writer(1);
        history.refused(1).writer(0, 0).reader(0).writer(0, 0).reader(2);
        assertThat(history.writerIndex()).isEqualTo(0);
    }

    // ---- lag

    private static Lag behind(int seconds) {
        return new Lag(Duration.ofSeconds(seconds));
    }

    @Test
    void readerThatIsTooFarBehindTakesNoReadsUntilItIsWithinHalfOfTheLimit() {
        History history = running().reader(1, behind(10));
        assertThat(history.readTargets()).containsExactly(1, 2);
        assertThat(history.reader(1, behind(11)).readTargets()).containsExactly(2);
        assertThat(history.reader(1, behind(6)).readTargets()).containsExactly(2);
        assertThat(history.reader(1, behind(5)).readTargets()).containsExactly(1, 2);
        assertThat(history.topology.of(1).lag()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readersThatAreAllTooFarBehindLeaveReadsToTheWriterAndTakeThemWhenItIsGone() {
        History history = running().reader(1, behind(11)).reader(2, behind(12));
        assertThat(history.readTargets()).containsExactly(0);
        assertThat(history.refused(0).readTargets()).containsExactly(1, 2);
    }

    @Test
    void readerWhoseReplicationStoppedFallsBehindByTheClock() {
        History history = running().reader(1, behind(2)).reader(1, Lag.STOPPED);
        assertThat(history.readTargets()).containsExactly(1, 2);
        history.later(Duration.ofSeconds(7)).reader(1, Lag.STOPPED);
        assertThat(history.readTargets()).containsExactly(1, 2);
        history.later(Duration.ofSeconds(2)).reader(1, Lag.STOPPED);
        assertThat(history.readTargets()).containsExactly(2);
        assertThat(history.topology.of(1).lag()).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(12));
    }

    @Test
    void readerWhoseReplicationNeverRanIsTooFarBehind() {
        assertThat(running().reader(1, Lag.STOPPED).readTargets()).containsExactly(2);
    }

    @Test
    void readerThatDoesNotTellItsLagKeepsItsReads() {
        History history = running().reader(1, behind(11)).reader(1);
        assertThat(history.readTargets()).containsExactly(1, 2);
        assertThat(history.topology.of(1).lag()).isNull();
    }
}
