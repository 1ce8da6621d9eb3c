package io.github.proxysqljdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences that once showed a difference, as short as they could be made. */
@ClusterTest(
        replicas = 0,
        serverOptions = {"--innodb-lock-wait-timeout=1", "--lock-wait-timeout=1"})
class OracleRegressionTest {
    private final Cluster cluster;

    OracleRegressionTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private void same(String setup, String steps) throws SQLException {
        try (Oracle oracle = new Oracle(cluster)) {
            assertThat(oracle.replay(Setup.parse(setup), Step.parseAll(steps))).isNull();
        }
    }

    @Test
    void aWriteAfterACallThroughACursorIsCommitted() throws SQLException {
        same(
                "sessions=7 maxPoolSize=1 cachePrepStmts=true useServerPrepStmts=true useCursorFetch=true defaultFetchSize=2",
                """
                3 CALL 0 {call p_out(?, ?)}
                3 KEYS INSERT INTO t (v, s) SELECT v, 'copy' FROM t WHERE id IN (40, 200)
                3 CLOSE
                4 QUIET SELECT s, COUNT(*) FROM t WHERE id > 195 GROUP BY s ORDER BY s
                """);
    }

    @Test
    void oneOfSeveralStatementsAsksForWhatAnotherOfThemLeft() throws SQLException {
        same("sessions=3 maxPoolSize=2 allowMultiQueries=true", """
                1 SQL INSERT INTO t (v, s) VALUES (51, 'a51'); SELECT ROW_COUNT(); SELECT 1
                """);
    }

    @Test
    void theInsertIdOfABatchThatFailedHalfWayStaysWithItsSession() throws SQLException {
        same("sessions=7 maxPoolSize=1 useServerPrepStmts=true", """
                6 PREPARE i keys INSERT INTO t (v, s) VALUES (?, ?)
                6 RUN_BATCH i 1|'b' ;; 2|'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz' ;; 3|'after'
                2 QUIET SELECT LAST_INSERT_ID()
                6 QUIET SELECT LAST_INSERT_ID()
                """);
    }

    @Test
    void theInsertIdOfSeveralStatementsThatFailedHalfWayStaysWithTheirSession() throws SQLException {
        same("sessions=3 maxPoolSize=1 allowMultiQueries=true", """
                1 SQL INSERT INTO t (v) VALUES (1); SELEC
                0 QUIET SELECT LAST_INSERT_ID()
                1 QUIET SELECT LAST_INSERT_ID()
                """);
    }

    @Test
    void theInsertIdOfTheRowsBeforeTheOneThatWasRefusedStaysWithTheirSession() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                1 SQL INSERT INTO t (id, v) VALUES (NULL, 1), (5, 1)
                0 QUIET SELECT LAST_INSERT_ID()
                1 QUIET SELECT LAST_INSERT_ID()
                """);
    }

    @Test
    void anInsertIdThatWasSetIsTheSessionsOwn() throws SQLException {
        same("sessions=7 maxPoolSize=3 rewriteBatchedStatements=true", """
                1 SQL SET last_insert_id = 7
                1 QUIET INSERT INTO t (id, v) VALUES (15, 11) ON DUPLICATE KEY UPDATE v = v + 1
                1 QUIET SELECT LAST_INSERT_ID()
                """);
    }

    @Test
    void theRowCountSurvivesTheSettingsThatTheQuestionForItNeeds() throws SQLException {
        same("sessions=3 maxPoolSize=2", """
                0 QUIET REPLACE INTO t (id, v, s) VALUES (5, 46, 'r')
                2 READ_ONLY true
                2 QUIET SELECT 'it''s', 1/0, "x" FROM DUAL
                2 ASK SELECT ROW_COUNT()
                """);
    }

    @Test
    void aTransactionBeginsWithTheQueryThatTheDriverExecutesToLearnItsColumns() throws SQLException {
        same("sessions=6 maxPoolSize=3 cachePrepStmts=false", """
                5 AUTOCOMMIT false
                5 PREPARE r - SELECT id, ? AS given FROM t WHERE s LIKE ? ORDER BY id LIMIT 3
                2 SQL UPDATE u SET n = n + 1 WHERE k = 28
                5 SQL SELECT COUNT(*), MAX(what) FROM audit
                """);
    }

    @Test
    void aReadOnlySessionCannotWriteThroughAFunction() throws SQLException {
        same("sessions=3 maxPoolSize=3", """
                2 READ_ONLY true
                2 SQL SELECT f_write(8)
                """);
    }

    @Test
    void aComputedSettingReadBackThroughACursorLeavesAutoCommitAsItIs() throws SQLException {
        same(
                "sessions=7 maxPoolSize=2 useServerPrepStmts=true prepStmtCacheSize=2 useCursorFetch=true defaultFetchSize=2",
                """
                6 SQL SET sql_mode = DEFAULT
                6 QUIET INSERT IGNORE INTO t (id, v, s) VALUES (62, 1, 'i')
                6 QUIET (SELECT id FROM t WHERE id < 3) UNION ALL (SELECT v FROM t WHERE id < 3) ORDER BY 1
                6 SQL SET sql_mode = @@global.sql_mode
                6 GETTERS
                """);
    }

    @Test
    void aStatementStaysInTheSchemaInWhichItWasMade() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                1 PREPARE p - SELECT v, s FROM t WHERE id = ?
                1 OPEN x - SELECT DATABASE()
                1 CATALOG $s2
                1 RUN p 3
                1 QUERY SELECT DATABASE()
                1 AGAIN x SELECT DATABASE()
                1 FETCH x 1
                0 QUERY SELECT DATABASE()
                1 SQL SELECT COUNT(*) FROM t
                1 CATALOG $s
                1 RUN p 3
                """);
    }

    @Test
    void aStatementOfAnotherSchemaThatFailsLeavesNoConnectionThere() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                1 AUTOCOMMIT false
                1 OPEN x - SELECT DATABASE()
                1 CATALOG $s2
                1 AGAIN x SELECT * FROM nowhere
                1 QUERY SELECT DATABASE()
                1 COMMIT
                0 QUERY SELECT DATABASE()
                """);
    }

    @Test
    void aTransactionThatSeveralStatementsBeganBeforeOneFailedStaysWithTheirSession() throws SQLException {
        same("sessions=7 maxPoolSize=1 allowMultiQueries=true", """
                0 READ_ONLY true
                0 SQL BEGIN; INSERT INTO t (v, s) VALUES (2, 'copy'); COMMIT
                2 KEYS INSERT INTO t (v, s) VALUES (78, 'm1'), (78, 'm2')
                0 SQL ROLLBACK
                6 SQL SELECT s, COUNT(*) FROM t WHERE id > 195 GROUP BY s ORDER BY s
                """);
    }

    @Test
    void theWarningsOfAStatementAreItsOwnAlthoughTheDriverUsesCursors() throws SQLException {
        same("sessions=3 maxPoolSize=3 useServerPrepStmts=true useCursorFetch=true defaultFetchSize=2", """
                1 SQL SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED
                1 SQL CREATE TABLE IF NOT EXISTS o1 (id INT)
                """);
    }

    @Test
    void aTransactionThatIsBegunEndsTheOneThatIsOpenAsOnAServer() throws SQLException {
        same("sessions=4 maxPoolSize=4 multiplexing=false useServerPrepStmts=true", """
                2 QUIET SELECT @a, @pv
                2 SQL START TRANSACTION
                2 ISOLATION 2
                2 SQL START TRANSACTION WITH CONSISTENT SNAPSHOT
                """);
    }

    @Test
    void whatWasSaidOfTheNextTransactionOutlivesTheOneThatAutoCommitEnds() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 SQL SET TRANSACTION READ ONLY
                0 AUTOCOMMIT false
                0 SQL SELECT COUNT(*) FROM t
                0 AUTOCOMMIT true
                1 SQL INSERT INTO t (v) VALUES (1)
                0 SQL INSERT INTO t (v) VALUES (2)
                0 SQL INSERT INTO t (v) VALUES (3)
                """);
    }

    @Test
    void aStatementThatFailsMayUseUpWhatWasSaidOfTheNextTransaction() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 SQL SET TRANSACTION READ ONLY
                0 SQL SELECT nothing FROM t
                1 SQL INSERT INTO t (v) VALUES (1)
                0 SQL INSERT INTO t (v) VALUES (2)
                0 SQL INSERT INTO t (v) VALUES (3)
                """);
    }

    @Test
    void aTableWithoutTransactionsDoesNotUseUpWhatWasSaidOfTheNextOne() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 SQL CREATE TABLE o9 (id INT) ENGINE = MyISAM
                0 SQL SET TRANSACTION READ ONLY
                0 SQL SELECT * FROM o9
                0 SQL SHOW TABLES LIKE 'nothing'
                1 SQL INSERT INTO t (v) VALUES (1)
                0 SQL INSERT INTO t (v) VALUES (2)
                0 SQL INSERT INTO t (v) VALUES (3)
                """);
    }

    @Test
    void aSavepointKeepsWhatWasSaidOfTheNextTransaction() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 AUTOCOMMIT false
                0 SQL SET TRANSACTION READ ONLY
                0 SAVEPOINT one
                0 ROLLBACK_TO one
                0 SQL INSERT INTO t (v) VALUES (1)
                0 COMMIT
                1 SQL INSERT INTO t (v) VALUES (2)
                0 SQL INSERT INTO t (v) VALUES (3)
                0 COMMIT
                """);
    }

    @Test
    void aTransactionThatIsChainedIsTheNextOne() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 SQL SET TRANSACTION READ ONLY
                0 SQL COMMIT AND CHAIN
                0 SQL INSERT INTO t (v) VALUES (1)
                0 SQL COMMIT
                0 SQL INSERT INTO t (v) VALUES (2)
                """);
    }

    @Test
    void rowsThatComeOneByOneUseUpWhatWasSaidOfTheNextTransaction() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 SQL SET TRANSACTION READ ONLY
                0 OPEN x stream SELECT id FROM t WHERE id < 6
                0 FETCH x 100
                0 CLOSE_RESULT x
                1 SQL INSERT INTO t (v) VALUES (1)
                0 SQL INSERT INTO t (v) VALUES (2)
                """);
    }

    @Test
    void metaDataIsAskedUnderWhatWasSaidOfTheNextTransaction() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 SQL SET TRANSACTION READ ONLY
                0 META tables $s t
                1 SQL INSERT INTO t (v) VALUES (1)
                0 SQL INSERT INTO t (v) VALUES (2)
                """);
    }

    @Test
    void keysOfAStatementThatWasNotExecutedAreNoneAndThoseNotWantedAreRefused() throws SQLException {
        same("sessions=3 maxPoolSize=1", """
                0 PREPARE i keys INSERT INTO t (v, s) VALUES (?, ?)
                0 GENERATED i
                0 RUN_OPEN i 1|'a'
                0 GENERATED i
                0 PREPARE w - UPDATE t SET v = ? WHERE id = ?
                0 GENERATED w
                0 RUN_OPEN w 1|1
                0 GENERATED w
                0 OPEN x keys INSERT INTO t (v) VALUES (6)
                0 GENERATED x
                0 AGAIN x INSERT INTO t (v) VALUES (7)
                0 GENERATED x
                """);
    }

    @Test
    void aTransactionIsOpenAlthoughAPreparationAfterAStreamDoesNotSaySo() throws SQLException {
        same("sessions=6 maxPoolSize=1 useServerPrepStmts=true", """
                3 SQL BEGIN
                3 SQL INSERT INTO t (v, s) VALUES (5, 'copy')
                3 OPEN y stream SELECT id FROM t WHERE id < 6
                3 PREPARE p - SELECT v, s FROM t WHERE id = ?
                4 QUIET SELECT s, COUNT(*) FROM t WHERE id > 195 GROUP BY s ORDER BY s
                """);
    }

    @Test
    void aPinnedSessionCanSayOtherwiseOfTheNextTransaction() throws SQLException {
        same("sessions=3 maxPoolSize=2", """
                0 SQL SELECT GET_LOCK('$s one', 0)
                0 SQL SET TRANSACTION READ ONLY
                0 SQL SELECT 1
                0 SQL SET TRANSACTION READ WRITE
                0 SQL INSERT INTO t (v) VALUES (1)
                0 SQL SET TRANSACTION READ ONLY
                0 SQL SELECT 1
                0 SQL SET SESSION TRANSACTION READ WRITE
                0 SQL INSERT INTO t (v) VALUES (2)
                0 SQL SET TRANSACTION READ ONLY
                0 SQL SELECT 1
                0 ISOLATION 2
                0 SQL INSERT INTO t (v) VALUES (3)
                0 SQL INSERT INTO t (v) VALUES (4)
                """);
    }

    @Test
    void theIsolationLevelThatASessionWasToldInATransactionIsThatOfTheNextOne() throws SQLException {
        same("sessions=2 maxPoolSize=1", """
                0 AUTOCOMMIT false
                0 SQL DELETE FROM t WHERE id = 9
                0 SQL SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
                0 AUTOCOMMIT true
                0 SQL START TRANSACTION WITH CONSISTENT SNAPSHOT
                0 SQL ROLLBACK
                0 AUTOCOMMIT_SQL false SET autocommit = 0
                0 SQL DELETE FROM t WHERE id = 9
                0 ISOLATION 4
                0 AUTOCOMMIT_SQL true SET autocommit = 1
                0 SQL START TRANSACTION WITH CONSISTENT SNAPSHOT
                0 SQL SELECT 1
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " useServerPrepStmts=true useCursorFetch=true defaultFetchSize=2"})
    void theTransactionThatAStreamBeganIsOpenAfterIt(String options) throws SQLException {
        same("sessions=4 maxPoolSize=2" + options, """
                0 AUTOCOMMIT false
                0 OPEN x stream SELECT id, v FROM t WHERE id < 30 ORDER BY id
                0 SQL SET TRANSACTION READ ONLY, ISOLATION LEVEL READ COMMITTED
                """);
    }
}
