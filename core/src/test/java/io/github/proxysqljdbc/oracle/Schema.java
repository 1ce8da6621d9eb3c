package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the sessions of both sides work on, each side in a schema of its own: table {@code t} with ten rows for each session and table {@code u}
 * with unique keys, which all use; {@code o0}, {@code o1} … for the definitions and table locks of one session each; routines.
 */
final class Schema implements AutoCloseable {
    static final String PLAIN = "oracle_p";
    static final String OURS = "oracle_o";

    /** What both names are called in what is compared; as long as they are. */
    static final String NEUTRAL = "oracle_x";

    static final String ROLE = "oracle_role";
    static final int MOST_SESSIONS = 8;
    private static final int ROWS_OF_SESSION = 10;

    private final Cluster cluster;
    private final Connection admin;
    private boolean defined;

    Schema(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        Properties properties = new Properties();
        properties.setProperty("user", "testkit");
        properties.setProperty("password", "testkit-secret");
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("allowMultiQueries", "true");
        admin = DriverManager.getConnection(cluster.writer().directJdbcUrl(), properties);
        execute(List.of("CREATE ROLE IF NOT EXISTS " + ROLE, "GRANT " + ROLE + " TO '" + cluster.user() + "'@'%'"));
    }

    /** One of the rows that a session has for itself. */
    static int row(int session, int number) {
        return 1 + session * ROWS_OF_SESSION + number % ROWS_OF_SESSION;
    }

    /** Puts everything back to where each run begins. */
    void reset() throws SQLException {
        try {
            resetAll();
        } catch (SQLException e) {
            throw new AssertionError(
                    "the server does not go on:\n" + cluster.writer().serverLog(), e);
        }
    }

    private void resetAll() throws SQLException {
        for (String schema : List.of(PLAIN, OURS)) {
            if (!defined) {
                define(schema);
            }
            List<String> texts = new ArrayList<>();
            for (String table : List.of("t", "u", "audit")) {
                texts.add("TRUNCATE TABLE " + schema + '.' + table);
            }
            // The last row is never touched, so that a lock on a gap does not reach to the end of the table, where rows
            // are inserted.
            texts.add("INSERT INTO " + schema + ".t (id, v, s) VALUES (200, 200, 'last'), " + rows(", 'row %d')"));
            texts.add("INSERT INTO " + schema + ".u (k, w) VALUES (200, 'last'), "
                    + rows(")").replace(")", ", 0)").replaceAll("\\((\\d+), \\d+, 0\\)", "($1, 'w$1')"));
            execute(texts);
        }
        defined = true;
    }

    /** How many connections of the two sides the server has, or has not ended yet. */
    int connections() throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + cluster.user() + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** A write that no session sees. */
    void writeAnything() throws SQLException {
        execute(List.of("INSERT INTO " + PLAIN + "2.other VALUES (1)"));
    }

    /** Says that tables were defined anew, so that the next reset must make all of them. */
    void definitionsChanged() {
        defined = false;
    }

    private static String rows(String rest) {
        return IntStream.rangeClosed(1, MOST_SESSIONS * ROWS_OF_SESSION)
                .mapToObj(id -> "(" + id + ", " + id + rest.formatted(id))
                .collect(Collectors.joining(", "));
    }

    private void define(String schema) throws SQLException {
        List<String> texts = new ArrayList<>(List.of(
                "DROP DATABASE IF EXISTS " + schema,
                "CREATE DATABASE " + schema + " CHARACTER SET utf8mb4",
                "CREATE DATABASE IF NOT EXISTS " + schema + "2 CHARACTER SET utf8mb4",
                "CREATE TABLE IF NOT EXISTS " + schema + "2.other (n INT)",
                "USE " + schema,
                "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v INT, s VARCHAR(40)) ENGINE = InnoDB",
                "CREATE TABLE u (k INT PRIMARY KEY, w VARCHAR(20) UNIQUE, n INT NOT NULL DEFAULT 0) ENGINE = InnoDB",
                "CREATE TABLE audit (id INT PRIMARY KEY AUTO_INCREMENT, what VARCHAR(40)) ENGINE = InnoDB",
                "CREATE TRIGGER u_audit AFTER UPDATE ON u FOR EACH ROW INSERT INTO audit (what) VALUES (NEW.w)",
                "CREATE VIEW seen AS SELECT id, v FROM t WHERE v < 50",
                "CREATE PROCEDURE p_two() BEGIN SELECT 1 AS one; SELECT id FROM t WHERE id < 3; END",
                "CREATE PROCEDURE p_out(IN a INT, OUT b INT) BEGIN SELECT a; SET b = a + 1; END",
                "CREATE PROCEDURE p_variable() SET @a = 41, @pv = 5",
                "CREATE PROCEDURE p_temporary() BEGIN DROP TEMPORARY TABLE IF EXISTS ptmp;"
                        + " CREATE TEMPORARY TABLE ptmp (id INT); INSERT INTO ptmp VALUES (1), (2); END",
                "CREATE PROCEDURE p_insert(IN a INT) INSERT INTO t (v, s) VALUES (a, 'proc')",
                "CREATE PROCEDURE p_setting() SET SESSION lock_wait_timeout = 2, SESSION group_concat_max_len = 99",
                "CREATE PROCEDURE p_begin() START TRANSACTION",
                "CREATE PROCEDURE p_commit() COMMIT",
                "CREATE PROCEDURE p_autocommit(IN a INT) SET autocommit = a",
                "CREATE PROCEDURE p_error() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'",
                "CREATE PROCEDURE p_warning() BEGIN SELECT 1; SIGNAL SQLSTATE '01000' SET MESSAGE_TEXT = 'careful'; END",
                "CREATE FUNCTION f_read(x INT) RETURNS INT READS SQL DATA RETURN (SELECT v FROM t WHERE id = x)",
                "CREATE FUNCTION f_write(x INT) RETURNS INT MODIFIES SQL DATA BEGIN"
                        + " INSERT INTO audit (what) VALUES (x); RETURN x; END",
                "CREATE FUNCTION f_variable(x INT) RETURNS INT NO SQL BEGIN SET @a = x; RETURN x; END"));
        for (int session = 0; session < MOST_SESSIONS; session++) {
            texts.add("CREATE TABLE o" + session + " (id INT PRIMARY KEY AUTO_INCREMENT, v INT) ENGINE = InnoDB");
        }
        texts.add("ALTER TABLE t AUTO_INCREMENT = 1000");
        execute(texts);
    }

    private void execute(List<String> texts) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            boolean rows = statement.execute(String.join(";\n", texts));
            while (rows || statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        admin.close();
    }
}
