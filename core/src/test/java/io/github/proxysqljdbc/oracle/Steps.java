package io.github.proxysqljdbc.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;

/** Makes random steps: what applications do, and what they rarely do, in many sessions at once. */
final class Steps {
    private static final String[] MODES = {"", "STRICT_TRANS_TABLES", "ANSI_QUOTES", "NO_ZERO_DATE,STRICT_ALL_TABLES"};
    private static final String[] ZONES = {"+00:00", "+05:30", "-08:00"};
    private static final int[] LEVELS = {
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_READ_UNCOMMITTED
    };

    private final Random random;
    private final int sessions;

    Steps(long seed, int sessions) {
        this.random = new Random(seed);
        this.sessions = sessions;
    }

    Step next() {
        int session = random.nextInt(sessions);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> read(session);
            case 4, 5, 6 -> write(session);
            case 7, 8 -> prepared(session);
            case 9 -> mistake(session);
            case 10, 11, 12 -> transaction(session);
            case 13, 14 -> question(session);
            case 15 -> setting(session);
            case 16 -> pinning(session);
            case 17 -> jdbcSetting(session);
            case 18 -> special(session);
            default -> random.nextInt(4) == 0 ? close(session) : read(session);
        };
    }

    /** Rows of their own for each session, mostly, so that they seldom wait for each other's locks. */
    private int id(int session) {
        return random.nextInt(100) == 0 ? 1 + random.nextInt(40) : 1 + session * 10 + random.nextInt(10);
    }

    private Step read(int session) {
        return switch (random.nextInt(7)) {
            case 0 -> Step.text(session, "SELECT v, s FROM t WHERE id = " + id(session));
            case 1 -> Step.text(session, "SELECT COUNT(*), SUM(v), MAX(id) FROM t");
            case 2 ->
                Step.text(
                        session, "/* app */ SELECT s FROM t WHERE v > " + random.nextInt(50) + " ORDER BY id LIMIT 3");
            case 3 -> Step.text(session, "SELECT 'it''s', 1/0, \"x\" FROM DUAL");
            case 4 ->
                Step.text(
                        session, "(SELECT id FROM t WHERE id < 3) UNION ALL (SELECT v FROM t WHERE id < 3) ORDER BY 1");
            case 5 -> Step.text(session, "SELECT v FROM t WHERE id = " + id(session) + " FOR UPDATE");
            default -> Step.text(session, "SELECT SQL_CALC_FOUND_ROWS id FROM t ORDER BY id LIMIT 2");
        };
    }

    private Step write(int session) {
        int value = random.nextInt(100);
        return switch (random.nextInt(8)) {
            case 0 -> Step.text(session, "INSERT INTO t (v, s) VALUES (" + value + ", 'a" + value + "')");
            case 1 -> Step.text(session, "INSERT INTO t (v, s) VALUES (" + value + ", 'm1'), (" + value + ", 'm2')");
            case 2 -> Step.text(session, "UPDATE t SET v = v + 1 WHERE id = " + id(session));
            case 3 -> Step.text(session, "DELETE FROM t WHERE id = " + id(session));
            case 4 -> Step.text(session, "REPLACE INTO t (id, v, s) VALUES (" + id(session) + ", " + value + ", 'r')");
            case 5 -> Step.text(session, "INSERT IGNORE INTO t (id, v, s) VALUES (" + id(session) + ", 1, 'i')");
            case 6 ->
                Step.quiet(
                        session,
                        "INSERT INTO t (id, v) VALUES (" + id(session) + ", " + value
                                + ") ON DUPLICATE KEY UPDATE v = v + 1");
            default -> Step.text(session, "UPDATE t SET s = CONCAT(s, '0123456789') WHERE id = " + id(session));
        };
    }

    private Step prepared(int session) {
        return switch (random.nextInt(6)) {
            case 0 -> Step.prepared(session, "SELECT v, s FROM t WHERE id = ?", false, id(session));
            case 1 -> Step.prepared(session, "INSERT INTO t (v, s) VALUES (?, ?)", true, random.nextInt(9), "p");
            case 2 -> Step.prepared(session, "UPDATE t SET v = ? WHERE id = ?", false, random.nextInt(9), id(session));
            case 3 ->
                Step.batch(session, "INSERT INTO t (v, s) VALUES (?, ?)", new Object[] {1, "b"}, new Object[] {
                    random.nextInt(9), "c"
                });
            case 4 ->
                Step.batch(session, "UPDATE t SET v = v + ? WHERE id = ?", new Object[] {1, id(session)}, new Object[] {
                    2, id(session)
                });
            default -> Step.prepared(session, "SELECT COUNT(*) FROM t WHERE s LIKE ?", false, "%a%");
        };
    }

    private Step mistake(int session) {
        return switch (random.nextInt(5)) {
            case 0 -> Step.text(session, "SELECT nothing FROM t");
            case 1 -> Step.text(session, "SELEC 1");
            case 2 -> Step.text(session, "INSERT INTO nowhere VALUES (1)");
            case 3 -> Step.text(session, "INSERT INTO t (id, v) VALUES (" + id(session) + ", 1), (1, 2)");
            default -> Step.text(session, "INSERT INTO t (v, s) VALUES (1, REPEAT('x', 100))");
        };
    }

    private Step transaction(int session) {
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                Step.call(session, "setAutoCommit(false)", connection -> {
                    connection.setAutoCommit(false);
                    return connection.getAutoCommit();
                });
            case 2, 3 ->
                Step.call(session, "setAutoCommit(true)", connection -> {
                    connection.setAutoCommit(true);
                    return connection.getAutoCommit();
                });
            case 4, 5 ->
                Step.call(session, "commit()", connection -> {
                    connection.commit();
                    return "done";
                });
            case 6 ->
                Step.call(session, "rollback()", connection -> {
                    connection.rollback();
                    return "done";
                });
            case 7 -> Step.text(session, "BEGIN");
            case 8 -> Step.text(session, random.nextBoolean() ? "COMMIT" : "ROLLBACK");
            case 9 -> readOnlyTransaction(session, id(session));
            case 10 ->
                new Step(session, "setSavepoint()", (held, side) -> {
                    held.savepoint = held.connection.setSavepoint();
                    return "done";
                });
            default ->
                new Step(session, "rollback to savepoint", (held, side) -> {
                    if (held.savepoint == null) {
                        return "none";
                    }
                    held.connection.rollback(held.savepoint);
                    return "done";
                });
        };
    }

    /**
     * Begun and ended in one step: MariaDB 11.4 goes on refusing writes for a while if anything but COMMIT or ROLLBACK ends a read-only
     * transaction, which is a matter of the one connection.
     */
    private static Step readOnlyTransaction(int session, int id) {
        return Step.call(session, "a read-only transaction", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("START TRANSACTION READ ONLY");
                String seen = Step.rows(statement.executeQuery("SELECT v FROM t WHERE id = " + id));
                statement.execute("COMMIT");
                return seen;
            }
        });
    }

    private Step question(int session) {
        return switch (random.nextInt(8)) {
            case 0 -> Step.quiet(session, "SELECT LAST_INSERT_ID()");
            case 1 ->
                Step.quiet(
                        session, "SELECT @@autocommit, @@sql_mode, @@time_zone, @@transaction_isolation, DATABASE()");
            case 2 -> Step.quiet(session, "SELECT @x, @y");
            case 3 -> Step.call(session, "getAutoCommit()", Connection::getAutoCommit);
            case 4 -> Step.call(session, "getTransactionIsolation()", Connection::getTransactionIsolation);
            case 5 -> Step.quiet(session, "SELECT COUNT(*) FROM tmp");
            case 6 ->
                Step.call(
                        session,
                        "getMetaData()",
                        connection -> connection.getMetaData().getDatabaseProductName());
            default -> Step.quiet(session, "SELECT NOW() IS NOT NULL, @@character_set_client, @@lock_wait_timeout");
        };
    }

    private Step setting(int session) {
        return switch (random.nextInt(8)) {
            case 0 -> Step.text(session, "SET sql_mode = '" + MODES[random.nextInt(MODES.length)] + "'");
            case 1 -> Step.text(session, "SET SESSION time_zone = '" + ZONES[random.nextInt(ZONES.length)] + "'");
            case 2 -> Step.text(session, "SET @x = " + random.nextInt(9));
            case 3 -> Step.text(session, "SET @y = (SELECT MAX(id) FROM t)");
            case 4 -> autocommitInText(session, random.nextInt(2));
            case 5 -> Step.text(session, "SET NAMES " + (random.nextBoolean() ? "utf8mb4" : "latin1"));
            case 6 -> Step.text(session, "SET @@session.lock_wait_timeout = " + (1 + random.nextInt(3)));
            default -> Step.text(session, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        };
    }

    /** Connector/J by itself does not notice what SQL did to autocommit, so that the plain side has to be told by its method. */
    private static Step autocommitInText(int session, int value) {
        return new Step(session, "SET autocommit = " + value, (held, side) -> {
            if (side.equals("plain")) {
                held.connection.setAutoCommit(value == 1);
                return "count 0";
            }
            try (Statement statement = held.connection.createStatement()) {
                return Step.results(statement, statement.execute("SET autocommit = " + value));
            }
        });
    }

    private Step pinning(int session) {
        return switch (random.nextInt(9)) {
            case 0 -> Step.text(session, "CREATE TEMPORARY TABLE tmp (id INT)");
            case 1 -> Step.text(session, "INSERT INTO tmp VALUES (" + random.nextInt(9) + ")");
            case 2 -> Step.text(session, "DROP TEMPORARY TABLE tmp");
            case 3 -> Step.text(session, "SELECT GET_LOCK('$side" + session + "', 0)");
            case 4 -> Step.text(session, "SELECT RELEASE_LOCK('$side" + session + "')");
            case 5 -> Step.text(session, "PREPARE q FROM 'SELECT COUNT(*) FROM t'");
            case 6 -> Step.text(session, "EXECUTE q");
            case 7 -> Step.text(session, "DEALLOCATE PREPARE q");
            default -> Step.text(session, "SELECT @x := " + random.nextInt(5));
        };
    }

    private Step jdbcSetting(int session) {
        return switch (random.nextInt(5)) {
            case 0 ->
                new Step(session, "setCatalog", (held, side) -> {
                    String other = random(side);
                    held.connection.setCatalog(other);
                    held.connection.setCatalog(side);
                    return "done";
                });
            case 1 -> {
                int level = LEVELS[random.nextInt(LEVELS.length)];
                yield Step.call(session, "setTransactionIsolation(" + level + ")", connection -> {
                    connection.setTransactionIsolation(level);
                    return connection.getTransactionIsolation();
                });
            }
            case 2 -> Step.call(session, "isValid", connection -> connection.isValid(2));
            case 3 ->
                Step.call(session, "setCatalog(nowhere)", connection -> {
                    connection.setCatalog("nowhere");
                    return "done";
                });
            default -> Step.call(session, "getWarnings", connection -> connection.getWarnings() == null);
        };
    }

    private static String random(String side) {
        return side + "2";
    }

    private Step special(int session) {
        int id = id(session);
        return switch (random.nextInt(6)) {
            case 0 ->
                Step.call(session, "streamed rows", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.setFetchSize(Integer.MIN_VALUE);
                        return Step.rows(statement.executeQuery("SELECT id, v FROM t ORDER BY id LIMIT 5"));
                    }
                });
            case 1 ->
                Step.call(session, "maxRows", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.setMaxRows(2);
                        return Step.rows(statement.executeQuery("SELECT id FROM t ORDER BY id"));
                    }
                });
            case 2 ->
                Step.call(session, "two open results", connection -> {
                    try (Statement one = connection.createStatement();
                            Statement two = connection.createStatement();
                            ResultSet first = one.executeQuery("SELECT id FROM t ORDER BY id");
                            ResultSet second = two.executeQuery("SELECT v FROM t ORDER BY id")) {
                        return Step.rows(first) + Step.rows(second);
                    }
                });
            case 3 ->
                Step.call(session, "scrolled rows", connection -> {
                    try (Statement statement = connection.createStatement(
                                    ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                            ResultSet rows = statement.executeQuery("SELECT id FROM t ORDER BY id")) {
                        return rows.last() ? rows.getRow() + ":" + rows.getString(1) : "none";
                    }
                });
            case 4 ->
                Step.call(session, "keys of a plain statement", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate(
                                "INSERT INTO t (v, s) VALUES (7, 'k')", Statement.RETURN_GENERATED_KEYS);
                        return Step.rows(statement.getGeneratedKeys());
                    }
                });
            default ->
                Step.call(session, "updated rows", connection -> {
                    try (Statement statement = connection.createStatement(
                                    ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
                            ResultSet rows = statement.executeQuery("SELECT id, v FROM t WHERE id = " + id)) {
                        if (!rows.next()) {
                            return "none";
                        }
                        rows.updateInt("v", 77);
                        rows.updateRow();
                        return rows.getInt("v");
                    }
                });
        };
    }

    private Step close(int session) {
        return new Step(session, "close", (held, side) -> {
            held.connection.close();
            return "closed " + held.connection.isClosed();
        });
    }
}
