package io.github.proxysqljdbc.examples.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.RequiresFeature;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each scenario once, in its brisk form: what no application should have to see. Times are those of a busy machine; the program measures. */
@ClusterTest(semiSync = true)
class ScenarioTest {
    private static final double LONGEST_MILLIS = 10_000;

    private final Cluster cluster;

    ScenarioTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private Result run(Scenario scenario) throws Exception {
        assumeThat(Boolean.getBoolean("failover.scenarios"))
                .as("takes two minutes for each kind of server; -Dfailover.scenarios=true runs it")
                .isTrue();
        long seed = Long.getLong("failover.seed", System.nanoTime() % 100_000);
        System.out.println(scenario + " on " + cluster.options().server() + ", -Dfailover.seed=" + seed);
        Result result = new Round(cluster, Participant.PROXYSQL, scenario, Pace.brisk(), new Random(seed)).run();
        result.errorLines().forEach(line -> System.out.println("    " + line));
        System.out.println("    " + result.figures());
        assertThat(result.violations()).as(scenario + ", seed " + seed).isEmpty();
        return result;
    }

    private static void assertNobodyHung(Result result) {
        assertThat(result.figure(Figure.LONGEST_WRITE)).isLessThan(LONGEST_MILLIS);
        assertThat(result.figure(Figure.LONGEST_TRANSACTION)).isLessThan(LONGEST_MILLIS);
        assertThat(result.figure(Figure.LONGEST_READ)).isLessThan(LONGEST_MILLIS);
    }

    @Test
    void killedWriterLosesNothing() throws Exception {
        assertNobodyHung(run(Scenario.CRASH));
    }

    @Test
    void plannedSwitchoverCostsNoError() throws Exception {
        assertNobodyHung(run(Scenario.SWITCHOVER));
    }

    @Test
    @RequiresFeature(Feature.FREEZE)
    void frozenWriterLosesNothingAndTakesNothingWhenItThaws() throws Exception {
        assertNobodyHung(run(Scenario.FREEZE));
    }

    @Test
    void unreachableWriterLosesNothingAndTakesNothingWhenItIsBack() throws Exception {
        assertNobodyHung(run(Scenario.PARTITION));
    }

    @Test
    void silentWriterLosesNothingAndTakesNothingWhenItIsBack() throws Exception {
        assertNobodyHung(run(Scenario.SILENCE));
    }

    @Test
    void formerWriterThatStillClaimsToBeOneTakesNothing() throws Exception {
        assertNobodyHung(run(Scenario.TWO_WRITERS));
    }

    @Test
    void readerThatDiesAndComesBackCostsNoError() throws Exception {
        assertNobodyHung(run(Scenario.READER));
    }

    @Test
    void lossOfAllReadersCostsNoError() throws Exception {
        assertNobodyHung(run(Scenario.READERS));
    }

    @Test
    void readerThatRefusesConnectionsCostsNoError() throws Exception {
        assertNobodyHung(run(Scenario.EXHAUSTED));
    }

    @Test
    @RequiresFeature(Feature.FREEZE)
    void whateverHappensNothingIsLostOrDoubled() throws Exception {
        run(Scenario.FLAPPING);
    }
}
