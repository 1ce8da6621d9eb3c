package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Generated keys and batches: an application sees what it would see on a plain connection. */
@ClusterTest(replicas = 1)
class BatchTrapsTest extends SessionTest {
    BatchTrapsTest(Cluster cluster) {
        super(cluster);
    }

    private void sameAsPlain(Scenario scenario, String... options) throws SQLException {
        String expected = plainly(scenario, options);
        if (options.length == 0) {
            assertThat(seen(connection, scenario)).isEqualTo(expected);
            return;
        }
        try (ProxysqlDataSource other = Opened.on(cluster, options);
                Connection ours = other.getConnection()) {
            assertThat(seen(ours, scenario)).isEqualTo(expected);
        }
    }

    private static String keys(Statement statement) throws SQLException {
        StringBuilder keys = new StringBuilder(" keys");
        try (ResultSet rows = statement.getGeneratedKeys()) {
            while (rows.next()) {
                keys.append(' ').append(rows.getLong(1));
            }
        }
        return keys.toString();
    }

    private static String table(Connection connection) throws SQLException {
        return Opened.ask(
                connection, "SELECT GROUP_CONCAT(id, '=', name, '/', amount ORDER BY id) FROM item FOR UPDATE");
    }

    private static String failed(SQLException e) {
        String counts = e instanceof BatchUpdateException batch ? Arrays.toString(batch.getUpdateCounts()) : "";
        return e.getClass().getSimpleName() + e.getErrorCode() + e.getSQLState() + counts;
    }

    @Test
    void keysOfEveryWayToAskForThem() throws SQLException {
        sameAsPlain(c -> {
            StringBuilder seen = new StringBuilder();
            String sql = "INSERT INTO item (name, amount) VALUES ('%s', 1)";
            try (Statement statement = c.createStatement()) {
                statement.executeUpdate(sql.formatted("a"), Statement.RETURN_GENERATED_KEYS);
                seen.append(keys(statement));
                statement.executeUpdate(sql.formatted("b"), new String[] {"id"});
                seen.append(keys(statement));
                statement.executeLargeUpdate(sql.formatted("c"), new int[] {1});
                seen.append(keys(statement));
                statement.execute(sql.formatted("d"), Statement.RETURN_GENERATED_KEYS);
                seen.append(keys(statement));
                statement.addBatch(sql.formatted("e"));
                statement.addBatch(sql.formatted("f"));
                statement.executeBatch();
                seen.append(keys(statement));
                statement.executeUpdate(sql.formatted("g"), Statement.NO_GENERATED_KEYS);
            }
            try (PreparedStatement insert =
                    c.prepareStatement("INSERT INTO item (name) VALUES (?)", new String[] {"id"})) {
                for (String name : new String[] {"h", "i", "j"}) {
                    insert.setString(1, name);
                    insert.addBatch();
                }
                seen.append(Arrays.toString(insert.executeLargeBatch())).append(keys(insert));
                insert.setString(1, "k");
                insert.execute();
                seen.append(keys(insert)).append(keys(insert));
            }
            return seen.append(table(c)).toString();
        });
    }

    @Test
    void keysThatWereNotAskedForAreRefused() throws SQLException {
        sameAsPlain(c -> {
            try (PreparedStatement insert = c.prepareStatement("INSERT INTO item (name) VALUES ('a')")) {
                insert.executeUpdate();
                return keys(insert);
            } catch (SQLException e) {
                return "refused";
            }
        });
    }

    @Test
    void keysAfterAFailedInsert() throws SQLException {
        sameAsPlain(c -> {
            StringBuilder seen = new StringBuilder();
            try (PreparedStatement insert = c.prepareStatement(
                    "INSERT INTO item (name, amount) VALUES (?, 1)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "a");
                insert.executeUpdate();
                try {
                    insert.executeUpdate();
                } catch (SQLException e) {
                    seen.append(failed(e));
                }
                insert.setString(1, "b");
                insert.executeUpdate();
                return seen.append(keys(insert)).toString();
            }
        });
    }

    @Test
    void keysOfOnDuplicateKey() throws SQLException {
        sameAsPlain(c -> {
            StringBuilder seen = new StringBuilder();
            try (PreparedStatement upsert = c.prepareStatement(
                    "INSERT INTO item (name, amount) VALUES (?, 1) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), amount ="
                            + " amount + 1",
                    Statement.RETURN_GENERATED_KEYS)) {
                for (String name : new String[] {"a", "b", "a", "c"}) {
                    upsert.setString(1, name);
                    seen.append(upsert.executeUpdate()).append(keys(upsert));
                }
                for (String name : new String[] {"b", "d"}) {
                    upsert.setString(1, name);
                    upsert.addBatch();
                }
                seen.append(Arrays.toString(upsert.executeBatch())).append(keys(upsert));
            }
            return seen.append(table(c)).toString();
        });
    }

    @Test
    void keysAreThoseOfThisSessionWhileOthersInsert() throws SQLException {
        try (Connection other = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "ours");
            insert.executeUpdate();
            Opened.run(other, "INSERT INTO item (name) VALUES ('other')");
            assertThat(keys(insert)).isEqualTo(" keys 1");
        }
    }

    private static final Scenario FAILING_BATCH = c -> {
        StringBuilder seen = new StringBuilder();
        try (PreparedStatement insert = c.prepareStatement("INSERT INTO item (name, amount) VALUES (?, ?)")) {
            for (String name : new String[] {"a", "b", "a", "c"}) {
                insert.setString(1, name);
                insert.setInt(2, name.charAt(0));
                insert.addBatch();
            }
            try {
                seen.append(Arrays.toString(insert.executeBatch()));
            } catch (SQLException e) {
                seen.append(failed(e));
            }
            seen.append(Arrays.toString(insert.executeBatch()));
            insert.setString(1, "d");
            seen.append(insert.executeUpdate());
            insert.setString(1, "e");
            insert.addBatch();
            insert.clearBatch();
            seen.append(Arrays.toString(insert.executeBatch()));
            insert.addBatch();
            insert.clearParameters();
            seen.append(Arrays.toString(insert.executeLargeBatch()));
        }
        return seen.append(table(c)).toString();
    };

    @Test
    void parametersAfterAFailedBatch() throws SQLException {
        sameAsPlain(FAILING_BATCH);
    }

    @Test
    void parametersAfterAFailedRewrittenBatch() throws SQLException {
        sameAsPlain(FAILING_BATCH, "rewriteBatchedStatements=true");
    }

    @Test
    void parametersAfterAFailedServerPreparedBatch() throws SQLException {
        sameAsPlain(FAILING_BATCH, "useServerPrepStmts=true");
    }

    @Test
    void countsOfABatchOfTexts() throws SQLException {
        sameAsPlain(c -> {
            StringBuilder seen = new StringBuilder();
            try (Statement batch = c.createStatement()) {
                batch.addBatch("INSERT INTO item (name, amount) VALUES ('a', 1), ('b', 2)");
                batch.addBatch("UPDATE item SET amount = amount + 1");
                batch.addBatch("DELETE FROM item WHERE name = 'a'");
                seen.append(Arrays.toString(batch.executeBatch()));
                seen.append(batch.getUpdateCount());
                batch.addBatch("INSERT INTO item (name) VALUES ('never')");
                batch.clearBatch();
                seen.append(Arrays.toString(batch.executeLargeBatch()));
                batch.addBatch("INSERT INTO item (name) VALUES ('c')");
                batch.addBatch("INSERT INTO nowhere (name) VALUES ('c')");
                batch.addBatch("INSERT INTO item (name) VALUES ('d')");
                try {
                    batch.executeBatch();
                } catch (SQLException e) {
                    seen.append(failed(e));
                }
            }
            return seen.append(table(c)).toString();
        });
    }

    @Test
    void textsAndRowsInOneBatchRunInTheirOrder() throws SQLException {
        sameAsPlain(c -> {
            try (PreparedStatement batch = c.prepareStatement("INSERT INTO item (name, amount) VALUES (?, 1)")) {
                batch.setString(1, "a");
                batch.addBatch();
                batch.addBatch("UPDATE item SET amount = amount + 1");
                batch.setString(1, "b");
                batch.addBatch();
                return Arrays.toString(batch.executeBatch()) + table(c);
            }
        });
    }

    @Test
    void aBatchOfReadsIsRefused() throws SQLException {
        sameAsPlain(c -> {
            try (Statement batch = c.createStatement()) {
                batch.addBatch("SELECT 1");
                batch.executeBatch();
                return "done";
            } catch (SQLException e) {
                return e.getClass().getSimpleName() + e.getSQLState();
            }
        });
    }
}
