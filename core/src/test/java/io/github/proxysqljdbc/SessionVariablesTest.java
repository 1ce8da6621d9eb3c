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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two sessions on one physical connection: each sees what it set, and nothing of the other's. */
@ClusterTest(replicas = 0)
class SessionVariablesTest {
    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection one;
    private Connection two;

    SessionVariablesTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=2s");
        one = dataSource.getConnection();
        two = dataSource.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        two.close();
        dataSource.close();
    }

    private void settingStaysWithItsSession(String set, String variable, String value) throws SQLException {
        String before = Opened.ask(two, "SELECT " + variable);
        Opened.run(one, set);
        assertThat(Opened.ask(one, "SELECT " + variable)).isEqualTo(value);
        assertThat(Opened.ask(two, "SELECT " + variable)).isEqualTo(before);
        assertThat(Opened.ask(one, "SELECT " + variable)).isEqualTo(value);
        Opened.run(two, set);
        assertThat(Opened.ask(two, "SELECT " + variable)).isEqualTo(value);
    }

    @Test
    void sqlModeStaysWithItsSession() throws SQLException {
        settingStaysWithItsSession("SET SESSION sql_mode = 'STRICT_ALL_TABLES'", "@@sql_mode", "STRICT_ALL_TABLES");
    }

    @Test
    void timeZoneStaysWithItsSession() throws SQLException {
        settingStaysWithItsSession("SET time_zone = '+05:30'", "@@time_zone", "+05:30");
    }

    @Test
    void numbersStayWithTheirSession() throws SQLException {
        settingStaysWithItsSession("SET @@session.lock_wait_timeout = 7", "@@lock_wait_timeout", "7");
        settingStaysWithItsSession("SET foreign_key_checks = 0", "@@foreign_key_checks", "0");
    }

    @Test
    void userVariablesStayWithTheirSession() throws SQLException {
        settingStaysWithItsSession("SET @`odd name` = 'it''s'", "@`odd name`", "it's");
    }

    @Test
    void characterSetsStayWithTheirSession() throws SQLException {
        String names = "CONCAT_WS(',', @@character_set_client, @@character_set_connection, @@collation_connection)";
        settingStaysWithItsSession(
                "SET NAMES latin1 COLLATE latin1_german1_ci", names, "latin1,latin1,latin1_german1_ci");
        Opened.run(one, "SET character_set_client = utf8mb4");
        assertThat(Opened.ask(one, "SELECT " + names)).isEqualTo("utf8mb4,latin1,latin1_german1_ci");
        assertThat(Opened.ask(two, "SELECT " + names)).isEqualTo("latin1,latin1,latin1_german1_ci");
    }

    @Test
    void severalAtOnceStayWithTheirSession() throws SQLException {
        Opened.run(one, "SET sql_mode = '', @x = 5, time_zone = '-08:00', NAMES latin1");
        String all = "SELECT CONCAT_WS(' ', @@sql_mode, @x, @@time_zone, @@character_set_connection)";
        String before = Opened.ask(two, all);
        assertThat(Opened.ask(one, all)).isEqualTo(" 5 -08:00 latin1");
        assertThat(Opened.ask(two, all)).isEqualTo(before);
        assertThat(Opened.ask(one, all)).isEqualTo(" 5 -08:00 latin1");
    }

    @Test
    void aComputedSettingIsReadBackAndStaysWithItsSession() throws SQLException {
        Opened.run(one, "SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
        assertThat(Opened.ask(two, "SELECT @@sql_mode")).doesNotContain("ANSI_QUOTES");
        assertThat(Opened.ask(one, "SELECT @@sql_mode")).contains("ANSI_QUOTES");
    }

    @Test
    void aComputedSettingKeepsItsWarnings() throws SQLException {
        String set = "SET group_concat_max_len = @@group_concat_max_len - @@group_concat_max_len";
        Opened.run(one, "SET group_concat_max_len = 100");
        try (Statement statement = one.createStatement()) {
            statement.execute(set);
            assertThat((Throwable) statement.getWarnings()).isNotNull();
        }
        assertThat(Opened.ask(one, "SELECT @@group_concat_max_len")).isEqualTo("4");
        assertThat(Opened.ask(two, "SELECT @@group_concat_max_len")).isNotEqualTo("4");
    }

    @Test
    void ansiQuotesChangeHowTheSessionsTextsAreRead() throws SQLException {
        Opened.run(one, "CREATE TABLE IF NOT EXISTS quoted AS SELECT 1 AS name");
        try (PreparedStatement select = one.prepareStatement("SELECT \"name\" FROM quoted")) {
            assertThat(first(select)).isEqualTo("name");
            Opened.run(one, "SET sql_mode = 'ANSI_QUOTES'");
            assertThat(first(select)).isEqualTo("1");
        }
        assertThat(Opened.ask(two, "SELECT \"name\" FROM quoted")).isEqualTo("name");
        Opened.run(one, "DROP TABLE quoted");
    }

    private static String first(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    @Test
    void aSettingThatTheServerRefusesFailsAtOnceAndChangesNothing() throws SQLException {
        String before = Opened.ask(one, "SELECT @@time_zone");
        assertThatThrownBy(() -> Opened.run(one, "SET time_zone = 'Nowhere/Land'"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1298));
        assertThatThrownBy(() -> Opened.run(one, "SET no_such_variable = 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1193));
        assertThat(Opened.ask(one, "SELECT @@time_zone")).isEqualTo(before);
        assertThat(Opened.ask(two, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void timestampMovesOnForTheOtherSession() throws SQLException {
        Opened.run(one, "SET timestamp = 1700000000");
        assertThat(Opened.ask(one, "SELECT UNIX_TIMESTAMP()")).isEqualTo("1700000000");
        assertThat(Long.parseLong(Opened.ask(two, "SELECT UNIX_TIMESTAMP()"))).isGreaterThan(1_750_000_000L);
    }

    @Test
    void aSettingThatAServerTookBeforeNeedsNoRoundTrip() throws SQLException {
        Opened.run(one, "SET lock_wait_timeout = 9");
        Long before = cluster.writer().status().get("Com_set_option");
        Opened.run(two, "SET lock_wait_timeout = 9");
        assertThat(cluster.writer().status()).containsEntry("Com_set_option", before);
    }

    @Test
    void whatOnlyTheServerKnowsKeepsTheSessionOnItsConnection() throws SQLException {
        Opened.run(one, "SET @x = (SELECT 5)");
        assertThatThrownBy(() -> Opened.ask(two, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThat(Opened.ask(one, "SELECT @x")).isEqualTo("5");
        one.close();
        assertThat(Opened.ask(two, "SELECT @x")).isNull();
    }
}
