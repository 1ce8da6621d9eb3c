package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Results: several of one execution, scrollable, updatable, limited, streamed, from a cursor; and what closes them. */
@ClusterTest(replicas = 1)
class ResultTrapsTest extends ComparedTest {
    private static final String THREE = "SELECT 1 UNION SELECT 2 UNION SELECT 3";

    ResultTrapsTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void everyWayToGoToTheNextResult() throws SQLException {
        for (int mode :
                new int[] {Statement.CLOSE_CURRENT_RESULT, Statement.KEEP_CURRENT_RESULT, Statement.CLOSE_ALL_RESULTS
                }) {
            sameAsPlain(
                    (c, between, seen) -> {
                        try (Statement statement = c.createStatement()) {
                            seen.add(statement.execute(
                                    "SELECT 1; SELECT 2; UPDATE item SET amount = 1; SELECT 3; SELECT 4"));
                            ResultSet first = statement.getResultSet();
                            between.calls();
                            seen.add(statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
                            ResultSet second = statement.getResultSet();
                            seen.add(first.isClosed());
                            seen.add(statement.getMoreResults(mode));
                            seen.add(statement.getUpdateCount());
                            seen.add(first.isClosed() + " " + second.isClosed());
                            seen.add(statement.getMoreResults(mode));
                            ResultSet third = statement.getResultSet();
                            seen.add(rows(third));
                            seen.add(outcome(() -> rows(first)));
                            seen.add(statement.getMoreResults());
                            seen.add(rows(statement.getResultSet()));
                            seen.add(statement.getMoreResults());
                            seen.add(statement.getUpdateCount());
                            seen.add(String.valueOf(statement.getResultSet()));
                            seen.add(statement.getMoreResults());
                            statement.execute(THREE);
                            seen.add(first.isClosed() + " " + second.isClosed() + " " + third.isClosed());
                        }
                    },
                    "allowMultiQueries=true");
        }
    }

    @Test
    void aStatementClosesWhenItsResultsAreDone() throws SQLException {
        sameAsPlain(
                (c, between, seen) -> {
                    Statement one = c.createStatement();
                    one.closeOnCompletion();
                    one.executeUpdate("UPDATE item SET amount = 1");
                    seen.add("after an update " + one.isClosed());
                    ResultSet rows = one.executeQuery("SELECT 1");
                    between.calls();
                    rows.next();
                    rows.next();
                    seen.add("after the last row " + one.isClosed());
                    rows.close();
                    seen.add("after the result " + one.isClosed());
                    Statement two = c.createStatement();
                    two.closeOnCompletion();
                    seen.add(two.execute("SELECT 1; SELECT 2"));
                    ResultSet first = two.getResultSet();
                    seen.add(two.getMoreResults(Statement.KEEP_CURRENT_RESULT));
                    ResultSet second = two.getResultSet();
                    first.close();
                    seen.add("after the first " + two.isClosed());
                    second.close();
                    seen.add("after the second " + two.isClosed());
                    Statement three = c.createStatement();
                    three.closeOnCompletion();
                    three.executeQuery("SELECT 1");
                    three.executeQuery("SELECT 2");
                    seen.add("after a second execution " + three.isClosed());
                    three.close();
                    try (PreparedStatement insert =
                            c.prepareStatement("INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                        insert.closeOnCompletion();
                        insert.setString(1, "a");
                        insert.executeUpdate();
                        ResultSet keys = insert.getGeneratedKeys();
                        keys.next();
                        keys.close();
                        seen.add("after the keys " + insert.isClosed());
                    }
                },
                "allowMultiQueries=true");
    }

    /** Code that closes its statements only is common, and must not cost a connection. */
    @Test
    void whatIsLeftOpenIsClosedWithItsStatement() throws SQLException {
        try (ProxysqlDataSource dataSource =
                        Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=1s", "allowMultiQueries=true");
                Connection ours = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            ours.setAutoCommit(false);
            try (Statement statement = ours.createStatement()) {
                statement.execute("SELECT 1; SELECT 2; SELECT 3");
                statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
                statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            }
            try (PreparedStatement insert =
                    ours.prepareStatement("INSERT INTO item (name) VALUES ('a')", Statement.RETURN_GENERATED_KEYS)) {
                insert.executeUpdate();
                ResultSet keys = insert.getGeneratedKeys();
                assertThat(keys.next()).isTrue();
                insert.getGeneratedKeys();
            }
            ours.rollback();
            ours.setReadOnly(true);
            ours.setAutoCommit(true);
            assertThat(Opened.ask(ours, "SELECT 1")).isEqualTo("1");
            try (Statement statement = other.createStatement()) {
                assertThat(rows(statement.executeQuery("SELECT COUNT(*) FROM item FOR UPDATE")))
                        .isEqualTo("0;");
            }
        }
    }

    @Test
    void generatedKeysStayUntilTheNextExecution() throws SQLException {
        sameAsPlain((c, between, seen) -> {
            try (PreparedStatement insert =
                    c.prepareStatement("INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "a");
                insert.executeUpdate();
                ResultSet keys = insert.getGeneratedKeys();
                between.calls();
                seen.add(keys.next() + " " + keys.getInt(1));
                insert.setString(1, "b");
                insert.executeUpdate();
                seen.add(keys(insert));
            }
        });
    }

    @Test
    void aMaximumOfRowsIsThatOfItsStatementOnly() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            try (Statement limited = c.createStatement();
                    Statement unlimited = c.createStatement();
                    PreparedStatement prepared = c.prepareStatement(THREE)) {
                limited.setMaxRows(2);
                prepared.setLargeMaxRows(1);
                for (int i = 0; i < 2; i++) {
                    seen.add(rows(limited.executeQuery(THREE)));
                    between.calls();
                    seen.add(rows(unlimited.executeQuery(THREE)));
                    seen.add(rows(prepared.executeQuery()));
                    between.calls();
                    seen.add(Opened.ask(c, "SELECT COUNT(*) FROM (" + THREE + ") t"));
                    seen.add(unlimited.executeUpdate("INSERT INTO item (amount) " + THREE));
                    seen.add(rows(limited.executeQuery("SELECT amount FROM item ORDER BY id FOR UPDATE")));
                }
                limited.setMaxRows(0);
                seen.add(rows(limited.executeQuery(THREE)));
            }
        });
    }

    @Test
    void aLimitThatARoutineSetsIsThatOfItsSession() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP PROCEDURE IF EXISTS limiting");
            Opened.run(direct, "CREATE PROCEDURE limiting() SET SESSION sql_select_limit = 1");
        }
        sameAsPlain((c, between, seen) -> {
            Opened.execute(c, "CALL limiting()");
            between.calls();
            try (Statement statement = c.createStatement()) {
                seen.add(rows(statement.executeQuery(THREE)));
                statement.setMaxRows(2);
                seen.add(rows(statement.executeQuery(THREE)));
            }
        });
    }

    /** The driver limits rows by the variable that the application may have set itself. */
    @Test
    void aMaximumOfRowsLeavesNothingToOthersWhoLimitSelectsThemselves() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=1");
                Connection one = dataSource.getConnection();
                Connection two = dataSource.getConnection();
                Statement limited = one.createStatement()) {
            for (Connection each : new Connection[] {one, two}) {
                Opened.run(each, "SET sql_select_limit = 2");
            }
            limited.setMaxRows(1);
            assertThat(rows(limited.executeQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3")))
                    .isEqualTo("1;");
            try (Statement plain = one.createStatement()) {
                plain.executeQuery("SELECT 1").close();
            }
            try (Statement others = two.createStatement()) {
                assertThat(rows(others.executeQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3")))
                        .isEqualTo("1;2;");
            }
        }
    }

    @Test
    void rowsAreChangedInEveryWay() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            for (boolean auto : new boolean[] {true, false}) {
                c.setAutoCommit(auto);
                try (Statement fill = c.createStatement()) {
                    fill.executeUpdate("DELETE FROM item");
                    fill.executeUpdate("INSERT INTO item (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
                }
                between.calls();
                try (Statement statement =
                                c.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
                        ResultSet rows = statement.executeQuery("SELECT id, name, amount FROM item ORDER BY id")) {
                    seen.add(rows.getConcurrency() + " " + rows.getType());
                    rows.next();
                    rows.updateString("name", "changed");
                    between.calls();
                    rows.updateRow();
                    seen.add(rows.getString("name"));
                    Opened.run(c, "UPDATE item SET amount = 9 WHERE id = 2");
                    rows.next();
                    rows.refreshRow();
                    seen.add(rows.getString("amount"));
                    rows.moveToInsertRow();
                    rows.updateInt("id", 7);
                    rows.updateString("name", "inserted");
                    between.calls();
                    rows.insertRow();
                    rows.moveToCurrentRow();
                    seen.add(rows.getRow() + rows.getString("name"));
                    rows.absolute(3);
                    rows.deleteRow();
                    rows.absolute(1);
                    rows.updateString("name", "cancelled");
                    rows.cancelRowUpdates();
                    seen.add(tried(() -> {
                        rows.updateString("name", "inserted");
                        rows.updateRow();
                        return "no error";
                    }));
                    between.calls();
                    seen.add(rows.last() + rows.getString("name"));
                }
                if (!auto) {
                    c.commit();
                }
                seen.add(table(c));
            }
            c.commit();
        });
    }

    @Test
    void locatorsAreReadOfTheirOwnConnection() throws SQLException {
        sameAsPlain(
                (c, between, seen) -> {
                    Opened.run(c, "INSERT INTO item (id, data) VALUES (1, 'bytes of one'), (2, 'bytes of two')");
                    try (Statement statement = c.createStatement()) {
                        ResultSet rows =
                                statement.executeQuery("SELECT id, 'data' AS data FROM item ORDER BY id FOR UPDATE");
                        rows.next();
                        Blob blob = rows.getBlob("data");
                        rows.next();
                        rows.next();
                        between.calls();
                        seen.add(blob.length());
                        seen.add(new String(blob.getBytes(1, 5), StandardCharsets.UTF_8));
                        between.calls();
                        seen.add(blob.setBytes(1, "BYTES".getBytes(StandardCharsets.UTF_8)));
                        rows.close();
                        seen.add(Opened.ask(c, "SELECT GROUP_CONCAT(data ORDER BY id) FROM item FOR UPDATE"));
                    }
                },
                "emulateLocators=true");
    }

    @Test
    void settingsOfAStatementActAsOnAPlainConnection() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            try (PreparedStatement read = c.prepareStatement(THREE)) {
                read.setFetchSize(10);
                read.setQueryTimeout(5);
                read.setMaxFieldSize(3);
                read.setPoolable(true);
                read.setCursorName("cursor");
                read.setEscapeProcessing(false);
                read.setFetchDirection(ResultSet.FETCH_FORWARD);
                between.calls();
                seen.add(rows(read.executeQuery()));
                seen.add(read.getFetchSize() + " " + read.getQueryTimeout() + " " + read.getMaxFieldSize());
                for (Attempt wrong : new Attempt[] {
                    () -> {
                        read.setFetchSize(-1);
                        return "";
                    },
                    () -> {
                        read.setQueryTimeout(-1);
                        return "";
                    },
                    () -> {
                        read.setMaxRows(-1);
                        return "";
                    },
                    () -> {
                        read.setMaxFieldSize(-1);
                        return "";
                    },
                    () -> {
                        read.setFetchDirection(7);
                        return "";
                    },
                }) {
                    seen.add(outcome(wrong));
                }
            }
            try (Statement raw = c.createStatement()) {
                raw.setEscapeProcessing(false);
                seen.add(tried(() -> rows(raw.executeQuery("SELECT {fn ABS(-1)}"))));
                between.calls();
                raw.setEscapeProcessing(true);
                seen.add(tried(() -> rows(raw.executeQuery("SELECT {fn ABS(-1)}"))));
                seen.add(c.nativeSQL("SELECT {fn ABS(-1)}, {d '2024-02-29'}"));
            }
            try (Statement held = c.createStatement(
                    ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT)) {
                c.setAutoCommit(false);
                ResultSet rows = held.executeQuery(THREE);
                rows.next();
                c.commit();
                between.calls();
                seen.add(rows.next() + " " + rows.getInt(1));
                c.setAutoCommit(true);
                seen.add(rows.next() + " " + rows.getInt(1));
            }
            seen.add(tried(() -> {
                c.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
                return "taken";
            }));
        });
    }

    @Test
    void cursorsAndStreamsWhileOthersWork() throws SQLException {
        for (String[] options : new String[][] {
            {"useCursorFetch=true", "defaultFetchSize=2"},
            {"useCursorFetch=true", "defaultFetchSize=2", "useServerPrepStmts=true"},
            {"defaultFetchSize=" + Integer.MIN_VALUE},
            {"defaultFetchSize=" + Integer.MIN_VALUE, "useServerPrepStmts=true"}
        }) {
            sameAsPlain(
                    (c, between, seen) -> {
                        Opened.run(c, "INSERT INTO item (amount) VALUES (1), (2), (3), (4), (5), (6), (7)");
                        try (PreparedStatement read =
                                c.prepareStatement("SELECT amount FROM item WHERE id > ? ORDER BY id FOR UPDATE")) {
                            for (int round = 0; round < 2; round++) {
                                read.setInt(1, round);
                                ResultSet rows = read.executeQuery();
                                while (rows.next()) {
                                    seen.add(rows.getInt(1));
                                    between.calls();
                                }
                                seen.add(rows.next());
                                rows.close();
                            }
                            ResultSet half = read.executeQuery();
                            half.next();
                            half.close();
                            seen.add(half.isClosed());
                        }
                        seen.add(table(c));
                    },
                    options);
        }
    }
}
