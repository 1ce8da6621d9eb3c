package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import org.junit.jupiter.api.Test;

/**
 * Long random sequences of what applications do, run through this library and over plain connections: an application must not be able to
 * tell the two apart. By default the same steps each time; {@code -Doracle.operations=200000} makes it long, {@code -Doracle.seed=…} makes it another one, or
 * repeats one.
 */
@ClusterTest(
        replicas = 0,
        serverOptions = {"--innodb-lock-wait-timeout=1", "--lock-wait-timeout=1"})
class OracleTest {
    private final Cluster cluster;

    OracleTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void anApplicationCannotTellItFromPlainConnections() throws Exception {
        try (Oracle oracle = new Oracle(cluster)) {
            oracle.explore(Long.getLong("oracle.seed", 1000), Integer.getInteger("oracle.operations", 3_000));
        }
    }
}
