package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.LoggedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What transactions send to the server beside their statements: as little as can be. */
@ClusterTest(replicas = 0)
class TransactionCostTest extends SessionTest {
    TransactionCostTest(Cluster cluster) {
        super(cluster, "maxPoolSize=1");
    }

    /** What reached the writer, without what the monitor asks. */
    private List<String> sent(Work work) throws SQLException {
        cluster.writer().startGeneralLog();
        try {
            work.run();
        } finally {
            cluster.writer().stopGeneralLog();
        }
        List<String> texts = new ArrayList<>();
        for (LoggedStatement each : cluster.writer().generalLog()) {
            if (each.toString().contains("Query") && !each.toString().contains("read_only")) {
                texts.add(each.toString());
            }
        }
        return texts;
    }

    /** What is observed. */
    private interface Work {
        void run() throws SQLException;
    }

    private void insert(Connection c, String name) throws SQLException {
        try (PreparedStatement insert = c.prepareStatement("INSERT INTO item (name) VALUES (?)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    @Test
    void aStreamOfTransactionsPaysForTheirCommitsOnly() throws SQLException {
        connection.setAutoCommit(false);
        insert(connection, "warm");
        connection.commit();
        connection.close();
        List<String> sent = sent(() -> {
            for (int i = 0; i < 5; i++) {
                try (Connection each = dataSource.getConnection()) {
                    each.setAutoCommit(false);
                    insert(each, "a" + i);
                    insert(each, "b" + i);
                    each.commit();
                    each.setAutoCommit(true);
                }
            }
        });
        assertThat(sent).filteredOn(text -> text.contains("INSERT")).hasSize(10);
        assertThat(sent).filteredOn(text -> text.contains("COMMIT")).hasSize(5);
        assertThat(sent).hasSize(15);
    }

    @Test
    void endingNothingCostsNothing() throws SQLException {
        Opened.ask(connection, "SELECT 1 FOR UPDATE");
        List<String> sent = sent(() -> {
            connection.setAutoCommit(false);
            connection.commit();
            connection.rollback();
            Opened.run(connection, "COMMIT");
            Opened.run(connection, "ROLLBACK");
            connection.setAutoCommit(true);
            Opened.run(connection, "/* nothing */ commit");
        });
        assertThat(sent).isEmpty();
    }

    @Test
    void settingsTouchNoServerByThemselves() throws SQLException {
        assertThat(sent(() -> {
                    connection.setAutoCommit(false);
                    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    connection.setReadOnly(true);
                    connection.setReadOnly(false);
                    connection.setNetworkTimeout(Runnable::run, 1_000);
                    connection.setAutoCommit(true);
                    dataSource.getConnection().close();
                }))
                .isEmpty();
    }

    @Test
    void whatFollowsAnImplicitCommitIsInATransactionAgain() throws SQLException {
        for (String definition : new String[] {
            "CREATE TABLE IF NOT EXISTS made (id INT)", "TRUNCATE TABLE made", "ANALYZE TABLE made", "DROP TABLE made"
        }) {
            emptyTable();
            connection.setAutoCommit(false);
            insert(connection, "committed");
            Opened.execute(connection, definition);
            assertThat(onWriter("SELECT COUNT(*) FROM item")).as(definition).isEqualTo("1");
            insert(connection, "undone");
            connection.rollback();
            assertThat(onWriter("SELECT GROUP_CONCAT(name) FROM item"))
                    .as(definition)
                    .isEqualTo("committed");
            connection.setAutoCommit(true);
        }
    }

    @Test
    void whatFollowsAnImplicitCommitOfATransactionThatSqlBeganIsInAutocommit() throws SQLException {
        Opened.run(connection, "BEGIN");
        insert(connection, "committed");
        Opened.run(connection, "CREATE TABLE IF NOT EXISTS made (id INT)");
        insert(connection, "by itself");
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("2");
        Opened.run(connection, "DROP TABLE made");
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void aReadThatTouchesNoTableBeginsNoTransaction() throws SQLException {
        connection.setAutoCommit(false);
        Opened.ask(connection, "SELECT 1");
        List<String> sent = sent(connection::commit);
        assertThat(sent).hasSizeLessThanOrEqualTo(1);
        insert(connection, "a");
        connection.rollback();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
    }
}
