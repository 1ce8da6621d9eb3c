package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement leaves for the next one to ask is right, although another session used the only physical connection in between. */
@ClusterTest(replicas = 0)
class DiagnosticsTest {
    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection one;
    private Connection other;
    private Connection plain;

    DiagnosticsTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=2s");
        one = dataSource.getConnection();
        other = dataSource.getConnection();
        plain = cluster.writer().openDirectConnection();
        for (String table : List.of("mine", "plain")) {
            Opened.run(plain, "DROP TABLE IF EXISTS " + table);
            Opened.run(
                    plain,
                    "CREATE TABLE " + table + " (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(3), n INT UNIQUE)");
        }
        Opened.run(plain, "CREATE TABLE IF NOT EXISTS others (id INT AUTO_INCREMENT PRIMARY KEY, n INT)");
        Opened.run(plain, "ALTER TABLE others AUTO_INCREMENT = 1000");
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
        plain.close();
        dataSource.close();
    }

    /** Whatever the other session leaves on the connection: an id, counts, messages. */
    private void interfere(int how) throws SQLException {
        switch (how % 4) {
            case 0 -> Opened.run(other, "INSERT INTO others (n) VALUES (1), (2)");
            case 1 -> {
                Opened.run(other, "UPDATE others SET n = n + 1 WHERE id <= 1001");
                Opened.ask(other, "SELECT SQL_CALC_FOUND_ROWS n FROM others LIMIT 1");
            }
            case 2 -> Opened.ask(other, "SELECT 1/0, LAST_INSERT_ID(7)");
            default ->
                assertThatThrownBy(() -> Opened.run(other, "INSERT INTO others (nope) VALUES (1)"))
                        .isInstanceOf(SQLException.class);
        }
    }

    /** All that is visible of one statement, with column names. */
    private static String seen(Connection connection, String sql, boolean prepared) {
        StringBuilder seen = new StringBuilder();
        try (Statement statement = prepared ? connection.prepareStatement(sql) : connection.createStatement()) {
            boolean rows = statement instanceof PreparedStatement preparedStatement
                    ? preparedStatement.execute()
                    : statement.execute(sql);
            if (!rows) {
                return seen.append("count ").append(statement.getUpdateCount()).toString();
            }
            ResultSet result = statement.getResultSet();
            int columns = result.getMetaData().getColumnCount();
            for (int i = 1; i <= columns; i++) {
                seen.append(result.getMetaData().getColumnLabel(i)).append(' ');
            }
            while (result.next()) {
                for (int i = 1; i <= columns; i++) {
                    seen.append(i == 1 ? " | " : ", ").append(result.getString(i));
                }
            }
        } catch (SQLException e) {
            seen.append(e.getErrorCode()).append(' ').append(e.getSQLState());
        }
        return seen.toString().replace("mine.", "plain.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ROW_COUNT(), row_count ( ) + 1, ROW_COUNT() AS n, FOUND_ROWS(), 7 - ROW_COUNT()",
                "INSERT INTO # (a) VALUES ('a'), ('b'); SELECT ROW_COUNT(); SELECT ROW_COUNT()",
                "INSERT INTO # (a) VALUES ('a'), ('b'); SELECT LAST_INSERT_ID(); SELECT LAST_INSERT_ID()",
                "INSERT INTO # (a) VALUES ('a'); INSERT INTO # (id, a) VALUES (77, 'b'); SELECT LAST_INSERT_ID(), @@identity",
                "INSERT INTO # (a) VALUES ('a'), ('b'); UPDATE # SET n = id; SELECT ROW_COUNT(), LAST_INSERT_ID()",
                "INSERT INTO # (a) VALUES ('a'), ('b'); SELECT id FROM #; SELECT FOUND_ROWS(); SELECT FOUND_ROWS()",
                "INSERT INTO # (a) VALUES ('a'), ('b'), ('c'); SELECT SQL_CALC_FOUND_ROWS id FROM # LIMIT 1; SELECT FOUND_ROWS()",
                "SELECT LAST_INSERT_ID(42); SELECT LAST_INSERT_ID(); INSERT INTO # (a) VALUES ('a'); SELECT LAST_INSERT_ID()",
                "INSERT INTO # (a) VALUES ('a'); UPDATE # SET n = LAST_INSERT_ID(900 + 1); SELECT LAST_INSERT_ID()",
                "INSERT INTO # (a, n) VALUES ('a', 5); INSERT INTO # (a, n) VALUES ('b', 5); SHOW WARNINGS; SHOW ERRORS; SHOW COUNT(*) WARNINGS",
                "SELECT 1/0, CAST('x' AS SIGNED); SHOW WARNINGS; SHOW WARNINGS LIMIT 1; SHOW WARNINGS LIMIT 1, 1; SHOW COUNT(*) ERRORS",
                "SELECT 1/0, CAST('x' AS SIGNED); SELECT @@warning_count, @@error_count",
                "SELECT 1/0; SELECT 1 FROM DUAL WHERE 1 IN (SELECT @@session.warning_count)",
                "DROP TABLE IF EXISTS nope; SHOW WARNINGS",
                "DELETE FROM # WHERE id > 0; INSERT INTO # (n) SELECT 5 + ROW_COUNT(); SELECT n FROM #",
                "SELECT nope; SHOW WARNINGS; SELECT nope; SELECT ROW_COUNT()",
                "DO 1; SELECT ROW_COUNT(); SHOW WARNINGS; SHOW ERRORS; SHOW COUNT(*) WARNINGS",
                "INSERT INTO # (a) VALUES ('a'); SELECT 5 FROM #; INSERT INTO # (a) VALUES (LAST_INSERT_ID() + 10); SELECT a FROM #"
            })
    void questionsAreAnsweredAsOnOneConnection(String sequence) throws SQLException {
        for (int interference = -1; interference < 5; interference++) {
            for (boolean prepared : new boolean[] {false, true}) {
                List<String> expected = new ArrayList<>();
                List<String> actual = new ArrayList<>();
                try (Connection fresh = plainConnection();
                        Connection session = dataSource.getConnection()) {
                    Opened.run(plain, "TRUNCATE TABLE plain");
                    Opened.run(plain, "TRUNCATE TABLE mine");
                    int step = 0;
                    for (String sql : sequence.split("; ", -1)) {
                        expected.add(sql + " -> " + seen(fresh, sql.replace("#", "plain"), prepared));
                        actual.add(sql + " -> " + seen(session, sql.replace("#", "mine"), prepared));
                        if (interference >= 0) {
                            interfere(interference + step++);
                        }
                    }
                }
                assertThat(actual)
                        .as("interference %d, %s", interference, prepared ? "prepared" : "plain text")
                        .isEqualTo(expected);
            }
        }
    }

    /** By default Connector/J asks whether the session is read-only before each write, which counts as a statement. */
    private Connection plainConnection() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + cluster.writer().directHost() + ':'
                        + cluster.writer().directPort() + '/' + cluster.database(),
                Opened.driverProperties(cluster, "useLocalSessionState=true"));
    }

    private static List<String> messages(Statement statement) throws SQLException {
        List<String> messages = new ArrayList<>();
        for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
            messages.add(each.getErrorCode() + " " + each.getMessage());
        }
        return messages;
    }

    @Test
    void warningsOfAStatementOutliveItsConnection() throws SQLException {
        try (Statement statement = one.createStatement()) {
            statement.execute("SELECT CAST('x' AS SIGNED), CAST('y' AS SIGNED)");
            statement.getResultSet().close();
            interfere(0);
            assertThat(messages(statement)).hasSize(2);
            assertThat(messages(statement).get(0)).startsWith("1292 ").contains("'x'");
            assertThat(messages(statement).get(1)).startsWith("1292 ").contains("'y'");
            statement.clearWarnings();
            assertThat(messages(statement)).isEmpty();
            statement.execute("SELECT 1");
            assertThat(messages(statement)).isEmpty();
        }
    }

    @Test
    void generatedKeysOutliveTheConnection() throws SQLException {
        try (PreparedStatement insert =
                one.prepareStatement("INSERT INTO mine (a) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "a");
            insert.setString(2, "b");
            insert.executeUpdate();
            interfere(0);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.getMetaData().getColumnLabel(1)).isEqualTo("GENERATED_KEY");
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong(1)).isEqualTo(1);
                assertThat(keys.getObject(1, Integer.class)).isEqualTo(1);
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt("GENERATED_KEY")).isEqualTo(2);
                assertThat(keys.next()).isFalse();
                assertThat(keys.getStatement()).isSameAs(insert);
            }
            interfere(1);
            assertThat(Opened.ask(one, "SELECT LAST_INSERT_ID()")).isEqualTo("1");
        }
    }

    @Test
    void sessionsThatWroteAndAreIdleLetOthersWork() throws SQLException {
        List<Connection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Connection connection = dataSource.getConnection();
                idle.add(connection);
                Opened.run(connection, "INSERT INTO mine (n) VALUES (" + i + ")");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(Opened.ask(idle.get(i), "SELECT LAST_INSERT_ID()")).isEqualTo(Integer.toString(i + 1));
            }
        } finally {
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void getDiagnosticsSaysThatItsConnectionWent() throws SQLException {
        Opened.ask(one, "SELECT 1/0");
        interfere(0);
        assertThatThrownBy(() -> Opened.run(one, "GET DIAGNOSTICS @n = NUMBER"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("run both in one transaction");
        assertThat(Opened.ask(one, "SELECT 5")).isEqualTo("5");
    }

    @Test
    void whoKnowsItsConnectionIdKeepsItsConnection() throws Exception {
        try (ProxysqlDataSource two = Opened.on(cluster, "maxPoolSize=2");
                Connection session = two.getConnection();
                Connection killer = two.getConnection()) {
            String id = Opened.ask(session, "SELECT CONNECTION_ID()");
            for (int i = 0; i < 3; i++) {
                assertThat(Opened.ask(killer, "SELECT " + i)).isEqualTo(Integer.toString(i));
            }
            Thread sleeper = new Thread(() -> {
                try {
                    Opened.ask(session, "SELECT SLEEP(20), 'marked'");
                } catch (SQLException e) {
                    // Killed: MySQL says so with an error, MariaDB with a result.
                }
            });
            sleeper.start();
            String running = "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + id
                    + " AND info LIKE 'SELECT SLEEP(20), ''marked''%'";
            Opened.await(
                    "the statement runs on it", () -> Opened.ask(plain, running).equals("1"));
            Opened.run(killer, "KILL QUERY " + id);
            sleeper.join(10_000);
            assertThat(sleeper.isAlive()).isFalse();
            assertThat(Opened.ask(session, "SELECT CONNECTION_ID()")).isEqualTo(id);
        }
    }
}
