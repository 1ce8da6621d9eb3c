package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two sessions on one physical connection: the server's own report says what a statement left whose text does not tell. */
@ClusterTest(replicas = 0)
class StateTrackingTest {
    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection one;
    private Connection two;

    StateTrackingTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        open("allowMultiQueries=true");
    }

    private void open(String option) throws SQLException {
        dataSource = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=500ms", option);
        one = dataSource.getConnection();
        two = dataSource.getConnection();
    }

    private void reopen(String option) throws SQLException {
        close();
        open(option);
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        two.close();
        dataSource.close();
    }

    /** Has the writer define stored code past the library; what was of that name goes first. */
    private void define(String kind, String name, String rest) throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP " + kind + " IF EXISTS " + name);
            Opened.run(direct, "CREATE " + kind + ' ' + name + rest);
        }
    }

    private void table() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP TABLE IF EXISTS tracked");
            Opened.run(direct, "CREATE TABLE tracked (id INT PRIMARY KEY AUTO_INCREMENT, n INT)");
        }
    }

    private void pins(String kind, String sql) throws SQLException {
        execute(one, sql);
        assertThat(pins()).isEqualTo(Map.of(kind, 1L));
    }

    /** How many pins began, by kind; a transaction counts as one, too. */
    private Map<String, Long> pins() {
        return dataSource.stats().pinsByKind();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // The results do not matter here.
            }
        }
    }

    @Test
    void aCallThatLeavesNothingBehindDoesNotPin() throws SQLException {
        table();
        define("PROCEDURE", "harmless", "() INSERT INTO tracked (n) VALUES (5)");
        execute(one, "CALL harmless()");
        assertThat(pins()).isEmpty();
        assertThat(Opened.ask(two, "SELECT n FROM tracked")).isEqualTo("5");
    }

    @Test
    void aNamedLockTakenByAProcedureStaysWithItsSession() throws SQLException {
        define("PROCEDURE", "locks", "() SELECT GET_LOCK('by procedure', 1)");
        pins("routine", "CALL locks()");
        assertThat(Opened.ask(one, "SELECT RELEASE_LOCK('by procedure')")).isEqualTo("1");
    }

    @Test
    void aUserVariableThatAProcedureSelectsStaysWithItsSession() throws SQLException {
        define("PROCEDURE", "selects", "() BEGIN SELECT 5 INTO @selected; END");
        pins("routine", "{call selects()}");
        assertThat(Opened.ask(one, "SELECT @selected")).isEqualTo("5");
        one.close();
        assertThat(Opened.ask(two, "SELECT @selected")).isNull();
    }

    @Test
    void whatAPreparedTextDoesStaysWithItsSession() throws SQLException {
        execute(one, "PREPARE locks FROM 'SELECT GET_LOCK(''by text'', 1)'");
        execute(one, "EXECUTE locks");
        execute(one, "DEALLOCATE PREPARE locks");
        assertThat(Opened.ask(one, "SELECT IS_FREE_LOCK('by text')")).isEqualTo("0");
        one.close();
        assertThat(Opened.ask(two, "SELECT IS_FREE_LOCK('by text')")).isEqualTo("1");
    }

    @Test
    void aProcedureThatCallsAnotherPins() throws SQLException {
        define("PROCEDURE", "inner_one", "() SELECT GET_LOCK('by procedure', 1)");
        define("PROCEDURE", "outer_one", "() BEGIN CALL inner_one(); END");
        pins("routine", "CALL test.`outer_one`()");
    }

    @Test
    void aCallWithAnOutParameterDoesNotPin() throws SQLException {
        define("PROCEDURE", "answers", "(OUT answer INT) SET answer = 42");
        try (CallableStatement call = one.prepareCall("{call answers(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            call.execute();
            assertThat(call.getInt(1)).isEqualTo(42);
        }
        assertThat(pins()).isEmpty();
    }

    @Test
    void anInOutParameterPinsForTheDriverPassesItInAUserVariable() throws SQLException {
        define("PROCEDURE", "doubles", "(INOUT n INT) SET n = n * 2");
        try (CallableStatement call = one.prepareCall("{call doubles(?)}")) {
            call.setInt(1, 21);
            call.registerOutParameter(1, Types.INTEGER);
            call.execute();
            assertThat(call.getInt(1)).isEqualTo(42);
        }
        assertThat(pins()).isEqualTo(Map.of("routine", 1L));
    }

    @Test
    void aTemporaryTableMadeByAProcedureStaysWithItsSession() throws SQLException {
        define("PROCEDURE", "makes_table", "() CREATE TEMPORARY TABLE made (id INT)");
        pins("routine", "CALL makes_table()");
        assertThat(Opened.ask(one, "SELECT COUNT(*) FROM made")).isEqualTo("0");
        one.close();
        assertThatThrownBy(() -> Opened.ask(two, "SELECT COUNT(*) FROM made"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1146));
    }

    @Test
    void aUserVariableSetByATriggerStaysWithItsSession() throws SQLException {
        table();
        define("TRIGGER", "remembers", " BEFORE INSERT ON tracked FOR EACH ROW SET @remembered = NEW.n");
        pins("session_state", "INSERT INTO tracked (n) VALUES (7)");
        assertThat(Opened.ask(one, "SELECT @remembered")).isEqualTo("7");
        one.close();
        assertThat(Opened.ask(two, "SELECT @remembered")).isNull();
    }

    @Test
    void aUserVariableSetByAFunctionStaysWithItsSession() throws SQLException {
        define("FUNCTION", "counts", "() RETURNS INT DETERMINISTIC BEGIN SET @counted = 3; RETURN 3; END");
        pins("session_state", "SELECT counts()");
        one.close();
        assertThat(Opened.ask(two, "SELECT @counted")).isNull();
    }

    @Test
    void aUserVariableSetWhileRowsAreStreamedStaysWithItsSession() throws SQLException {
        define("FUNCTION", "counts", "() RETURNS INT DETERMINISTIC BEGIN SET @counted = 3; RETURN 3; END");
        try (Statement statement = one.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT counts()")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(pins()).isEqualTo(Map.of("session_state", 1L));
        assertThat(Opened.ask(one, "SELECT @counted")).isEqualTo("3");
    }

    @Test
    void aSchemaChangedByStatementsIsWhatJdbcTells() throws SQLException {
        execute(one, "USE mysql; SELECT 1");
        assertThat(one.getCatalog()).isEqualTo("mysql");
        assertThat(pins()).isEmpty();
        one.close();
        assertThat(Opened.ask(two, "SELECT DATABASE()")).isEqualTo("test");
    }

    @Test
    void theDefaultSchemaMayBeDropped() throws SQLException {
        execute(one, "CREATE DATABASE brief");
        execute(one, "USE brief");
        execute(one, "DROP DATABASE brief");
        assertThat(Opened.ask(one, "SELECT DATABASE()")).isNull();
        assertThat(one.getCatalog()).isNull();
        execute(one, "USE test");
        assertThat(Opened.ask(one, "SELECT DATABASE()")).isEqualTo("test");
        one.close();
        assertThat(Opened.ask(two, "SELECT DATABASE()")).isEqualTo("test");
    }

    @Test
    void anIsolationLevelSetByAProcedureIsWhatJdbcTells() throws SQLException {
        define("PROCEDURE", "serializes", "() SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY");
        execute(one, "CALL serializes()");
        assertThat(one.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(one.isReadOnly()).isTrue();
        one.close();
        assertThat(Opened.ask(two, "SELECT @@transaction_isolation")).isEqualTo("REPEATABLE-READ");
        assertThat(two.isReadOnly()).isFalse();
    }

    @Test
    void aProcedureThatFailsHalfWayLeavesNothingToTheNextSession() throws SQLException {
        define(
                "PROCEDURE",
                "breaks",
                "() BEGIN SET @half = 1; SET SESSION time_zone = '+03:00'; SELECT * FROM no_such_table; END");
        assertThatThrownBy(() -> execute(one, "CALL breaks()")).isInstanceOf(SQLException.class);
        assertThat(Opened.ask(one, "SELECT CONCAT(@half, @@time_zone)")).isEqualTo("1+03:00");
        one.close();
        assertThat(Opened.ask(two, "SELECT CONCAT_WS(' ', @half, @@time_zone)")).isNotEqualTo("1 +03:00");
        assertThat(Opened.ask(two, "SELECT @half")).isNull();
    }

    @Test
    void aProcedureThatChangesNothingAndFailsDoesNotPin() throws SQLException {
        table();
        define(
                "PROCEDURE",
                "fails",
                "() BEGIN INSERT INTO tracked VALUES (1, 1); INSERT INTO tracked VALUES (1, 1); END");
        assertThatThrownBy(() -> execute(one, "CALL fails()"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1062));
        assertThat(pins()).isEmpty();
    }

    @Test
    void aCallOfWhatIsNotThereDoesNotPin() throws SQLException {
        assertThatThrownBy(() -> execute(one, "CALL no_such_procedure()"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1305));
        assertThat(pins()).isEmpty();
    }

    @Test
    void settingsAmongSeveralStatementsStayWithTheirSession() throws SQLException {
        String before = Opened.ask(two, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @x, DATABASE())");
        execute(one, "SET lock_wait_timeout = 11; SET @x = 'mine'; USE information_schema; SELECT 1");
        String mine = "11 mine information_schema";
        assertThat(Opened.ask(one, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @x, DATABASE())"))
                .isEqualTo(mine);
        assertThat(Opened.ask(two, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @x, DATABASE())"))
                .isEqualTo(before);
        assertThat(Opened.ask(one, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @x, DATABASE())"))
                .isEqualTo(mine);
        assertThat(pins()).isEmpty();
    }

    @Test
    void ofSeveralStatementsThatFailHalfWayNothingIsLeftToTheNextSession() throws SQLException {
        String before = Opened.ask(two, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, DATABASE())");
        assertThatThrownBy(() -> execute(one, "SET lock_wait_timeout = 12; USE mysql; SELECT * FROM no_such_table"))
                .isInstanceOf(SQLException.class);
        assertThat(Opened.ask(one, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, DATABASE())"))
                .isEqualTo("12 mysql");
        one.close();
        assertThat(Opened.ask(two, "SELECT CONCAT_WS(' ', @@lock_wait_timeout, DATABASE())"))
                .isEqualTo(before);
    }

    @Test
    void whatAStatementSetsForItselfDoesNotPin() throws SQLException {
        String text = Opened.ask(one, "SELECT VERSION()").contains("MariaDB")
                ? "SET STATEMENT max_statement_time = 10 FOR SELECT 1"
                : "SELECT /*+ SET_VAR(max_execution_time = 1000) */ 1";
        execute(one, text);
        assertThat(pins()).isEmpty();
    }

    @Test
    void ordinaryStatementsDoNotPin() throws SQLException {
        table();
        for (String sql : new String[] {
            "INSERT INTO tracked (n) VALUES (1), (2)",
            "UPDATE tracked SET n = 5",
            "CREATE TABLE tracked2 AS SELECT * FROM tracked",
            "ALTER TABLE tracked2 ADD COLUMN z INT",
            "DROP TABLE tracked2",
            "SHOW TABLES",
            "SELECT COUNT(*) FROM information_schema.columns",
            "DELETE FROM tracked",
            "ANALYZE TABLE tracked"
        }) {
            execute(one, sql);
        }
        assertThat(pins()).isEmpty();
    }

    @Test
    void theAnswersToOrdinaryStatementsCarryNothingMore() throws SQLException {
        table();
        JdbcConnection driver = one.unwrap(JdbcConnection.class);
        List<String> carried = new ArrayList<>();
        SessionStateChangesListener listener = answer -> answer.getSessionStateChangesList()
                .forEach(change -> carried.add(change.getType() + " " + change.getValues()));
        driver.getServerSessionStateController().addSessionStateChangesListener(listener);
        for (String sql :
                new String[] {"INSERT INTO tracked (n) VALUES (1)", "SELECT * FROM tracked", "DELETE FROM tracked"}) {
            execute(one, sql);
            try (PreparedStatement prepared = one.prepareStatement(sql)) {
                prepared.execute();
            }
        }
        assertThat(carried).isEmpty();
        execute(one, "SET @carried = 1");
        assertThat(carried).hasSize(1);
        driver.getServerSessionStateController().removeSessionStateChangesListener(listener);
    }

    @Test
    void aDroppedTemporaryTableAndADeallocatedStatementPinNoMore() throws SQLException {
        execute(one, "CREATE TEMPORARY TABLE brief (id INT)");
        execute(one, "ALTER TABLE brief ADD COLUMN n INT");
        execute(one, "DROP TEMPORARY TABLE brief");
        execute(one, "PREPARE brief FROM 'SELECT 1'");
        execute(one, "DEALLOCATE PREPARE brief");
        assertThat(pins()).isEqualTo(Map.of("temporary_table", 1L, "text_prepare", 1L));
        assertThat(Opened.ask(two, "SELECT 1"))
                .as("of the session that no longer needs the only connection")
                .isEqualTo("1");
    }

    @Test
    void withoutTrackingACallPins() throws SQLException {
        define("PROCEDURE", "silent", "() DO 0");
        reopen("trackSessionState=false");
        pins("routine", "CALL silent()");
    }

    @Test
    void theApplicationsOwnSessionVariablesHold() throws SQLException {
        reopen("sessionVariables=lock_wait_timeout=21,session_track_system_variables='time_zone,lock_wait_timeout'");
        assertThat(Opened.ask(one, "SELECT @@lock_wait_timeout")).isEqualTo("21");
        assertThat(Opened.ask(one, "SELECT @@session_track_system_variables")).contains("time_zone", "sql_mode");
        define("FUNCTION", "counts", "() RETURNS INT DETERMINISTIC BEGIN SET @counted = 3; RETURN 3; END");
        pins("session_state", "SELECT counts()");
    }
}
