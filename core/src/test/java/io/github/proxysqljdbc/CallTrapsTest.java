package io.github.proxysqljdbc;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of stored routines, what a statement tells of itself before it is executed, and savepoints. */
@ClusterTest(replicas = 1)
class CallTrapsTest extends ComparedTest {
    CallTrapsTest(Cluster cluster) {
        super(cluster);
    }

    @BeforeEach
    void createRoutines() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection();
                Statement create = direct.createStatement()) {
            for (String routine :
                    new String[] {"PROCEDURE mixed", "PROCEDURE failing", "FUNCTION twice", "PROCEDURE nothing"}) {
                create.execute("DROP " + routine.replace(" ", " IF EXISTS "));
            }
            create.execute("CREATE PROCEDURE mixed(IN a INT, INOUT b DECIMAL(10,3), OUT c VARCHAR(20), OUT d DATETIME)"
                    + " BEGIN SELECT a; INSERT INTO item (amount) VALUES (a); SELECT b, a; SET b = b + a; SET c = CONCAT('c', a);"
                    + " SET d = '2024-02-29 13:14:15'; END");
            create.execute("CREATE PROCEDURE failing(OUT a INT) BEGIN SET a = 1; SELECT 1;"
                    + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'meant'; END");
            create.execute("CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN 2 * n");
            create.execute("CREATE PROCEDURE nothing() BEGIN END");
        }
    }

    private static Object outs(CallableStatement call, boolean byName) {
        return tried(() -> byName
                ? call.getBigDecimal("b")
                        + call.getString("c")
                        + call.getObject("d")
                        + call.getObject("d", LocalDateTime.class)
                        + call.wasNull()
                : call.getBigDecimal(2)
                        + call.getString(3)
                        + call.getObject(4)
                        + call.getTimestamp(4)
                        + call.wasNull());
    }

    private static void set(CallableStatement call, boolean byName, int value) throws SQLException {
        if (byName) {
            call.setInt("a", value);
            call.setBigDecimal("b", new BigDecimal("1.5"));
            call.registerOutParameter("b", Types.DECIMAL, 3);
            call.registerOutParameter("c", JDBCType.VARCHAR);
            call.registerOutParameter("d", Types.TIMESTAMP);
        } else {
            call.setInt(1, value);
            call.setBigDecimal(2, new BigDecimal("1.5"));
            call.registerOutParameter(2, Types.DECIMAL, 3);
            call.registerOutParameter(3, JDBCType.VARCHAR);
            call.registerOutParameter(4, Types.TIMESTAMP);
        }
    }

    @Test
    void parametersAndResultsOfAProcedure() throws SQLException {
        for (boolean byName : new boolean[] {false, true}) {
            sameAsPlain((c, between, seen) -> {
                try (CallableStatement call = c.prepareCall("{call mixed(?, ?, ?, ?)}")) {
                    seen.add(outs(call, byName).toString().startsWith("SQLException"));
                    for (int round = 1; round <= 3; round++) {
                        between.calls();
                        set(call, byName, round);
                        boolean rows = call.execute();
                        while (rows || call.getUpdateCount() != -1) {
                            seen.add(rows ? rows(call.getResultSet()) : call.getUpdateCount());
                            between.calls();
                            rows = call.getMoreResults();
                        }
                        seen.add(outs(call, byName));
                    }
                    seen.add(call.getParameterMetaData().getParameterCount());
                }
                seen.add(table(c));
            });
        }
    }

    @Test
    void aCallThatFails() throws SQLException {
        sameAsPlain((c, between, seen) -> {
            try (CallableStatement call = c.prepareCall("{call failing(?)}")) {
                call.registerOutParameter(1, Types.INTEGER);
                for (int round = 0; round < 2; round++) {
                    seen.add(tried(() -> {
                        boolean more = call.execute();
                        StringBuilder all = new StringBuilder();
                        while (more) {
                            all.append(rows(call.getResultSet()));
                            more = call.getMoreResults();
                        }
                        return all;
                    }));
                    between.calls();
                }
            }
            seen.add(tried(() -> c.prepareCall("{call not_there(?)}").execute()));
            seen.add(Opened.ask(c, "SELECT 1 FOR UPDATE"));
        });
    }

    @Test
    void functionsAndCallsWithoutParameters() throws SQLException {
        sameAsPlain((c, between, seen) -> {
            try (CallableStatement call = c.prepareCall("{? = call twice(?)}");
                    CallableStatement nothing = c.prepareCall("{call nothing()}");
                    CallableStatement bare = c.prepareCall("CALL nothing")) {
                for (int n = 1; n < 4; n++) {
                    call.registerOutParameter(1, Types.INTEGER);
                    call.setInt(2, n);
                    seen.add(tried(call::execute));
                    seen.add(tried(() -> call.getInt(1)));
                    seen.add(tried(() -> call.getObject(1)));
                    between.calls();
                    seen.add(tried(nothing::executeUpdate));
                    seen.add(tried(bare::execute));
                }
            }
        });
    }

    private static String told(@Nullable ResultSetMetaData columns) throws SQLException {
        if (columns == null) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            text.append(columns.getColumnLabel(i))
                    .append(columns.getColumnTypeName(i))
                    .append(columns.isNullable(i))
                    .append(columns.getTableName(i));
        }
        return text.toString();
    }

    private static String told(ParameterMetaData parameters) throws SQLException {
        StringBuilder text = new StringBuilder().append(parameters.getParameterCount());
        for (int i = 1; i <= parameters.getParameterCount(); i++) {
            int index = i;
            text.append(tried(() -> parameters.getParameterTypeName(index)))
                    .append(tried(() -> parameters.getParameterMode(index)));
        }
        return text.toString();
    }

    @Test
    void aStatementTellsOfItselfBeforeItIsExecuted() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            for (String sql : new String[] {
                "SELECT id, name AS label, amount + ? FROM item WHERE id = ? AND name = ? FOR UPDATE",
                "INSERT INTO item (name, amount) VALUES (?, ?)",
                "SELECT 1",
                "DELETE FROM item",
                "SELECT nope FROM item WHERE id = ?"
            }) {
                seen.add(tried(() -> {
                    try (PreparedStatement statement = c.prepareStatement(sql)) {
                        between.calls();
                        seen.add(tried(() -> told(statement.getParameterMetaData())));
                        seen.add(tried(() -> told(statement.getMetaData())));
                        return "";
                    }
                }));
            }
        });
    }

    @Test
    void savepointsOfEveryKind() throws SQLException {
        sameAsPlain((c, between, seen) -> {
            c.setAutoCommit(false);
            Savepoint unnamed = c.setSavepoint();
            Opened.run(c, "INSERT INTO item (name) VALUES ('a')");
            between.calls();
            Savepoint named = c.setSavepoint("it's `named`");
            seen.add(named.getSavepointName());
            seen.add(tried(named::getSavepointId));
            seen.add(tried(unnamed::getSavepointName).toString().isEmpty());
            Opened.run(c, "INSERT INTO item (name) VALUES ('b')");
            c.rollback(named);
            seen.add(table(c));
            c.releaseSavepoint(named);
            seen.add(tried(() -> {
                c.rollback(named);
                return "no error";
            }));
            between.calls();
            Opened.run(c, "SAVEPOINT in_sql");
            Opened.run(c, "INSERT INTO item (name) VALUES ('c')");
            Opened.run(c, "ROLLBACK TO in_sql");
            Opened.run(c, "RELEASE SAVEPOINT in_sql");
            seen.add(table(c));
            c.rollback(unnamed);
            seen.add(table(c));
            c.commit();
            between.calls();
            Savepoint first = c.setSavepoint("first");
            Opened.run(c, "INSERT INTO item (name) VALUES ('d')");
            c.commit();
            seen.add(tried(() -> {
                c.releaseSavepoint(first);
                return "no error";
            }));
            c.setAutoCommit(true);
            seen.add(tried(() -> {
                c.setSavepoint("outside");
                return "no error";
            }));
            seen.add(table(c));
        });
    }

    @Test
    void largeObjectsOfAResultAreChanged() throws SQLException {
        sameAsPlain((c, between, seen) -> {
            Opened.run(c, "INSERT INTO item (id, data, note) VALUES (1, 'bytes', 'letters')");
            try (Statement statement =
                            c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery("SELECT id, data, note FROM item FOR UPDATE")) {
                rows.next();
                java.sql.Blob blob = rows.getBlob(2);
                between.calls();
                seen.add(blob.setBytes(1, new byte[] {65, 66}));
                rows.updateBlob(2, blob);
                rows.updateString(3, "other");
                between.calls();
                rows.updateRow();
                seen.add(rows.getString(2) + rows.getClob(3).length());
            }
            seen.add(Opened.ask(c, "SELECT CONCAT(data, note) FROM item FOR UPDATE"));
        });
    }
}
