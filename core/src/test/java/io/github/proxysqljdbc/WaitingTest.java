package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions that wait for a connection to an instance: in order, and no longer than that is of use. */
@ClusterTest(replicas = 2)
class WaitingTest extends SessionTest {
    WaitingTest(Cluster cluster) {
        super(cluster, "maxPoolSize=1", "readerSelection=least_outstanding");
    }

    private static <T> FutureTask<T> started(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static <T> T resultOf(FutureTask<T> task) throws Exception {
        return task.get(20, TimeUnit.SECONDS);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private InstanceStats statsOf(ServerInstance server) {
        return java.util.Objects.requireNonNull(dataSource.stats().instances().get(server.hostAndPort()));
    }

    private void awaitWaiting(ServerInstance server, int count) throws Exception {
        Opened.await(count + " wait for " + server, () -> statsOf(server).waiting() == count);
    }

    /** Has a session take the only connection to the writer. */
    private Connection busyWriter() throws SQLException {
        Connection busy = dataSource.getConnection();
        busy.setAutoCommit(false);
        Opened.run(busy, "INSERT INTO item (name) VALUES ('busy')");
        return busy;
    }

    /** Has a session take the only connection to a replica. */
    private Connection busyReader() throws SQLException {
        Connection busy = dataSource.getConnection();
        busy.setReadOnly(true);
        busy.setAutoCommit(false);
        Opened.ask(busy, "SELECT COUNT(*) FROM item");
        return busy;
    }

    private String insert(Connection on, String name) {
        try {
            Opened.run(on, "INSERT INTO item (name) VALUES ('" + name + "')");
            return "served";
        } catch (SQLException e) {
            return e.getClass().getSimpleName() + ' ' + e.getSQLState();
        }
    }

    @Test
    void sessionsAreServedInTheOrderInWhichTheyCame() throws Exception {
        try (Connection busy = busyWriter()) {
            List<FutureTask<String>> waiting = new ArrayList<>();
            List<Connection> sessions = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Connection session = dataSource.getConnection();
                sessions.add(session);
                String name = "number " + i;
                waiting.add(started(() -> insert(session, name)));
                awaitWaiting(cluster.writer(), i + 1);
            }
            busy.rollback();
            for (FutureTask<String> each : waiting) {
                assertThat(resultOf(each)).isEqualTo("served");
            }
            for (Connection session : sessions) {
                session.close();
            }
        }
        assertThat(onWriter("SELECT GROUP_CONCAT(SUBSTRING(name, 8) ORDER BY id) FROM item"))
                .isEqualTo("0,1,2,3,4,5,6,7,8,9,10,11");
    }

    @Test
    void cancelEndsTheWaitOfItsOwnStatementOnly() throws Exception {
        try (Connection busy = busyWriter();
                Statement waiting = connection.createStatement();
                Statement other = connection.createStatement()) {
            FutureTask<String> update = started(() -> {
                try {
                    waiting.executeUpdate("INSERT INTO item (name) VALUES ('a')");
                    return "served";
                } catch (SQLException e) {
                    return e.getSQLState() + ' ' + e.getMessage();
                }
            });
            awaitWaiting(cluster.writer(), 1);
            other.cancel();
            assertThat(update.isDone()).isFalse();
            long start = System.nanoTime();

            waiting.cancel();

            assertThat(resultOf(update)).startsWith("HY008 the statement was cancelled");
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
            awaitWaiting(cluster.writer(), 0);
            busy.rollback();
            assertThat(waiting.executeUpdate("INSERT INTO item (name) VALUES ('b')"))
                    .isEqualTo(1);
        }
    }

    @Test
    void abortEndsAWait() throws Exception {
        try (Connection busy = busyWriter()) {
            FutureTask<String> update = started(() -> insert(connection, "a"));
            awaitWaiting(cluster.writer(), 1);
            long start = System.nanoTime();

            connection.abort(Runnable::run);

            assertThat(resultOf(update)).isEqualTo("SQLNonTransientConnectionException 08003");
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
            busy.rollback();
            try (Connection next = dataSource.getConnection()) {
                assertThat(insert(next, "b")).isEqualTo("served");
            }
        }
    }

    @Test
    void abortEndsAWaitForAWriter() throws Exception {
        cluster.writer().setReadOnly(true);
        Opened.await("there is no writer", () -> dataSource.topology().writer() == null);
        FutureTask<String> update = new FutureTask<>(() -> insert(connection, "a"));
        Thread thread = new Thread(update, "waiting");
        thread.start();
        Opened.await("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        long start = System.nanoTime();

        connection.abort(Runnable::run);

        assertThat(resultOf(update)).isEqualTo("SQLNonTransientConnectionException 08003");
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        cluster.writer().setReadOnly(false);
    }

    @Test
    void closingTheDataSourceEndsAWaitForAWriter() throws Exception {
        cluster.writer().setReadOnly(true);
        Opened.await("there is no writer", () -> dataSource.topology().writer() == null);
        FutureTask<String> update = new FutureTask<>(() -> insert(connection, "a"));
        Thread thread = new Thread(update, "waiting");
        thread.start();
        Opened.await("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);

        dataSource.close();

        assertThat(resultOf(update)).isEqualTo("SQLNonTransientConnectionException 08003");
        cluster.writer().setReadOnly(false);
    }

    @Test
    void closingTheDataSourceEndsWaits() throws Exception {
        Connection busy = busyWriter();
        FutureTask<String> update = started(() -> insert(connection, "a"));
        awaitWaiting(cluster.writer(), 1);
        long start = System.nanoTime();

        dataSource.close();

        assertThat(resultOf(update)).isEqualTo("SQLNonTransientConnectionException 08003");
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        busy.close();
    }

    @Test
    void readsLeaveTheLineOfAReaderThatGoesDown() throws Exception {
        Connection one = busyReader();
        Connection other = busyReader();
        ServerInstance dying = cluster.replica(0);
        ServerInstance staying = cluster.replica(1);
        Connection oneOnStaying = Opened.serverOfRead(one) == staying.serverId() ? one : other;
        List<Connection> sessions = List.of(dataSource.getConnection(), dataSource.getConnection());
        List<FutureTask<Integer>> reads = new ArrayList<>();
        for (Connection each : sessions) {
            reads.add(started(() -> Opened.serverOfRead(each)));
        }
        awaitWaiting(dying, 1);
        awaitWaiting(staying, 1);

        dying.kill();

        awaitWaiting(staying, 2);
        oneOnStaying.rollback();
        for (FutureTask<Integer> each : reads) {
            assertThat(resultOf(each)).isEqualTo(staying.serverId());
        }
        for (Connection each : sessions) {
            each.close();
        }
        one.close();
        other.close();
    }

    @Test
    void writesLeaveTheLineOfAWriterThatIsNoneAnyMore() throws Exception {
        try (Connection busy = dataSource.getConnection()) {
            Opened.run(busy, "CREATE TEMPORARY TABLE mine (id INT)");
            FutureTask<String> update = started(() -> insert(connection, "a"));
            awaitWaiting(cluster.writer(), 1);

            cluster.promote(cluster.replica(0));

            assertThat(resultOf(update)).isEqualTo("served");
            assertThat(Opened.ask(busy, "SELECT COUNT(*) FROM mine")).isEqualTo("0");
        }
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
    }

    private static ResultSet stream(Statement statement, String end) throws SQLException {
        statement.setFetchSize(Integer.MIN_VALUE);
        ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2" + end);
        assertThat(rows.next()).isTrue();
        return rows;
    }

    @Test
    void aSessionThatWouldWaitForItselfIsToldAtOnce() throws SQLException {
        try (Statement streaming = connection.createStatement()) {
            try (ResultSet rows = stream(streaming, " FOR UPDATE")) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                        .isInstanceOf(PoolExhaustedException.class)
                        .hasMessageContaining("all sessions that hold one wait for another")
                        .hasMessageContaining("an open result set");
                assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
                assertThat(rows.next()).isTrue();
            }
            assertThat(insert(connection, "b")).isEqualTo("served");
        }
    }

    /**
     * One session keeps a connection to the writer, to be asked for its insert id, and waits for a reader; another has that reader, and waits
     * for the writer.
     */
    @Test
    void aSessionThatWaitsGivesUpWhatItMerelyKeeps() throws Exception {
        try (Connection keeping = dataSource.getConnection();
                Connection reading = dataSource.getConnection();
                Connection third = dataSource.getConnection();
                Statement first = reading.createStatement();
                Statement second = third.createStatement()) {
            assertThat(insert(keeping, "a")).isEqualTo("served");
            ResultSet rows = stream(first, "");
            ResultSet more = stream(second, "");
            FutureTask<String> read = started(() -> Opened.ask(keeping, "SELECT COUNT(*) FROM item"));
            Opened.await(
                    "the read waits",
                    () -> cluster.replicas().stream()
                            .anyMatch(replica -> statsOf(replica).waiting() == 1));

            FutureTask<String> write = started(() -> insert(reading, "b"));

            assertThat(resultOf(write)).isEqualTo("served");
            rows.close();
            more.close();
            assertThat(resultOf(read)).isIn("1", "2");
            assertThat(Opened.ask(keeping, "SELECT LAST_INSERT_ID()")).isEqualTo("1");
        }
    }

    @Test
    void theErrorNamesWhatHoldsConnections() throws SQLException {
        try (ProxysqlDataSource wider = Opened.on(cluster, "maxPoolSize=2", "connectionTimeout=400ms");
                Connection table = wider.getConnection();
                Connection open = wider.getConnection();
                Connection waiting = wider.getConnection()) {
            Opened.run(table, "CREATE TEMPORARY TABLE mine (id INT)");
            open.setAutoCommit(false);
            Opened.run(open, "INSERT INTO item (name) VALUES ('a')");
            String thread = Thread.currentThread().getName();

            assertThatThrownBy(() -> Opened.run(waiting, "INSERT INTO item (name) VALUES ('b')"))
                    .isInstanceOf(PoolExhaustedException.class)
                    .hasMessageMatching(".* came free within 4\\d\\d ms: in use=2, idle=0, waiting=1, maxPoolSize=2;"
                            + " held by a temporary table \\(mine\\) for \\d\\.\\d s \\(thread .*\\),"
                            + " an open transaction for \\d\\.\\d s \\(thread .*\\)\\. All are in use.*")
                    .hasMessageContaining("(thread " + thread + ')');
            open.rollback();
        }
    }

    @Test
    void aPinThatOutlivesATransactionIsNamedByItself() throws SQLException {
        Opened.run(connection, "BEGIN");
        assertThat(statsOf(cluster.writer()).pinsByKind()).containsOnlyKeys("transaction");
        Opened.run(connection, "CREATE TEMPORARY TABLE mine (id INT)");
        Opened.run(connection, "COMMIT");
        assertThat(statsOf(cluster.writer()).pinsByKind()).containsOnlyKeys("temporary_table");
        assertThat(statsOf(cluster.writer()).longest().get(0).reason()).isEqualTo("a temporary table (mine)");
        Opened.run(connection, "DROP TEMPORARY TABLE mine");
        assertThat(statsOf(cluster.writer()).pinsByKind()).isEmpty();
        assertThat(dataSource.stats().longestPinNanos()).isPositive();
    }

    @Test
    void statisticsShowEachInstance() throws Exception {
        try (Connection busy = busyWriter()) {
            FutureTask<String> update = started(() -> insert(connection, "a"));
            awaitWaiting(cluster.writer(), 1);
            InstanceStats writer = statsOf(cluster.writer());
            assertThat(writer.inUse()).isEqualTo(1);
            assertThat(writer.idle()).isZero();
            assertThat(writer.total()).isEqualTo(1);
            assertThat(writer.maximum()).isEqualTo(1);
            assertThat(writer.pinsByKind()).containsExactlyEntriesOf(java.util.Map.of("transaction", 1L));
            assertThat(writer.longest()).hasSize(1);
            busy.rollback();
            assertThat(resultOf(update)).isEqualTo("served");
        }
        InstanceStats after = statsOf(cluster.writer());
        assertThat(after.waiting()).isZero();
        assertThat(after.waits().count()).isPositive();
        assertThat(after.waits().longestNanos()).isPositive();
        assertThat(after.pinsByKind()).isEmpty();
        assertThat(dataSource.stats().instances()).hasSize(3);
    }
}
