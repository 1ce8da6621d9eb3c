package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.testcontainers.DockerClientFactory;

/** What {@code @ClusterTest} does for a class, seen from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterExtensionTest {
    private final String configured = System.getProperty(ServerKind.PROPERTY, "");

    @AfterEach
    void restoreProperty() {
        System.setProperty(ServerKind.PROPERTY, configured);
    }

    private static EngineExecutionResults run(Class<?> type, String servers) {
        System.setProperty(ServerKind.PROPERTY, servers);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute();
    }

    private static List<String> reasons(EngineExecutionResults results) {
        return results.allEvents()
                .finished()
                .map(event -> event.getPayload(TestExecutionResult.class).orElseThrow())
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .toList();
    }

    @ClusterTest(replicas = 0)
    static class Leaking {
        private static final List<Connection> OPEN = new ArrayList<>();

        @Test
        void leavesAConnection(Cluster cluster) throws SQLException {
            OPEN.add(Sql.open(cluster, cluster.writer()));
        }
    }

    @Test
    void connectionThatIsLeftOpenFailsTheTest() throws SQLException {
        EngineExecutionResults results = run(Leaking.class, "mariadb");
        results.testEvents().assertStatistics(events -> events.started(1).failed(1));
        assertThat(reasons(results))
                .singleElement()
                .asString()
                .contains("left over after the test", "of app to instance-1");
        for (Connection connection : Leaking.OPEN) {
            connection.close();
        }
    }

    @ClusterTest(replicas = 0)
    static class LeakingThread {
        private static final CountDownLatch END = new CountDownLatch(1);

        @Test
        void leavesAThread() {
            new Thread(
                            () -> {
                                try {
                                    END.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            },
                            "proxysql-jdbc-leaked")
                    .start();
        }
    }

    @Test
    void threadThatIsLeftRunningFailsTheTest() {
        EngineExecutionResults results = run(LeakingThread.class, "mariadb");
        LeakingThread.END.countDown();
        assertThat(reasons(results)).singleElement().asString().contains("thread proxysql-jdbc-leaked");
    }

    @ClusterTest(replicas = 0, leaks = ClusterTest.Leaks.CLASS)
    static class Sharing {
        private static final List<String> CALLS = new ArrayList<>();
        private static final List<Connection> SHARED = new ArrayList<>();

        @ClusterSetUp
        static void open(Cluster cluster) throws SQLException {
            CALLS.add("set up");
            SHARED.add(Sql.open(cluster, cluster.writer()));
        }

        @ClusterTearDown
        static void close() throws SQLException {
            CALLS.add("tear down");
            for (Connection connection : SHARED) {
                connection.close();
            }
        }

        @Test
        void first() throws SQLException {
            CALLS.add("test");
            assertThat(Sql.value(SHARED.get(0), "SELECT 1")).isEqualTo("1");
        }

        @Test
        @RequiresFeature(Feature.MYSQL)
        void onlyOnMySql() {
            CALLS.add("never");
        }
    }

    @Test
    void classMaySetUpOnceAndLackedFeaturesSkip() {
        EngineExecutionResults results = run(Sharing.class, "mariadb");
        results.testEvents()
                .assertStatistics(events -> events.started(2).succeeded(1).aborted(1));
        assertThat(Sharing.CALLS).containsExactly("set up", "test", "tear down");
        assertThat(reasons(results)).containsExactly("mariadb does not support MYSQL");
    }

    @ClusterTest(replicas = 0)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class LosingItsData {
        @ClusterSetUp
        static void createTable(Cluster cluster) throws SQLException {
            Sql.execute(cluster, cluster.writer(), "CREATE TABLE kept (id INT PRIMARY KEY)");
        }

        @Test
        void firstLosesAllData(Cluster cluster) throws Exception {
            UnusableDataTest.ruin(cluster.writer());
        }

        @Test
        void secondHasTheTable(Cluster cluster) throws SQLException {
            Sql.execute(cluster, cluster.writer(), "INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void classIsSetUpAgainAfterATestThatLostAllData() {
        run(LosingItsData.class, "mariadb")
                .testEvents()
                .assertStatistics(events -> events.started(2).succeeded(2));
    }

    @ClusterTest
    static class Anything {
        @Test
        void passes(Cluster cluster) {
            assertThat(cluster.hosts()).isNotEmpty();
        }
    }

    @Test
    void containersAreSkippedWithTheReasonWithoutDocker() {
        Assumptions.assumeFalse(
                DockerClientFactory.instance().isDockerAvailable(), "Docker answers here, so nothing is skipped");
        EngineExecutionResults results = run(Anything.class, "testcontainers");
        assertThat(results.allEvents().aborted().map(Event::getTestDescriptor)).hasSize(1);
        results.testEvents().assertStatistics(events -> events.started(0));
        assertThat(reasons(results)).singleElement().asString().contains("needs Docker, which does not answer");
    }

    @Test
    void badServerFailsTheClassWithWhatIsAllowed() {
        EngineExecutionResults results = run(Anything.class, "oracle");
        assertThat(reasons(results)).singleElement().asString().contains("'oracle'", "allowed is a comma list of");
    }
}
