package io.github.proxysqljdbc.oracle;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import org.junit.jupiter.api.Test;

/** As {@link OracleTest}, with reads that go to a replica once that has what was written. */
@ClusterTest(
        replicas = 1,
        serverOptions = {"--innodb-lock-wait-timeout=1", "--lock-wait-timeout=1"})
class OracleReplicaTest {
    private final Cluster cluster;

    OracleReplicaTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void anApplicationCannotTellThatReadsGoToAReplicaThatKeepsUp() throws Exception {
        int steps = Integer.getInteger("oracle.replica.operations", 0);
        assumeThat(steps)
                .as("asked for with -Doracle.replica.operations=20000, because replication sets its pace")
                .isPositive();
        try (Oracle oracle = new Oracle(cluster)) {
            oracle.explore(Long.getLong("oracle.seed", 1000), steps);
        }
    }
}
