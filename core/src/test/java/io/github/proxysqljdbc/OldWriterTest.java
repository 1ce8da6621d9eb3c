package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A writer that hangs, is replaced, and comes back as if nothing had happened, with the options at their defaults. */
@ClusterTest(replicas = 2)
class OldWriterTest extends SessionTest {
    private static final int WRITERS = 8;

    OldWriterTest(Cluster cluster) {
        super(cluster, "monitorInterval=1s", "monitorTimeout=800ms", "failoverTimeout=20s");
    }

    private boolean writesGoTo(ServerInstance instance) {
        InstanceState writer = dataSource.topology().writer();
        return writer != null && writer.instance().port() == instance.port();
    }

    /** Writes numbered rows until it is told to stop, each with a session of its own every other time, and notes those that were acknowledged. */
    private final class Load implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Load() {
            for (int i = 0; i < WRITERS; i++) {
                String name = "w" + i + '-';
                Thread thread = new Thread(() -> write(name), name);
                thread.start();
                threads.add(thread);
            }
        }

        private void write(String name) {
            for (int i = 0; !stopped.get(); i++) {
                try (Connection session = dataSource.getConnection()) {
                    boolean inTransaction = i % 3 == 0;
                    session.setAutoCommit(!inTransaction);
                    Opened.run(session, "INSERT INTO item (name) VALUES ('" + name + i + "')");
                    if (inTransaction) {
                        session.commit();
                    }
                    acknowledged.add(name + i);
                } catch (SQLException e) {
                    // Reported, and so not acknowledged.
                }
            }
        }

        @Override
        public void close() {
            end();
        }

        void end() {
            stopped.set(true);
            for (Thread thread : threads) {
                try {
                    thread.join(30_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                assertThat(thread.isAlive()).as("%s is stuck", thread.getName()).isFalse();
            }
        }
    }

    private Set<String> rowsOn(ServerInstance instance) throws SQLException {
        Set<String> rows = new HashSet<>();
        try (Connection direct = instance.openDirectConnection();
                Statement statement = direct.createStatement();
                ResultSet names = statement.executeQuery("SELECT name FROM item")) {
            while (names.next()) {
                rows.add(names.getString(1));
            }
        }
        return rows;
    }

    private static void waitFor(String what, Load load, int more) throws Exception {
        int before = load.acknowledged.size();
        Opened.await(what, () -> load.acknowledged.size() >= before + more);
    }

    /** Waits until nothing was acknowledged for a while: what had arrived before the fault has been noted. */
    private static void awaitSilence(Load load) throws Exception {
        int[] seen = {-1};
        long[] since = {0};
        Opened.await("all threads are stuck", () -> {
            int now = load.acknowledged.size();
            if (now != seen[0]) {
                seen[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > 300_000_000;
        });
    }

    @Test
    void frozenWriterThatThawsAfterItsReplacementAcknowledgesNothing() throws Exception {
        cluster.assumeSupports(Feature.FREEZE);
        returnsWritable(ServerInstance::freeze, ServerInstance::thaw);
    }

    @Test
    void writerBehindASilentNetworkThatReturnsAfterItsReplacementAcknowledgesNothing() throws Exception {
        returnsWritable(ServerInstance::stallNetwork, ServerInstance::healNetwork);
    }

    private interface Fault {
        void on(ServerInstance instance);
    }

    private void returnsWritable(Fault begin, Fault end) throws Exception {
        Opened.await("the writer is known", () -> writesGoTo(cluster.writer()));
        ServerInstance old = cluster.writer();
        ServerInstance next = cluster.replica(0);
        try (Load load = new Load()) {
            waitFor("rows are written", load, 100);
            begin.on(old);
            awaitSilence(load);
            Set<String> beforePromotion = new HashSet<>(load.acknowledged);
            next.setReadOnly(false);
            long promoted = System.nanoTime();
            Opened.await("the new writer is known", () -> writesGoTo(next));
            System.out.printf(
                    "writes went to the new one %d ms after its promotion%n",
                    Duration.ofNanos(System.nanoTime() - promoted).toMillis());
            waitFor("the new writer writes", load, 20);
            end.on(old);
            waitFor("both write or not", load, 300);
            Opened.await(
                    "the old one has returned",
                    () -> state(old).isUp() && state(old).role() == Role.WRITER);
            waitFor("both write or not", load, 300);
            assertThat(writesGoTo(next)).isTrue();
            load.end();
            Set<String> onlyThere = new HashSet<>(load.acknowledged);
            onlyThere.removeAll(beforePromotion);
            onlyThere.removeAll(rowsOn(next));
            assertThat(onlyThere).as("acknowledged, and not on the new writer").isEmpty();
        }
    }

    private InstanceState state(ServerInstance of) {
        return dataSource.topology().instances().stream()
                .filter(s -> s.instance().port() == of.port())
                .findFirst()
                .orElseThrow();
    }
}
