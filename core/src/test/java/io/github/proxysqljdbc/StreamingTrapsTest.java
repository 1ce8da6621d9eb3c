package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results whose rows come one by one. */
@ClusterTest(replicas = 1)
class StreamingTrapsTest extends SessionTest {
    private static final int ROWS = 1_000;

    StreamingTrapsTest(Cluster cluster) {
        super(cluster, "maxPoolSize=3", "connectionTimeout=2s");
    }

    @BeforeEach
    void fillTable() throws SQLException {
        Opened.run(
                connection,
                "INSERT INTO item (amount) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                        + ROWS + ") SELECT i FROM n");
        cluster.awaitReplication();
    }

    private static Statement streaming(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }

    private static int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            assertThat(rows.getInt(1)).isEqualTo(++count);
        }
        return count;
    }

    @Test
    void anOpenStreamHasItsConnectionForItself() throws SQLException {
        try (Statement statement = streaming(connection);
                ResultSet rows = statement.executeQuery("SELECT amount FROM item ORDER BY id")) {
            assertThat(rows.next()).isTrue();
            assertThat(Opened.ask(connection, "SELECT 5")).isEqualTo("5");
            assertThat(Opened.run(connection, "UPDATE item SET note = 'x' WHERE id = 1"))
                    .isEqualTo(1);
            int last = 1;
            while (rows.next()) {
                last = rows.getInt(1);
            }
            assertThat(last).isEqualTo(ROWS);
        }
    }

    @Test
    void twoStreamsOfOneSessionAreRead() throws SQLException {
        try (Statement one = streaming(connection);
                Statement two = streaming(connection);
                ResultSet first = one.executeQuery("SELECT amount FROM item ORDER BY id");
                ResultSet second = two.executeQuery("SELECT amount FROM item ORDER BY id")) {
            for (int i = 1; i <= ROWS; i++) {
                assertThat(first.next() && second.next()).isTrue();
                assertThat(first.getInt(1)).isEqualTo(i);
                assertThat(second.getInt(1)).isEqualTo(i);
            }
            assertThat(first.next() || second.next()).isFalse();
        }
    }

    @Test
    void streamsGiveTheirConnectionsBack() throws SQLException {
        for (int i = 0; i < 10; i++) {
            Statement statement = streaming(connection);
            ResultSet rows = statement.executeQuery("SELECT amount FROM item ORDER BY id");
            if (i % 2 == 0) {
                assertThat(count(rows)).isEqualTo(ROWS);
            } else {
                assertThat(rows.next()).isTrue();
                rows.close();
            }
        }
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1000");
    }

    @Test
    void aStatementThatIsClosedWithItsStreamFreesTheConnection() throws SQLException {
        for (int i = 0; i < 8; i++) {
            try (Statement statement = streaming(connection)) {
                assertThat(statement
                                .executeQuery("SELECT amount FROM item ORDER BY id")
                                .next())
                        .isTrue();
            }
        }
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1000");
    }

    @Test
    void inATransactionASecondStatementIsRefusedAsOnAPlainConnection() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = streaming(connection);
                ResultSet rows = statement.executeQuery("SELECT amount FROM item ORDER BY id")) {
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(() -> Opened.run(connection, "UPDATE item SET note = 'x' WHERE id = 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("active");
        }
        assertThat(Opened.run(connection, "UPDATE item SET note = 'x' WHERE id = 1"))
                .isEqualTo(1);
        connection.rollback();
    }

    @Test
    void aCursorIsReadInParts() throws SQLException {
        try (ProxysqlDataSource cursors = Opened.on(cluster, "useCursorFetch=true", "defaultFetchSize=7");
                Connection fetching = cursors.getConnection();
                PreparedStatement read =
                        fetching.prepareStatement("SELECT amount FROM item WHERE id > ? ORDER BY id")) {
            read.setInt(1, 0);
            try (ResultSet rows = read.executeQuery()) {
                for (int i = 1; i <= 20; i++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(i);
                    assertThat(Opened.ask(fetching, "SELECT " + i)).isEqualTo(String.valueOf(i));
                }
            }
            try (ResultSet rows = read.executeQuery()) {
                assertThat(count(rows)).isEqualTo(ROWS);
            }
        }
    }

    /** Connector/J cancels what executes; a stream that is being read does not any more ({@code StatementImpl.cancel}). */
    @Test
    void cancellingAnOpenStreamHarmsNobody() throws SQLException, InterruptedException {
        try (Statement statement = streaming(connection);
                ResultSet rows = statement.executeQuery("SELECT amount FROM item ORDER BY id")) {
            assertThat(rows.next()).isTrue();
            Thread canceller = new Thread(() -> {
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();
            canceller.join();
            int read = 1;
            while (rows.next()) {
                read++;
            }
            assertThat(read).isEqualTo(ROWS);
        }
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1000");
    }

    @Test
    void aStreamOfAReadOnlyConnectionIsClosedWithIt() throws SQLException {
        for (int i = 0; i < 6; i++) {
            Connection reading = dataSource.getConnection();
            reading.setReadOnly(true);
            reading.setAutoCommit(i % 2 == 0);
            assertThat(streaming(reading)
                            .executeQuery("SELECT amount FROM item ORDER BY id")
                            .next())
                    .isTrue();
            reading.close();
        }
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1000");
    }

    @Test
    void anOrdinaryResultIsReadWhileOthersRun() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT amount FROM item ORDER BY id")) {
            for (int i = 1; i <= 5; i++) {
                assertThat(rows.next()).isTrue();
                Opened.run(connection, "UPDATE item SET note = 'x' WHERE id = " + i);
                assertThat(rows.getInt(1)).isEqualTo(i);
            }
        }
    }

    @Test
    void theLocksOfAStreamAreKeptAlthoughAPreparationFollows() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=2", "useServerPrepStmts=true");
                Connection locking = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            locking.setAutoCommit(false);
            try (Statement statement = streaming(locking);
                    ResultSet rows = statement.executeQuery("SELECT id FROM item WHERE amount = 1 FOR UPDATE")) {
                assertThat(count(rows)).isEqualTo(1);
            }
            locking.prepareStatement("SELECT note FROM item WHERE id = ?").close();
            Opened.execute(other, "SET innodb_lock_wait_timeout = 1");
            assertThatThrownBy(() -> Opened.run(other, "UPDATE item SET note = 'y' WHERE amount = 1"))
                    .hasMessageContaining("Lock wait timeout");
            locking.rollback();
            assertThat(Opened.run(other, "UPDATE item SET note = 'y' WHERE amount = 1"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theStreamAfterAStreamHasItsConnectionForItself() throws SQLException {
        String query = "SELECT amount FROM item ORDER BY id";
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=3", "allowMultiQueries=true");
                Connection several = dataSource.getConnection();
                Statement statement = streaming(several)) {
            assertThat(statement.execute(query + "; " + query)).isTrue();
            assertThat(count(statement.getResultSet())).isEqualTo(ROWS);
            assertThat(statement.getMoreResults()).isTrue();
            ResultSet second = statement.getResultSet();
            assertThat(second.next()).isTrue();
            assertThat(Opened.ask(several, "SELECT 5")).isEqualTo("5");
            int last = 1;
            while (second.next()) {
                last = second.getInt(1);
            }
            assertThat(last).isEqualTo(ROWS);
        }
    }
}
