package io.github.proxysqljdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Sequences that once showed a difference where reads go to a replica, as short as they could be made. */
@ClusterTest(replicas = 1)
class OracleReplicaRegressionTest {
    private final Cluster cluster;

    OracleReplicaRegressionTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private void same(String setup, String steps) throws SQLException {
        try (Oracle oracle = new Oracle(cluster)) {
            assertThat(oracle.replay(Setup.parse(setup), Step.parseAll(steps))).isNull();
        }
    }

    @Test
    void aResultOfAReaderThatEndsIsNotTakenForTheTransactionOfAStatementThatFailed() throws SQLException {
        same("sessions=5 maxPoolSize=3", """
                4 OPEN x timeout=60,completing SELECT id FROM t WHERE id < 9 ORDER BY id
                4 AUTOCOMMIT false
                4 SQL RELEASE SAVEPOINT one
                4 FETCH x 100
                4 KEYS INSERT INTO u (k, w) VALUES (300, 'w43')
                """);
    }

    @Test
    void aQuestionForTheConnectionIdDoesNotTieTheSessionToAReader() throws SQLException {
        same("sessions=6 maxPoolSize=1 useServerPrepStmts=true useCursorFetch=true defaultFetchSize=2", """
                1 OPEN x timeout=60,completing SELECT id FROM t WHERE id < 9 ORDER BY id
                1 SAME_CONNECTION_ID
                1 SQL INSERT INTO t (v, s) VALUES (1, REPEAT('x', 100))
                """);
    }

    @Test
    void severalStatementsThatWriteAndAskDoNotFollowAReadToItsReader() throws SQLException {
        same("sessions=5 maxPoolSize=3 allowMultiQueries=true", """
                3 SQL CALL p_temporary()
                0 QUERY SELECT 'it''s', 1/0, "x", 'a\\b' FROM DUAL
                0 SQL INSERT IGNORE INTO t (id, v, s) VALUES (1, 1, 'i'); SELECT ROW_COUNT()
                """);
    }

    @Test
    void aFunctionOfATransactionThatReadsOnlyDoesNotTieItsSessionToAReader() throws SQLException {
        same("sessions=3 maxPoolSize=3", """
                0 SQL SET @@transaction_read_only = 1
                0 SQL SELECT f_variable(3)
                0 SQL COMMIT
                0 SQL UPDATE t SET v = 5 WHERE id = 3
                """);
    }

    @Test
    void theInsertIdIsAskedWhereItWasMadeAlthoughAReadCameBetween() throws SQLException {
        same("sessions=6 maxPoolSize=6 multiplexing=false", """
                3 SQL INSERT INTO t (v, s) SELECT v, 'copy' FROM t WHERE id IN (32, 200)
                3 SQL WITH c AS (SELECT id, v FROM t WHERE id <= 5) SELECT MAX(v) FROM c
                3 QUIET SELECT LAST_INSERT_ID()
                """);
    }
}
