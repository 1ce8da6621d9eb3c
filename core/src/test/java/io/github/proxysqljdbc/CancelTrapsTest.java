package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cancelling and query timeouts on physical connections that other sessions use a moment later. */
@ClusterTest(replicas = 1)
class CancelTrapsTest extends SessionTest {
    private static final String SLOW = "SELECT SLEEP(20), 1 FROM (SELECT 1 UNION SELECT 2) t FOR UPDATE";

    CancelTrapsTest(Cluster cluster) {
        super(cluster, "maxPoolSize=1", "connectionTimeout=10s");
    }

    /** Something on another thread. */
    private interface Work {
        void run() throws SQLException;
    }

    /** On a thread of its own: the common pool may have one thread only. */
    private static CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "in the background").start());
    }

    private void awaitSlowQuery() throws Exception {
        try (Connection direct = cluster.writer().openAdminConnection()) {
            Opened.await(
                    "the query runs",
                    () -> !Opened.ask(
                                    direct,
                                    "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(20)%'")
                            .equals("0"));
        }
    }

    @Test
    void cancelBeforeAndAfterAnExecutionDoesNothing() throws SQLException {
        Statement closed = connection.createStatement();
        try (Statement statement = closed) {
            statement.cancel();
            assertThat(statement.executeQuery("SELECT 1 FOR UPDATE").next()).isTrue();
            String id = onWriter("SELECT COUNT(*) FROM information_schema.processlist");
            statement.cancel();
            assertThat(statement.executeQuery("SELECT 1 FOR UPDATE").next()).isTrue();
            assertThat(onWriter("SELECT COUNT(*) FROM information_schema.processlist"))
                    .isEqualTo(id);
        }
        closed.cancel();
    }

    @Test
    void cancelEndsAStatementHoweverItWasPrepared() throws Exception {
        for (String option : new String[] {"useServerPrepStmts=false", "useServerPrepStmts=true"}) {
            try (ProxysqlDataSource other = Opened.on(cluster, option);
                    Connection ours = other.getConnection();
                    PreparedStatement query = ours.prepareStatement(SLOW)) {
                CompletableFuture<Void> running =
                        inBackground(() -> query.executeQuery().close());
                awaitSlowQuery();
                query.cancel();
                assertThatThrownBy(() -> running.get(15, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
                assertThat(Opened.ask(ours, "SELECT 1 FOR UPDATE")).isEqualTo("1");
            }
        }
        assertThat(Opened.ask(connection, "SELECT 1 FOR UPDATE")).isEqualTo("1");
    }

    @Test
    void cancelTakesNoLock() throws Exception {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Void> query = inBackground(() -> statement.execute(SLOW));
            awaitSlowQuery();
            CompletableFuture<Void> waits = inBackground(() -> Opened.ask(connection, "SELECT 1"));
            statement.cancel();
            assertThatThrownBy(() -> query.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            waits.get(10, TimeUnit.SECONDS);
        }
        connection.rollback();
    }

    /**
     * Every cancel may meet the end of its statement's lease, and with it the beginning of another session's on the same connection. Goes on
     * until one has met its statement at all.
     */
    @Test
    void cancelNeverMeetsTheStatementOfAnotherSession() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<@Nullable Statement> victim = new AtomicReference<>();
        AtomicInteger cancelled = new AtomicInteger();
        CompletableFuture<Void> canceller = inBackground(() -> {
            while (!done.get()) {
                Statement statement = victim.get();
                if (statement != null) {
                    statement.cancel();
                }
            }
        });
        CompletableFuture<Void> cancellee = inBackground(() -> {
            try (Connection one = dataSource.getConnection();
                    Statement statement = one.createStatement()) {
                victim.set(statement);
                while (!done.get()) {
                    try {
                        statement.executeQuery("SELECT SLEEP(0.00%d) FOR UPDATE".formatted(random.nextInt(4)));
                    } catch (SQLException e) {
                        cancelled.incrementAndGet();
                    }
                }
            }
        });
        try (Connection other = dataSource.getConnection();
                Statement innocent = other.createStatement()) {
            for (int i = 0; i < 300 || cancelled.get() == 0; i++) {
                try (ResultSet rows = innocent.executeQuery("SELECT SLEEP(0.002), 1 FOR UPDATE")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).as("interrupted, seed %d", seed).isZero();
                }
            }
        } finally {
            done.set(true);
            canceller.get(20, TimeUnit.SECONDS);
            cancellee.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aQueryTimeoutNeverMeetsTheStatementOfAnotherSession() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> timed = inBackground(() -> {
            try (Connection one = dataSource.getConnection();
                    Statement statement = one.createStatement()) {
                statement.setQueryTimeout(1);
                while (!done.get()) {
                    try {
                        statement
                                .executeQuery("SELECT SLEEP(0.999), 1 FOR UPDATE")
                                .close();
                    } catch (SQLTimeoutException inTime) {
                        assertThat(one.isClosed()).isFalse();
                    }
                }
            }
        });
        try (Connection other = dataSource.getConnection();
                Statement innocent = other.createStatement()) {
            for (int i = 0; i < 6; i++) {
                try (ResultSet rows = innocent.executeQuery("SELECT SLEEP(0.02), 1 FOR UPDATE")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isZero();
                }
            }
        } finally {
            done.set(true);
            timed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTimeoutThatKillsTheConnectionHarmsNoOtherSession() throws Exception {
        try (ProxysqlDataSource killing = Opened.on(
                        cluster, "queryTimeoutKillsConnection=true", "maxPoolSize=1", "connectionTimeout=5s");
                Connection ours = killing.getConnection();
                Connection other = killing.getConnection()) {
            try (Statement statement = ours.createStatement()) {
                statement.setQueryTimeout(1);
                assertThatThrownBy(() -> statement.executeQuery(SLOW)).isInstanceOf(SQLException.class);
            }
            assertThat(Opened.ask(other, "SELECT 1 FOR UPDATE")).isEqualTo("1");
        }
    }
}
