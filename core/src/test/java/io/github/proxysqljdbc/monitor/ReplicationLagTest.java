package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lag as a replica's own status tells it, in whole seconds. */
@ClusterTest
class ReplicationLagTest extends LagTest {
    ReplicationLagTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void readerWhoseReplicationStoppedTakesNoReadsWhenItIsPastTheLimit() throws Exception {
        startPrivileged();
        await("the lag is known", t -> t.of(2).lag() != null);
        long stopped = System.nanoTime();
        cluster.replica(1).stopReplication();
        Topology lagging = await("2 is behind", t -> t.of(2).behind());
        assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isGreaterThan(MAX_LAG.dividedBy(2));
        assertThat(indexes(lagging.readTargets())).containsExactly(1);
        cluster.replica(1).startReplication();
        await("2 has caught up", t -> t.readers().size() == 2);
    }

    @Test
    void readersThatDoNotTellTheirLagKeepTheirReadsAndThePrivilegeIsNamed() throws Exception {
        everywhere("DROP USER IF EXISTS plain@'%'");
        everywhere("CREATE USER plain@'%' IDENTIFIED BY 'pw'");
        try {
            start("plain", "pw");
            cluster.replica(0).stopReplication();
            log.await(Level.WARN, line -> line.contains("REPLICATION CLIENT on MySQL, REPLICA MONITOR on MariaDB"));
            long version = holder.current().version();
            Topology later = await("it is asked on", t -> t.version() > version + 60);
            assertThat(indexes(later.readers())).containsExactly(1, 2);
            assertThat(later.of(1).lag()).isNull();
            assertThat(log.at(Level.WARN)).as("once for each reader").hasSize(2);
        } finally {
            stop();
            everywhere("DROP USER plain@'%'");
        }
    }
}
