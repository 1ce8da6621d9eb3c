package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import org.junit.jupiter.api.Test;

/**
 * As {@link OracleTest}, with reads that go to a replica once that has what was written. Replication sets its pace: by default it is one run,
 * {@code -Doracle.replica.operations=20000} makes it long.
 */
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
        try (Oracle oracle = new Oracle(cluster)) {
            oracle.explore(Long.getLong("oracle.seed", 1000), Integer.getInteger("oracle.replica.operations", 500));
        }
    }
}
