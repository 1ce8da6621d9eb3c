package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lag in Aurora's manner: a table says it, in milliseconds, and no privilege is needed. */
@ClusterTest(aurora = true)
class AuroraLagTest extends LagTest {
    AuroraLagTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void lagComesFromReplicaHostStatus() throws Exception {
        start(cluster.user(), cluster.password());
        Topology topology = await("the lag is known", t -> t.of(1).lag() != null);
        assertThat(topology.of(1).lag()).isLessThan(Duration.ofSeconds(2));
        assertThat(topology.of(0).lag()).as("the writer has none").isNull();
    }
}
