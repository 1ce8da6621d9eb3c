package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How waits and running statements end: in time, by abort, cancel and interrupt, and without harm to others. */
@ClusterTest(replicas = 2)
class WaitingTrapsTest extends SessionTest {
    private static final String SLOW = "SELECT SLEEP(20) FROM (SELECT 1 UNION SELECT 2) t";

    WaitingTrapsTest(Cluster cluster) {
        super(cluster);
    }

    /** A server does not notice that a client went away before it has an answer. */
    @AfterEach
    void endSlowQueries() {
        for (ServerInstance instance : cluster.instances()) {
            if (instance.isRunning()) {
                instance.killConnections(cluster.user());
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Runs a slow query on another thread, and returns when a server is at it. */
    private CompletableFuture<Void> running(Statement statement) throws Exception {
        CompletableFuture<Void> query = CompletableFuture.runAsync(() -> {
            try {
                statement.execute(SLOW);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        Opened.await("the query runs", () -> {
            for (ServerInstance instance : cluster.instances()) {
                try (Connection direct = instance.openDirectConnection()) {
                    if (!Opened.ask(
                                    direct,
                                    "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'")
                            .equals("0")) {
                        return true;
                    }
                }
            }
            return false;
        });
        return query;
    }

    @Test
    void validityObeysItsTimeoutWhileTheNetworkIsStalled() throws SQLException {
        Opened.ask(connection, "SELECT 1");
        Opened.ask(connection, "SELECT 1 FOR UPDATE");
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        cluster.instances().forEach(ServerInstance::stallNetwork);
        long start = System.nanoTime();
        assertThat(connection.isValid(1)).isFalse();
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        cluster.instances().forEach(ServerInstance::healNetwork);
    }

    @Test
    void validityOfATransactionObeysItsTimeoutWhileTheNetworkIsStalled() throws SQLException {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        cluster.instances().forEach(ServerInstance::stallNetwork);
        long start = System.nanoTime();
        assertThat(connection.isValid(1)).isFalse();
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        cluster.instances().forEach(ServerInstance::healNetwork);
    }

    @Test
    void abortFreesARunningQuery() throws Exception {
        CompletableFuture<Void> query = running(connection.createStatement());
        long start = System.nanoTime();
        connection.abort(Runnable::run);
        assertThatThrownBy(() -> query.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        assertThat(connection.isClosed()).isTrue();
        connection.abort(Runnable::run);
        connection.close();
        try (Connection other = dataSource.getConnection()) {
            assertThat(Opened.ask(other, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void cancelFromAnotherThreadEndsTheQuery() throws Exception {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Void> query = running(statement);
            long start = System.nanoTime();
            statement.cancel();
            assertThatThrownBy(() -> query.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
            assertThat(Opened.ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aQueryTimeoutEndsTheQueryAndNothingElse() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.executeQuery(SLOW)).isInstanceOf(SQLTimeoutException.class);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(8));
        }
        assertThat(Opened.ask(connection, "SELECT SLEEP(1.5)")).isEqualTo("0");
    }

    @Test
    void aNetworkTimeoutGoesWithTheSession() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 700);
        assertThat(connection.getNetworkTimeout()).isEqualTo(700);
        assertThat(Opened.ask(connection, "SELECT SLEEP(0.1)")).isEqualTo("0");
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        assertThatThrownBy(() -> Opened.ask(connection, SLOW)).isInstanceOf(SQLException.class);
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        connection.rollback();
        connection.setAutoCommit(true);
        try (Connection other = dataSource.getConnection()) {
            assertThat(other.getNetworkTimeout()).isZero();
            assertThat(Opened.ask(other, "SELECT SLEEP(1) FOR UPDATE")).isEqualTo("0");
            assertThat(Opened.ask(other, "SELECT SLEEP(1)")).isEqualTo("0");
        }
    }

    @Test
    void anInterruptEndsAWaitAndChangesNoRole() throws Exception {
        try (ProxysqlDataSource narrow = Opened.on(cluster, "maxPoolSize=1");
                Connection waiting = narrow.getConnection()) {
            Connection busy = narrow.getConnection();
            busy.setAutoCommit(false);
            Opened.run(busy, "INSERT INTO item (name) VALUES ('a')");
            long changes = narrow.stats().roleChanges();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread borrower = new Thread(() -> {
                try {
                    Opened.run(waiting, "INSERT INTO item (name) VALUES ('b')");
                } catch (SQLException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            borrower.start();
            Opened.await("it waits", () -> borrower.getState() == Thread.State.TIMED_WAITING);
            borrower.interrupt();
            borrower.join(5_000);
            assertThat(thrown.get()).isInstanceOf(SQLException.class);
            assertThat(flag.get()).isTrue();
            busy.close();
            assertThat(narrow.stats().roleChanges()).isEqualTo(changes);
            assertThat(Opened.run(waiting, "INSERT INTO item (name) VALUES ('b')"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anExhaustedPoolSaysWhichAndHow() throws SQLException {
        try (ProxysqlDataSource narrow = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=400ms");
                Connection busy = narrow.getConnection();
                Connection waiting = narrow.getConnection()) {
            busy.setAutoCommit(false);
            Opened.run(busy, "INSERT INTO item (name) VALUES ('a')");
            assertThatThrownBy(() -> Opened.run(waiting, "INSERT INTO item (name) VALUES ('b')"))
                    .isInstanceOf(PoolExhaustedException.class)
                    .hasMessageContaining(cluster.writer().hostAndPort())
                    .hasMessageContaining("hostgroup writer")
                    .hasMessageContaining("in use=1, idle=0, waiting=1, maxPoolSize=1");
            busy.rollback();
        }
    }

    @Test
    void aReaderThatIsDownStarvesNoReads() throws SQLException {
        for (int i = 0; i < 20; i++) {
            Opened.ask(connection, "SELECT COUNT(*) FROM item");
        }
        cluster.replica(0).kill();
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            try (Connection each = dataSource.getConnection()) {
                assertThat(Opened.ask(each, "SELECT COUNT(*) FROM item")).isEqualTo("0");
            }
        }
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aReaderThatHangsStarvesNoReadsForLong() throws SQLException {
        try (ProxysqlDataSource turns = Opened.on(cluster, "readerSelection=round_robin", "socketTimeout=1000");
                Connection reading = turns.getConnection()) {
            for (int i = 0; i < 4; i++) {
                Opened.ask(reading, "SELECT COUNT(*) FROM item");
            }
            cluster.replica(0).stallNetwork();
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(Opened.ask(reading, "SELECT COUNT(*) FROM item")).isEqualTo("0");
            }
            assertThat(since(start)).isLessThan(Duration.ofSeconds(8));
            cluster.replica(0).healNetwork();
        }
    }
}
