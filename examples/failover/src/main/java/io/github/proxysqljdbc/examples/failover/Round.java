package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.SQLException;
import java.util.Random;

/** Runs one scenario once: load, trouble, recovery, comparison. */
final class Round {
    private static final int LONGEST_STOP_SECONDS = 40;

    private final Cluster cluster;
    private final Participant participant;
    private final Scenario scenario;
    private final Pace pace;
    private final Random random;

    /**
     * A round to be run.
     *
     * @param cluster with semi-synchronous replication, healed
     */
    Round(Cluster cluster, Participant participant, Scenario scenario, Pace pace, Random random) {
        this.cluster = cluster;
        this.participant = participant;
        this.scenario = scenario;
        this.pace = pace;
        this.random = random;
    }

    Result run() throws Exception {
        Entries.create(cluster);
        Resources before = Resources.of(cluster);
        Ledger ledger = new Ledger();
        Stage stage = new Stage(cluster, ledger, pace, random);
        Measurements measurements = new Measurements(scenario, stage, ledger);
        try (ConnectionMeter meter = new ConnectionMeter(cluster)) {
            try (Client client = participant.open(cluster)) {
                runWith(client, stage, ledger, measurements);
            }
            measurements.connectionRate(meter);
        }
        measurements.left(before, awaitReturn(stage, before));
        return measurements.result();
    }

    private void runWith(Client client, Stage stage, Ledger ledger, Measurements measurements) throws Exception {
        try (IdleConnections idle = IdleConnections.open(client.dataSource(), ledger)) {
            Load load = Load.start(client.dataSource(), ledger);
            try {
                stage.pause(pace.warmUp());
                stage.awaitWrites();
                double heap = Resources.heapMegabytes();
                Resources busy = Resources.of(cluster);
                scenario.run(stage);
                stage.awaitWrites();
                stage.pause(pace.watch());
                measurements.recovered(busy, Resources.of(cluster));
                measurements.idleWorked(idle.use());
                measurements.stuck(load.stop(LONGEST_STOP_SECONDS));
                measurements.audit(Entries.on(cluster.writer()));
                ledger.clear();
                measurements.heap(Resources.heapMegabytes() - heap);
            } finally {
                load.stop(1);
            }
        }
    }

    /** Waits until the participant holds no more than before it was opened, with a bound. */
    private Resources awaitReturn(Stage stage, Resources before) throws InterruptedException, SQLException {
        Resources[] now = {Resources.of(cluster)};
        stage.await(() -> {
            try {
                now[0] = Resources.of(cluster);
            } catch (SQLException e) {
                throw new IllegalStateException("an instance does not tell its connections", e);
            }
            return now[0].overhang(before) <= 0;
        });
        return now[0];
    }
}
