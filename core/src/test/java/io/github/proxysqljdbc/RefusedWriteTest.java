package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.topology.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Writes that a server refuses because it is the writer no more: they are sent again where that is safe, and only there. */
@ClusterTest(replicas = 1)
class RefusedWriteTest extends SessionTest {
    private static final int READ_ONLY = 1290;

    RefusedWriteTest(Cluster cluster) {
        super(cluster, "monitorInterval=10s", "monitorTimeout=800ms");
    }

    /** The topology still names the old writer afterwards, which refuses what it is sent. */
    private void promoteUnnoticed() throws Exception {
        Opened.await(
                "each instance has said once what it is",
                () -> dataSource.topology().instances().stream().noneMatch(each -> each.role() == Role.UNKNOWN));
        awaitEndOfFastRounds();
        Opened.run(connection, "INSERT INTO item (name) VALUES ('before')");
        cluster.promote(cluster.replica(0));
    }

    /** The rounds in which a writer was looked for end with a question each, 100 ms after the last one at most. */
    private void awaitEndOfFastRounds() throws Exception {
        long[] seen = {-1, 0};
        Opened.await("the monitor is calm", () -> {
            long version = dataSource.topology().version();
            if (version != seen[0]) {
                seen[0] = version;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > 200_000_000;
        });
    }

    private String rows() throws SQLException {
        return onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item");
    }

    @Test
    void aRefusedInsertIsSentToTheNewWriterOnce() throws Exception {
        promoteUnnoticed();
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('after')"))
                .isEqualTo(1);
        assertThat(rows()).isEqualTo("before,after");
        assertThat(dataSource.stats().retries()).isLessThanOrEqualTo(1);
    }

    @Test
    void aStatementMadeBeforeTheRoleChangeWorksAfterIt() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS);
                Statement text = connection.createStatement()) {
            insert.setString(1, "first");
            insert.executeUpdate();
            promoteUnnoticed();
            insert.setString(1, "second");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            try (var keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt(1)).isEqualTo(3);
            }
            assertThat(text.executeUpdate("UPDATE item SET amount = 7")).isEqualTo(3);
        }
        assertThat(rows()).isEqualTo("first,before,second");
    }

    @Test
    void aRefusedStreamIsNotSentAgainEmpty() throws Exception {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item (name, data, note) VALUES ('stream', ?, ?)")) {
            promoteUnnoticed();
            insert.setBinaryStream(1, new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
            insert.setObject(2, "text");
            assertThatThrownBy(insert::executeUpdate)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(READ_ONLY));
            assertThat(rows()).isEqualTo("before");
            awaitNewWriter();
            insert.setBinaryStream(1, new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        assertThat(onWriter("SELECT CONVERT(data USING utf8mb4) FROM item WHERE name = 'stream'"))
                .isEqualTo("content");
    }

    @Test
    void theFirstStatementOfATransactionIsSentToTheNewWriter() throws Exception {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('before')");
        connection.setAutoCommit(false);
        cluster.promote(cluster.replica(0));
        Opened.run(connection, "INSERT INTO item (name) VALUES ('first')");
        Opened.run(connection, "INSERT INTO item (name) VALUES ('second')");
        connection.commit();
        assertThat(rows()).isEqualTo("before,first,second");
    }

    @Test
    void aTransactionThatIsRefusedHalfWayIsTheApplicationsToRepeat() throws Exception {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('before')");
        connection.setAutoCommit(false);
        Opened.ask(connection, "SELECT COUNT(*) FROM item");
        cluster.promote(cluster.replica(0));
        assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('refused')"))
                .isInstanceOf(SQLTransactionRollbackException.class)
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("40001");
                    assertThat(e.getErrorCode()).isEqualTo(READ_ONLY);
                    assertThat(e.getCause()).isInstanceOf(SQLException.class);
                });
        connection.rollback();
        Opened.run(connection, "INSERT INTO item (name) VALUES ('repeated')");
        connection.commit();
        assertThat(rows()).isEqualTo("before,repeated");
    }

    @Test
    void aTransactionThatBeginsAfterAWriteWasRefusedBeginsOnTheNewWriter() throws Exception {
        String count = "SELECT COUNT(*) FROM item";
        promoteUnnoticed();
        try (Connection next = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            next.setAutoCommit(false);
            Opened.ask(connection, count);
            Opened.ask(next, count); // Now there is a connection for each of them.
            next.commit();
            cluster.instances().get(0).slowNetwork(Duration.ofMillis(100)); // The monitor's answer takes its time.
            assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('refused')"))
                    .isInstanceOf(SQLTransactionRollbackException.class);
            assertThat(Opened.ask(next, count)).isEqualTo("1");
            Opened.run(next, "INSERT INTO item (name) VALUES ('after')");
            next.commit();
        }
        assertThat(rows()).isEqualTo("before,after");
    }

    @Test
    void aBatchThatIsRefusedAsAWholeIsSentToTheNewWriter() throws Exception {
        cluster.promote(cluster.replica(0));
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item (name) VALUES (?)")) {
            for (String name : new String[] {"one", "two", "three"}) {
                insert.setString(1, name);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
        }
        assertThat(rows()).isEqualTo("one,two,three");
    }

    private void awaitNewWriter() throws Exception {
        Opened.await(
                "the new writer is known",
                () -> dataSource.topology().writer() != null
                        && dataSource.topology().writer().instance().port()
                                == cluster.writer().port());
    }

    /** Makes the replica the writer while the work is under way, which ends refused and must not be done twice. */
    private void refusedHalfWay(String marker, Work work) throws Exception {
        CompletableFuture<Void> promotion = CompletableFuture.runAsync(() -> {
            try {
                Opened.await(
                        "the slow part is under way",
                        () -> !onWriter("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%"
                                        + marker + "%SLEEP%' AND id <> CONNECTION_ID()")
                                .equals("0"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            cluster.promote(cluster.replica(0));
        });
        assertThatThrownBy(work::run).isInstanceOf(SQLException.class);
        promotion.get();
    }

    private interface Work {
        void run() throws SQLException;
    }

    @Test
    void aBatchThatIsRefusedHalfWayIsNotSentAgain() throws Exception {
        try (Statement batch = connection.createStatement()) {
            batch.addBatch("INSERT INTO item (amount) VALUES (1)");
            batch.addBatch("INSERT INTO item (amount) SELECT /* half */ 2 + SLEEP(2)");
            batch.addBatch("INSERT INTO item (amount) VALUES (3)");
            batch.addBatch("INSERT INTO item (amount) VALUES (4)");
            refusedHalfWay("half", batch::executeBatch);
        }
        assertThat(onWriter("SELECT COUNT(*) FROM item WHERE amount = 1")).isEqualTo("1");
        assertThat(onWriter("SELECT COUNT(*) FROM item WHERE amount = 4")).isEqualTo("0");
    }

    @Test
    void aProcedureThatIsRefusedHalfWayIsNotCalledAgain() throws Exception {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP PROCEDURE IF EXISTS slowly");
            Opened.run(
                    direct,
                    "CREATE PROCEDURE slowly() BEGIN INSERT INTO item (amount) VALUES (1);"
                            + " DO /* half */ SLEEP(2); INSERT INTO item (amount) VALUES (2); END");
        }
        refusedHalfWay("half", () -> Opened.run(connection, "CALL slowly()"));
        assertThat(onWriter("SELECT COUNT(*) FROM item WHERE amount = 1")).isEqualTo("1");
        assertThat(onWriter("SELECT COUNT(*) FROM item WHERE amount = 2")).isEqualTo("0");
    }
}
