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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver's statements are used again; nothing of one use may show in the next. */
@ClusterTest(replicas = 1)
class StatementReuseTest {
    private static final String TWO = "SELECT ? + ? FROM (SELECT 1 UNION ALL SELECT 2) t";
    private static final String FOR_UPDATE = " FOR UPDATE";

    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection connection;

    StatementReuseTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = Opened.on(cluster, "maxPoolSize=1");
        connection = dataSource.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        dataSource.close();
    }

    private static int rowsOf(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    private int sum(int first, int second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TWO)) {
            statement.setInt(1, first);
            statement.setInt(2, second);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void aParameterOfTheUseBeforeIsNotThere() throws SQLException {
        assertThat(sum(1, 2)).isEqualTo(3);
        try (PreparedStatement statement = connection.prepareStatement(TWO)) {
            statement.setInt(1, 1);
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
        }
        assertThat(sum(3, 4)).isEqualTo(7);
    }

    @Test
    void aSettingOfTheUseBeforeIsNotThere() throws SQLException {
        assertThat(sum(1, 2)).isEqualTo(3);
        try (PreparedStatement limited = connection.prepareStatement(TWO)) {
            limited.setMaxRows(1);
            limited.setInt(1, 1);
            limited.setInt(2, 1);
            assertThat(rowsOf(limited.executeQuery())).isEqualTo(1);
        }
        try (PreparedStatement statement = connection.prepareStatement(TWO)) {
            statement.setInt(1, 1);
            statement.setInt(2, 1);
            assertThat(rowsOf(statement.executeQuery())).isEqualTo(2);
        }
    }

    @Test
    void aBatchOfTheUseBeforeIsNotThere() throws SQLException {
        Opened.run(connection, "CREATE TABLE IF NOT EXISTS reused (id INT)");
        Opened.run(connection, "TRUNCATE TABLE reused");
        for (int round = 0; round < 3; round++) {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO reused VALUES (?)")) {
                insert.setInt(1, round);
                insert.addBatch();
                assertThat(insert.executeBatch()).hasSize(1);
            }
        }
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM reused FOR UPDATE"))
                .isEqualTo("3");
    }

    @Test
    void aStatementOfAnotherSchemaIsNotUsed() throws SQLException {
        String sql = "SELECT DATABASE()" + FOR_UPDATE;
        assertThat(Opened.ask(connection, sql)).isEqualTo(cluster.database());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeQuery().close();
        }
        connection.setCatalog("information_schema");
        assertThat(Opened.ask(connection, sql)).isEqualTo("information_schema");
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("information_schema");
        }
    }

    @Test
    void twoStatementsOfOneTextInATransactionDoNotShareTheirResults() throws SQLException {
        sum(0, 0);
        connection.setAutoCommit(false);
        sum(0, 0);
        try (PreparedStatement one = connection.prepareStatement(TWO);
                PreparedStatement two = connection.prepareStatement(TWO)) {
            one.setInt(1, 1);
            one.setInt(2, 10);
            two.setInt(1, 1);
            two.setInt(2, 20);
            try (ResultSet ofOne = one.executeQuery();
                    ResultSet ofTwo = two.executeQuery()) {
                assertThat(ofOne.next()).isTrue();
                assertThat(ofTwo.next()).isTrue();
                assertThat(ofOne.getInt(1)).isEqualTo(11);
                assertThat(ofTwo.getInt(1)).isEqualTo(21);
            }
        }
        connection.commit();
    }

    @Test
    void cancellingAStatementThatIsDoneReachesNobody() throws Exception {
        try (Statement done = connection.createStatement();
                Connection other = dataSource.getConnection();
                Statement running = other.createStatement()) {
            done.executeQuery("SELECT SLEEP(0)").close();
            Thread canceller = new Thread(() -> cancelAgainAndAgain(done));
            canceller.start();
            try (ResultSet rows = running.executeQuery("SELECT SLEEP(0.3)")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isZero();
            } finally {
                canceller.interrupt();
                canceller.join();
            }
        }
    }

    private static void cancelAgainAndAgain(Statement statement) {
        try {
            while (!Thread.interrupted()) {
                statement.cancel();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void moreTextsThanAreKeptAllWork() throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                try (PreparedStatement statement = connection.prepareStatement("SELECT ? + " + i)) {
                    statement.setInt(1, round * 1000);
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        answers.add(rows.getInt(1));
                    }
                }
            }
        }
        assertThat(answers).hasSize(200).doesNotHaveDuplicates().contains(0, 99, 1000, 1099);
    }
}
