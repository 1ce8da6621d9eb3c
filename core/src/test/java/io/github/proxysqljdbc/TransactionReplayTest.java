package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.RequiresFeature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that lose their connection before COMMIT, with {@code transactionReplay=true}. */
@ClusterTest(replicas = 1)
class TransactionReplayTest extends SessionTest {
    TransactionReplayTest(Cluster cluster) {
        super(cluster, "transactionReplay=true", "failoverTimeout=10s");
    }

    @BeforeEach
    void beginWithTwoRows() throws SQLException {
        insert("one");
        insert("two");
        meanwhile("DROP TABLE IF EXISTS hits");
        cluster.awaitReplication();
        connection.setAutoCommit(false);
    }

    // ---- what the application does

    private void insert(String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item (name) VALUES (?)")) {
            insert.setString(1, name);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }

    private static int insertReturningKey(Connection on, String name) throws SQLException {
        try (PreparedStatement insert =
                on.prepareStatement("INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, name);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                return keys.getInt(1);
            }
        }
    }

    // ---- what happens to it

    /** Ends the connections of the application's account on the writer, as an administrator may. */
    private void killConnections() throws SQLException {
        cluster.writer().killConnections(cluster.user());
    }

    /** Changes something behind the application's back, without waiting for its transaction. */
    private void meanwhile(String sql) throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.execute(direct, sql);
        }
    }

    private String names() throws SQLException {
        return onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item");
    }

    private void assertReplays(Map<String, Long> expected) {
        assertThat(dataSource.stats().replaysByOutcome()).isEqualTo(expected);
    }

    private void assertReplayed(long times) {
        assertReplays(Map.of("replayed", times));
    }

    /** The transaction ends as it would without the option, and nothing of it is there. */
    private void assertRefused(String outcome, ThrowingCallable statement) throws SQLException {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        assertReplays(Map.of(outcome, 1L));
        assertThatThrownBy(() -> connection.commit()).hasMessageContaining("nothing of it was committed");
        assertThat(onWriter("SELECT COUNT(*) FROM item WHERE name = 'three'")).isEqualTo("0");
    }

    // ---- replayed

    @Test
    void aTransactionGoesOnAfterItsWriterWasKilledAndAReplicaPromoted() throws Exception {
        assertThat(insertReturningKey(connection, "three")).isEqualTo(3);
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("3");
        assertThat(Opened.run(connection, "UPDATE item SET amount = 7 WHERE id > 1"))
                .isEqualTo(2);
        cluster.writer().kill();
        cluster.failover(cluster.replica(0));
        insert("four");
        connection.commit();
        assertReplayed(1);
        assertThat(names()).isEqualTo("one,two,three,four");
        assertThat(onWriter("SELECT GROUP_CONCAT(id ORDER BY id) FROM item WHERE amount = 7"))
                .isEqualTo("2,3");
    }

    @Test
    void aTransactionGoesOnAtTheNewWriterOfASwitchover() throws Exception {
        insert("three");
        cluster.promote(cluster.replica(0));
        insert("four");
        connection.commit();
        assertReplayed(1);
        assertThat(names()).isEqualTo("one,two,three,four");
    }

    @Test
    void aKilledConnectionOfALivingWriterIsReplacedByAnother() throws Exception {
        insert("three");
        killConnections();
        insert("four");
        connection.commit();
        insert("five");
        connection.commit();
        assertReplayed(1);
        assertThat(names()).isEqualTo("one,two,three,four,five");
    }

    @Test
    void aTransactionThatIsLostTwiceIsReplayedTwice() throws Exception {
        insert("three");
        killConnections();
        insert("four");
        killConnections();
        insert("five");
        connection.commit();
        assertReplayed(2);
        assertThat(dataSource.stats().failuresByFate()).isEqualTo(Map.of("transaction_replayed", 2L));
        assertThat(names()).isEqualTo("one,two,three,four,five");
    }

    @Test
    void theFirstStatementOfATransactionIsSentAgain() throws Exception {
        connection.commit();
        insert("three");
        connection.commit();
        try (Connection second = dataSource.getConnection()) {
            second.setAutoCommit(false);
            Opened.ask(second, "SELECT COUNT(*) FROM item");
        }
        killConnections();
        insert("four");
        connection.commit();
        assertThat(names()).isEqualTo("one,two,three,four");
    }

    @Test
    void aTransactionThatSqlBeganIsReplayed() throws Exception {
        connection.setAutoCommit(true);
        Opened.execute(connection, "START TRANSACTION");
        insert("three");
        killConnections();
        insert("four");
        Opened.execute(connection, "COMMIT");
        assertReplayed(1);
        assertThat(names()).isEqualTo("one,two,three,four");
    }

    @Test
    void savepointsOfJdbcAndOfSqlAreReplayed() throws Exception {
        Savepoint unnamed = connection.setSavepoint();
        insert("undone");
        connection.rollback(unnamed);
        Savepoint named = connection.setSavepoint("a `name`");
        insert("three");
        Opened.execute(connection, "SAVEPOINT b");
        insert("undone, too");
        Opened.execute(connection, "ROLLBACK TO SAVEPOINT b");
        killConnections();
        insert("four");
        killConnections();
        connection.rollback(named);
        insert("five");
        connection.releaseSavepoint(unnamed);
        connection.commit();
        assertReplayed(2);
        assertThat(names()).isEqualTo("one,two,five");
    }

    @Test
    void batchesAreReplayed() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item (name, amount) VALUES (?, ?)");
                Statement texts = connection.createStatement()) {
            for (int i = 3; i <= 5; i++) {
                insert.setString(1, "row " + i);
                insert.setInt(2, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(3);
            texts.addBatch("UPDATE item SET amount = 0 WHERE amount > 3");
            texts.addBatch("DELETE FROM item WHERE name = 'one'");
            assertThat(texts.executeBatch()).containsExactly(2, 1);
            killConnections();
            insert("last");
        }
        connection.commit();
        assertReplayed(1);
        assertThat(names()).isEqualTo("two,row 3,row 4,row 5,last");
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item WHERE amount = 0"))
                .isEqualTo("row 4,row 5");
    }

    @Test
    void generatedKeysComeOutTheSameAlthoughOthersWroteMeanwhile() throws Exception {
        assertThat(insertReturningKey(connection, "three")).isEqualTo(3);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO item (name) VALUES ('four'), ('five')", Statement.RETURN_GENERATED_KEYS);
        }
        meanwhile("INSERT INTO item (name) VALUES ('between')");
        killConnections();
        insert("six");
        connection.commit();
        assertReplayed(1);
        assertThat(onWriter("SELECT GROUP_CONCAT(id, name ORDER BY id) FROM item WHERE id < 7"))
                .isEqualTo("1one,2two,3three,4four,5five,6between");
    }

    @Test
    void aStatementThatFailedFailsAgainAndIsNoHindrance() throws Exception {
        assertThatThrownBy(() -> insert("one"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1062));
        insert("three");
        killConnections();
        insert("four");
        connection.commit();
        assertReplayed(1);
        assertThat(names()).isEqualTo("one,two,three,four");
    }

    @Test
    void parametersAreThoseOfTheFirstTimeWhateverTheApplicationDidToThem() throws Exception {
        byte[] data = "first".getBytes(StandardCharsets.UTF_8);
        Timestamp time = Timestamp.valueOf("2026-01-02 03:04:05");
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item (name, data, note) VALUES (?, ?, ?)")) {
            insert.setString(1, "three");
            insert.setBytes(2, data);
            insert.setTimestamp(3, time);
            insert.executeUpdate();
            data[0] = 'w';
            time.setTime(0);
            insert.clearParameters();
        }
        killConnections();
        insert("four");
        connection.commit();
        assertReplayed(1);
        assertThat(
                        onWriter(
                                "SELECT CONCAT(CONVERT(data USING utf8mb4), ' ', LEFT(note, 19)) FROM item WHERE name = 'three'"))
                .isEqualTo("first 2026-01-02 03:04:05");
    }

    @Test
    void aWriteThatUsesLastInsertIdGetsTheSameOne() throws Exception {
        insert("three");
        Opened.run(connection, "INSERT INTO item (name, amount) VALUES ('four', LAST_INSERT_ID())");
        assertThat(Opened.ask(connection, "SELECT LAST_INSERT_ID()")).isEqualTo("4");
        cluster.writer().kill();
        cluster.failover(cluster.replica(0));
        Opened.run(connection, "INSERT INTO item (name, amount) VALUES ('five', LAST_INSERT_ID())");
        connection.commit();
        assertReplayed(1);
        assertThat(Opened.ask(connection, "SELECT LAST_INSERT_ID()")).isEqualTo("5");
        assertThat(onWriter("SELECT GROUP_CONCAT(amount ORDER BY id) FROM item"))
                .isEqualTo("3,4");
    }

    @Test
    void statementsMadeBeforeTheLossGoOn() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item (name) VALUES (?)");
                PreparedStatement read = connection.prepareStatement("SELECT COUNT(*) FROM item WHERE id > ?")) {
            insert.setString(1, "three");
            insert.executeUpdate();
            read.setInt(1, 1);
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
            killConnections();
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
            insert.setString(1, "four");
            insert.executeUpdate();
        }
        connection.commit();
        assertReplayed(1);
        assertThat(names()).isEqualTo("one,two,three,four");
    }

    // ---- not replayed

    @Test
    void aTransactionWhoseReadsComeOutOtherwiseFailsAndWritesNothing() throws Exception {
        assertThat(Opened.ask(connection, "SELECT GROUP_CONCAT(name ORDER BY id) FROM item"))
                .isEqualTo("one,two");
        insert("three");
        meanwhile("UPDATE item SET name = 'changed' WHERE id = 2");
        killConnections();
        assertRefused("differed", () -> insert("four"));
        assertThat(names()).isEqualTo("one,changed");
    }

    @Test
    void rowsThatTheApplicationDidNotReadCountAsWell() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM item ORDER BY id")) {
            assertThat(rows.next()).isTrue();
        }
        meanwhile("UPDATE item SET name = 'changed' WHERE id = 2");
        killConnections();
        assertRefused("differed", () -> insert("three"));
    }

    @Test
    void aGeneratedKeyThatWasTakenMeanwhileIsAnError() throws Exception {
        assertThat(insertReturningKey(connection, "three")).isEqualTo(3);
        killConnections();
        meanwhile("INSERT INTO item (id, name) VALUES (3, 'taken')");
        assertRefused("failed", () -> insert("four"));
    }

    @Test
    void aKeyThatTheApplicationNamedIsNotLeftForTheNextRow() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO item (id, name) VALUES (30, 'three')", Statement.RETURN_GENERATED_KEYS);
        }
        killConnections();
        assertRefused("failed", () -> insert("four"));
        insert("five");
        connection.commit();
        assertThat(names()).isEqualTo("one,two,five");
    }

    @Test
    void otherUpdateCountsMakeADifference() throws Exception {
        assertThat(Opened.run(connection, "UPDATE item SET amount = 1 WHERE amount IS NULL AND id > 1"))
                .isEqualTo(1);
        killConnections();
        meanwhile("INSERT INTO item (name) VALUES ('more')");
        assertRefused("differed", () -> insert("three"));
    }

    @Test
    void aCommitThatIsLostIsUnknownAndNeverReplayed() throws Exception {
        insert("three");
        killConnections();
        assertThatThrownBy(() -> connection.commit())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        assertReplays(Map.of());
        insert("four");
        killConnections();
        assertThatThrownBy(() -> Opened.execute(connection, "COMMIT"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        assertReplays(Map.of());
        assertThat(dataSource.stats().failuresByFate()).isEqualTo(Map.of("outcome_unknown", 2L));
        connection.rollback();
        assertThat(names()).isEqualTo("one,two");
    }

    @Test
    void aTransactionThatWasLostBeforeCommitWasSentIsReplayedAndCommitted() throws Exception {
        insert("three");
        ServerInstance next = cluster.replica(0);
        next.setReadOnly(false);
        Opened.await("its connection is broken", () -> dataSource.stats().connectionsAborted() == 1);
        connection.commit();
        assertReplays(Map.of("replayed", 1L));
        try (Connection direct = next.openDirectConnection()) {
            assertThat(Opened.ask(direct, "SELECT GROUP_CONCAT(name ORDER BY id) FROM item"))
                    .isEqualTo("one,two,three");
        }
        assertThat(names()).as("on the former writer").isEqualTo("one,two");
    }

    @Test
    void aBeginThatMayHaveCommittedTheTransactionBeforeIsNoReasonToReplayThat() throws Exception {
        insert("three");
        killConnections();
        assertThatThrownBy(() -> Opened.execute(connection, "BEGIN"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        assertReplays(Map.of());
    }

    @Test
    void tooManyStatementsAreNotKept() throws Exception {
        insert("three");
        for (int i = 0; i < 1_000; i++) {
            Opened.ask(connection, "SELECT 1 FROM item");
        }
        killConnections();
        assertRefused("too_long", () -> insert("four"));
    }

    @Test
    void tooMuchTextIsNotKept() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item (name, note) VALUES (?, ?)")) {
            insert.setString(1, "three");
            insert.setString(2, "x".repeat(1 << 20));
            insert.executeUpdate();
        }
        killConnections();
        assertRefused("too_long", () -> insert("four"));
    }

    @Test
    void aStreamAmongTheParametersIsNotKept() throws Exception {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item (name, data) VALUES ('three', ?)")) {
            insert.setBinaryStream(1, new ByteArrayInputStream(new byte[] {1, 2, 3}));
            insert.executeUpdate();
        }
        killConnections();
        assertRefused("parameter", () -> insert("four"));
    }

    @Test
    void rowsThatWereStreamedAreNotCompared() throws Exception {
        insert("three");
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT name FROM item")) {
                while (rows.next()) {
                    assertThat(rows.getString(1)).isNotNull();
                }
            }
        }
        killConnections();
        assertRefused("open_result", () -> insert("four"));
    }

    @Test
    void settingsThatChangedInsideAreNotReplayed() throws Exception {
        insert("three");
        Opened.execute(connection, "SET SESSION sql_mode = ''");
        killConnections();
        assertRefused("statement_kind", () -> insert("four"));
    }

    @Test
    void aProcedureIsNotReplayed() throws Exception {
        Opened.execute(connection, "DROP PROCEDURE IF EXISTS add_three");
        Opened.execute(connection, "CREATE PROCEDURE add_three() INSERT INTO item (name) VALUES ('three')");
        Opened.execute(connection, "CALL add_three()");
        killConnections();
        assertRefused("statement_kind", () -> insert("four"));
    }

    /** MySQL with GTIDs refuses such a transaction (1785). */
    @Test
    @RequiresFeature(Feature.MARIADB)
    void aTableWithoutTransactionsIsNotWrittenTwice() throws Exception {
        Opened.execute(connection, "CREATE TABLE hits (id INT) ENGINE = MyISAM");
        try {
            insert("three");
            Opened.run(connection, "INSERT INTO hits VALUES (1)");
            killConnections();
            assertRefused("no_transactions", () -> insert("four"));
            assertThat(onWriter("SELECT COUNT(*) FROM hits")).isEqualTo("1");
        } finally {
            meanwhile("DROP TABLE hits");
        }
    }

    @Test
    void theNextTransactionIsReplayedAlthoughTheOneBeforeWasNot() throws Exception {
        insert("three");
        Opened.execute(connection, "SET SESSION sql_mode = ''");
        killConnections();
        assertRefused("statement_kind", () -> insert("four"));
        insert("five");
        killConnections();
        insert("six");
        connection.commit();
        assertReplays(Map.of("statement_kind", 1L, "replayed", 1L));
        assertThat(names()).isEqualTo("one,two,five,six");
    }
}
