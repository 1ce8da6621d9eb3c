package io.github.proxysqljdbc;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.ByteArrayInputStream;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches of every kind of statement, in every way the driver can send them, with a row in the middle that is refused. */
@ClusterTest(replicas = 1)
class BatchModesTest extends ComparedTest {
    private static final String INSERT = "INSERT INTO item (name, amount) VALUES (?, ?)";

    BatchModesTest(Cluster cluster) {
        super(cluster);
    }

    private void inEveryMode(Scenario scenario) throws SQLException {
        for (String rewrite : List.of("false", "true")) {
            for (String goOn : List.of("false", "true")) {
                for (String server : List.of("false", "true")) {
                    sameAsPlain(
                            scenario,
                            "rewriteBatchedStatements=" + rewrite,
                            "continueBatchOnError=" + goOn,
                            "useServerPrepStmts=" + server);
                }
            }
        }
    }

    private static void row(PreparedStatement insert, String name, int amount) throws SQLException {
        insert.setString(1, name);
        insert.setInt(2, amount);
        insert.addBatch();
    }

    private static PreparedStatement prepared(Connection c) throws SQLException {
        return c.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS);
    }

    @Test
    void rowsOfAPreparedStatement() throws SQLException {
        inEveryMode((c, between, seen) -> {
            try (PreparedStatement insert = prepared(c)) {
                for (boolean large : new boolean[] {false, true}) {
                    row(insert, "a" + large, 1);
                    between.calls();
                    row(insert, "b" + large, 2);
                    seen.add(tried(() -> large ? insert.executeLargeBatch() : insert.executeBatch()));
                    seen.add(keys(insert));
                    between.calls();
                    row(insert, "c" + large, 3);
                    row(insert, "a" + large, 4);
                    row(insert, "d" + large, 5);
                    row(insert, "e" + large, 6);
                    row(insert, "f" + large, 7);
                    seen.add(tried(() -> large ? insert.executeLargeBatch() : insert.executeBatch()));
                    seen.add(tried(() -> keys(insert)));
                    seen.add(table(c));
                    seen.add(tried(insert::executeBatch));
                    insert.setString(1, "g" + large);
                    seen.add(tried(insert::executeUpdate));
                    seen.add(keys(insert));
                    row(insert, "never", 8);
                    insert.clearBatch();
                    seen.add(tried(insert::executeLargeBatch));
                    row(insert, "h" + large, 9);
                    insert.clearParameters();
                    between.calls();
                    seen.add(tried(insert::executeBatch));
                    seen.add(insert.getUpdateCount());
                    seen.add(insert.getMoreResults());
                }
            }
            seen.add(table(c));
        });
    }

    @Test
    void rowsInATransaction() throws SQLException {
        inEveryMode((c, between, seen) -> {
            c.setAutoCommit(false);
            try (PreparedStatement insert = prepared(c)) {
                row(insert, "a", 1);
                row(insert, "a", 2);
                row(insert, "b", 3);
                seen.add(tried(insert::executeBatch));
                between.calls();
                seen.add(table(c));
                c.rollback();
                between.calls();
                row(insert, "c", 4);
                seen.add(tried(insert::executeLargeBatch));
                c.commit();
            }
            seen.add(table(c));
        });
    }

    @Test
    void textsOfAStatement() throws SQLException {
        inEveryMode((c, between, seen) -> {
            try (Statement batch = c.createStatement()) {
                for (boolean large : new boolean[] {false, true}) {
                    for (String name : List.of("a", "b", "a", "c", "d", "e", "f")) {
                        batch.addBatch("INSERT INTO item (name) VALUES ('%s%s')".formatted(name, large));
                        between.calls();
                    }
                    batch.addBatch("UPDATE item SET amount = 7 WHERE name LIKE 'b%'");
                    batch.addBatch("DELETE FROM item WHERE name LIKE 'c%'");
                    seen.add(tried(() -> large ? batch.executeLargeBatch() : batch.executeBatch()));
                    seen.add(tried(() -> keys(batch)));
                    seen.add(tried(batch::executeBatch));
                    seen.add(tried(() -> batch.executeUpdate("UPDATE item SET amount = 8")));
                    batch.addBatch("INSERT INTO item (name) VALUES ('x')");
                    batch.clearBatch();
                    seen.add(tried(batch::executeLargeBatch));
                    seen.add(table(c));
                }
            }
        });
    }

    @Test
    void textsOfDifferentKinds() throws SQLException {
        inEveryMode((c, between, seen) -> {
            try (Statement batch = c.createStatement()) {
                batch.addBatch("SET @batched = 5");
                batch.addBatch("CREATE TEMPORARY TABLE mine (id INT)");
                batch.addBatch("INSERT INTO mine VALUES (1), (2)");
                batch.addBatch("INSERT INTO item (amount) SELECT id + @batched FROM mine");
                seen.add(tried(batch::executeBatch));
                between.calls();
                seen.add(tried(() -> Opened.ask(c, "SELECT COUNT(*) FROM mine")));
                batch.addBatch("SET @batched = 6");
                batch.addBatch("SELECT 1");
                batch.addBatch("DROP TEMPORARY TABLE mine");
                seen.add(tried(batch::executeBatch));
                between.calls();
                seen.add(tried(() -> Opened.ask(c, "SELECT @batched")));
            }
            seen.add(table(c));
        });
    }

    @Test
    void callsOfAProcedure() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP PROCEDURE IF EXISTS add_item");
            Opened.run(
                    direct,
                    "CREATE PROCEDURE add_item(IN label VARCHAR(40), IN amount INT) INSERT INTO item (name, amount) VALUES (label, amount)");
        }
        inEveryMode((c, between, seen) -> {
            try (CallableStatement call = c.prepareCall("{call add_item(?, ?)}")) {
                for (String name : List.of("a", "b", "a", "c")) {
                    row(call, name, 1);
                    between.calls();
                }
                seen.add(tried(call::executeBatch));
                call.setString("label", "d");
                call.setInt("amount", 2);
                call.addBatch();
                call.setString("label", "e");
                call.addBatch();
                seen.add(tried(call::executeLargeBatch));
                seen.add(tried(call::executeBatch));
                row(call, "x", 1);
                call.clearBatch();
                seen.add(tried(call::executeBatch));
            }
            seen.add(table(c));
        });
    }

    /** Nothing is read before the batch is sent, as by Connector/J: a batch is built without a connection, whatever it holds. */
    @Test
    void streamsInABatchAreReadWhenItIsSent() throws SQLException {
        inEveryMode((c, between, seen) -> {
            try (PreparedStatement insert = c.prepareStatement("INSERT INTO item (name, note) VALUES (?, ?)")) {
                for (String name : List.of("a", "b", "c")) {
                    insert.setString(1, name);
                    insert.setBinaryStream(2, new ByteArrayInputStream(new byte[] {65, 66, (byte) name.charAt(0)}));
                    insert.addBatch();
                    between.calls();
                }
                seen.add(tried(insert::executeBatch));
            }
            seen.add(table(c));
        });
    }

    @Test
    void rowsThatMeetADuplicateKey() throws SQLException {
        inEveryMode((c, between, seen) -> {
            try (PreparedStatement upsert = c.prepareStatement(
                    INSERT + " ON DUPLICATE KEY UPDATE amount = amount + 1", Statement.RETURN_GENERATED_KEYS)) {
                row(upsert, "a", 1);
                row(upsert, "b", 1);
                row(upsert, "a", 1);
                row(upsert, "c", 1);
                seen.add(tried(upsert::executeBatch));
                seen.add(tried(() -> keys(upsert)));
                between.calls();
                upsert.setString(1, "b");
                seen.add(tried(upsert::executeUpdate));
                seen.add(tried(() -> keys(upsert)));
            }
            seen.add(table(c));
        });
    }
}
