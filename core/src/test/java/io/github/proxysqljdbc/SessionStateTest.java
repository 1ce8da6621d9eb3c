package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SET does to transactions, and what JDBC's methods and SQL do to the same state; two sessions on one physical connection of each server. */
@ClusterTest(replicas = 1)
class SessionStateTest {
    private static final String BOTH =
            "SELECT CONCAT_WS(' ', @@transaction_isolation, IF(@@transaction_read_only, 1, 0))";

    /** A transaction that was announced as read-only runs on a reader, which refuses a write for a reason of its own. */
    private static final int READ_ONLY_SERVER = 1290;

    private static final String READ_ONLY_TRANSACTION = "1792";

    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection one;
    private Connection two;

    SessionStateTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP TABLE IF EXISTS stateful");
            Opened.run(direct, "CREATE TABLE stateful (id INT PRIMARY KEY AUTO_INCREMENT, n INT)");
        }
        cluster.awaitReplication();
        dataSource = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=500ms");
        one = dataSource.getConnection();
        two = dataSource.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        two.close();
        dataSource.close();
    }

    private static String seen(Connection on, String sql) {
        try {
            return sql.startsWith("SELECT") ? Opened.ask(on, sql) : Integer.toString(Opened.run(on, sql));
        } catch (SQLException e) {
            return e.getErrorCode() == READ_ONLY_SERVER ? READ_ONLY_TRANSACTION : Integer.toString(e.getErrorCode());
        }
    }

    /** On one session, step by step, the same is seen as on a plain connection; the other session stands in between. */
    private void sameAsPlain(String... steps) throws SQLException {
        try (Connection plain =
                DriverManager.getConnection(cluster.writer().jdbcUrl(), Opened.driverProperties(cluster))) {
            for (int i = 0; i < steps.length; i++) {
                String step = steps[i];
                String expected = step(plain, step);
                assertThat(step(one, step)).as("step %s: %s", i, step).isEqualTo(expected);
            }
        } finally {
            one.close();
            one = dataSource.getConnection();
        }
        assertThat(seen(two, "INSERT INTO stateful (n) VALUES (99)"))
                .as("the next session writes")
                .isEqualTo("1");
        assertThat(seen(two, BOTH)).isEqualTo("REPEATABLE-READ 0");
        two.close();
        two = dataSource.getConnection();
    }

    private static String step(Connection on, String step) throws SQLException {
        switch (step) {
            case "autocommit off" -> on.setAutoCommit(false);
            case "autocommit on" -> on.setAutoCommit(true);
            case "commit" -> on.commit();
            case "rollback" -> on.rollback();
            default -> {
                return seen(on, step);
            }
        }
        return step;
    }

    private static final String INSERT = "INSERT INTO stateful (n) VALUES (1)";

    @Test
    void setTransactionHoldsForOneTransactionBegunInSql() throws SQLException {
        sameAsPlain("SET TRANSACTION READ ONLY", "START TRANSACTION", INSERT, "COMMIT", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "START TRANSACTION READ WRITE", INSERT, "COMMIT", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "BEGIN", "ROLLBACK", INSERT);
    }

    @Test
    void setTransactionHoldsForOneTransactionOfJdbc() throws SQLException {
        sameAsPlain("autocommit off", "SET TRANSACTION READ ONLY", INSERT, "rollback", INSERT, "rollback");
        sameAsPlain("autocommit off", "SET TRANSACTION READ ONLY", "SELECT 1", INSERT, "rollback", INSERT, "commit");
        sameAsPlain("SET TRANSACTION READ ONLY", "autocommit off", INSERT, "commit", INSERT, "commit");
        sameAsPlain("autocommit off", "SET TRANSACTION READ ONLY", "commit", INSERT, "commit");
        sameAsPlain("autocommit off", "SET TRANSACTION READ ONLY", "SELECT 1", "autocommit on", INSERT);
        sameAsPlain("autocommit off", "SET TRANSACTION READ ONLY", "SELECT no_such_column", INSERT, "rollback", INSERT);
    }

    @Test
    void setTransactionHoldsUntilAStatementOfItsOwnUsesItUp() throws SQLException {
        sameAsPlain("SET TRANSACTION READ ONLY", INSERT, INSERT, "SELECT COUNT(*) FROM stateful", INSERT);
        sameAsPlain(
                "SET TRANSACTION READ ONLY", "SELECT 1", "SET @x = 1", "DO 0", "USE test", INSERT, "COMMIT", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "ROLLBACK", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "SELECT * FROM no_such_table", INSERT);
    }

    @Test
    void aLaterSettingTakesThePlaceOfSetTransaction() throws SQLException {
        sameAsPlain("SET TRANSACTION READ ONLY", "SET TRANSACTION READ WRITE", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ WRITE", INSERT);
        sameAsPlain("SET TRANSACTION READ ONLY", "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE", INSERT);
        sameAsPlain("SET @@transaction_read_only = 1", BOTH, INSERT, "ROLLBACK", INSERT);
    }

    @Test
    void setTransactionIsRefusedInsideATransaction() throws SQLException {
        sameAsPlain("BEGIN", INSERT, "SET TRANSACTION READ ONLY", INSERT, "COMMIT", INSERT);
        sameAsPlain("SET TRANSACTION ISOLATION LEVEL NONSENSE", INSERT);
        sameAsPlain("SET @@transaction_isolation = 'NONSENSE'", INSERT);
    }

    @Test
    void setTransactionDoesNotPin() throws SQLException {
        Opened.run(one, "SET TRANSACTION READ ONLY, ISOLATION LEVEL READ COMMITTED");
        assertThat(Opened.ask(one, "SELECT COUNT(*) FROM stateful")).isEqualTo("0");
        Opened.run(one, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        assertThat(dataSource.stats().pinsByKind()).isEmpty();
    }

    @Test
    void aTransactionAnnouncedAsReadOnlyRunsOnAReader() throws SQLException {
        Opened.run(one, "SET TRANSACTION READ ONLY");
        one.setAutoCommit(false);
        assertThat(Opened.serverOfRead(one)).isEqualTo(cluster.replica(0).serverId());
        one.commit();
        Opened.run(one, INSERT);
        assertThat(Opened.serverOfRead(one)).isEqualTo(cluster.writer().serverId());
        one.rollback();
    }

    @Test
    void isolationAndReadOnlySetInSqlAreThoseOfJdbc() throws SQLException {
        Opened.run(one, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY");
        assertThat(one.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(one.isReadOnly()).isTrue();
        assertThat(Opened.ask(one, BOTH)).isEqualTo("READ-COMMITTED 1");
        assertThat(Opened.ask(two, BOTH)).isEqualTo("REPEATABLE-READ 0");
        one.setReadOnly(false);
        one.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(Opened.ask(one, BOTH)).isEqualTo("SERIALIZABLE 0");
        Opened.run(
                one, "SET @@session.transaction_read_only = ON, @@session.transaction_isolation = 'REPEATABLE-READ'");
        assertThat(one.isReadOnly()).isTrue();
        assertThat(one.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
        assertThat(Opened.ask(two, BOTH)).isEqualTo("REPEATABLE-READ 0");
        assertThat(dataSource.stats().pinsByKind()).isEmpty();
    }

    @Test
    void whatJdbcHasAMethodForMayStandAmongOtherSettings() throws SQLException {
        Opened.run(
                one,
                "SET lock_wait_timeout = 14, autocommit = 0, SESSION transaction_isolation = 'READ-COMMITTED',"
                        + " transaction_read_only = DEFAULT");
        assertThat(one.getAutoCommit()).isFalse();
        assertThat(one.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(Opened.ask(
                        one,
                        "SELECT CONCAT_WS(' ', IF(@@autocommit, 1, 0), @@transaction_isolation, @@lock_wait_timeout)"))
                .isEqualTo("0 READ-COMMITTED 14");
        one.commit();
        assertThat(Opened.ask(two, BOTH)).isEqualTo("REPEATABLE-READ 0");
        assertThat(Opened.ask(two, "SELECT @@autocommit")).isEqualTo("1");
    }

    @Test
    void ofSeveralSettingsOneOfWhichIsRefusedNoneIsMade() throws SQLException {
        String all = "SELECT CONCAT_WS(' ', @@sql_mode, @@lock_wait_timeout, @x)";
        String before = Opened.ask(one, all);
        for (String set : new String[] {
            "SET sql_mode = '', time_zone = 'Nowhere/Land'",
            "SET @x = 1, lock_wait_timeout = 'much'",
            "SET lock_wait_timeout = 33, no_such_variable = 1",
            "SET lock_wait_timeout = 34, sql_log_bin = 0"
        }) {
            assertThatThrownBy(() -> Opened.run(one, set)).isInstanceOf(SQLException.class);
            assertThat(Opened.ask(one, all)).as(set).isEqualTo(before);
            assertThat(Opened.ask(two, all)).as(set).isEqualTo(before);
        }
        assertThat(dataSource.stats().pinsByKind()).isEmpty();
    }

    @Test
    void defaultValuesStayWithTheirSession() throws SQLException {
        Opened.run(one, "SET lock_wait_timeout = 15, sql_mode = 'ANSI_QUOTES'");
        Opened.run(one, "SET lock_wait_timeout = DEFAULT, sql_mode = DEFAULT");
        String both = "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @@sql_mode, \"text\")";
        assertThat(Opened.ask(one, both)).isEqualTo(Opened.ask(two, both));
        assertThatThrownBy(() -> Opened.run(one, "SET @x = DEFAULT")).isInstanceOf(SQLException.class);
        assertThat(Opened.ask(one, "SELECT @x")).isNull();
    }

    @Test
    void aReaderThatRefusesASettingLeavesTheReadToTheWriter() throws SQLException {
        String privilege =
                Opened.ask(one, "SELECT VERSION()").contains("MariaDB") ? "BINLOG ADMIN" : "SESSION_VARIABLES_ADMIN";
        onWriterOnly("GRANT " + privilege + " ON *.* TO " + cluster.user() + "@'%'");
        dataSource.close();
        dataSource = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=500ms");
        try (Connection privileged = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            Opened.run(privileged, "SET sql_log_bin = 0");
            assertThat(Opened.ask(privileged, "SELECT CONCAT(@@server_id, ' ', IF(@@sql_log_bin, 1, 0))"))
                    .isEqualTo(cluster.writer().serverId() + " 0");
            assertThat(Opened.ask(other, "SELECT CONCAT(@@server_id, ' ', IF(@@sql_log_bin, 1, 0))"))
                    .isEqualTo(cluster.replica(0).serverId() + " 1");
            assertThat(Opened.ask(other, "SELECT IF(@@sql_log_bin, 1, 0) FOR UPDATE"))
                    .isEqualTo("1");
        } finally {
            onWriterOnly("REVOKE " + privilege + " ON *.* FROM " + cluster.user() + "@'%'");
        }
    }

    /** Runs something on the writer that is not replicated. */
    private void onWriterOnly(String sql) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection()) {
            Opened.run(admin, "SET sql_log_bin = 0");
            Opened.run(admin, sql);
        }
    }

    @Test
    void clientInfoTravelsWithItsSession() throws SQLException {
        one.setClientInfo("ApplicationName", "one");
        assertThat(two.getClientInfo()).isEmpty();
        assertThat(one.getClientInfo("ApplicationName")).isEqualTo("one");
        String running = "SELECT INFO FROM information_schema.PROCESSLIST WHERE INFO LIKE '%this one%'";
        assertThat(Opened.ask(two, running)).doesNotContain("ApplicationName");
        assertThat(Opened.ask(one, running)).contains("ApplicationName=one");
        one.setClientInfo("ApplicationName", null);
        assertThat(Opened.ask(one, running)).isEqualTo(Opened.ask(two, running));
        assertThat(dataSource.stats().pinsByKind()).isEmpty();
    }

    @Test
    void theNetworkTimeoutIsThatOfTheDriverUntilItIsSet() throws SQLException {
        dataSource.close();
        dataSource = Opened.on(cluster, "maxPoolSize=1", "socketTimeout=20000");
        try (Connection other = dataSource.getConnection()) {
            try (Connection connection = dataSource.getConnection()) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(20_000);
                connection.setNetworkTimeout(Runnable::run, 0);
                assertThat(connection.getNetworkTimeout()).isZero();
                Opened.run(connection, "DO 0");
            }
            assertThat(other.unwrap(JdbcConnection.class).getNetworkTimeout()).isEqualTo(20_000);
            other.setNetworkTimeout(Runnable::run, 0);
            Opened.run(other, "DO 0");
            assertThat(other.unwrap(JdbcConnection.class).getNetworkTimeout()).isZero();
        }
    }

    @Test
    void aRoleStaysWithItsSession() throws SQLException {
        Opened.run(one, "SET ROLE NONE");
        assertThat(dataSource.stats().pinsByKind()).isEqualTo(Map.of("session_state", 1L));
    }

    @Test
    void anythingThatIsSetIsMadeOnEachServerAndUndoneForTheNext() throws SQLException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] names = {
            "foreign_key_checks", "unique_checks", "sql_select_limit", "sql_safe_updates", "lock_wait_timeout",
            "innodb_lock_wait_timeout", "group_concat_max_len", "wait_timeout", "net_read_timeout", "net_write_timeout",
            "max_join_size", "sort_buffer_size", "time_zone", "div_precision_increment", "default_week_format"
        };
        String all = "SELECT CONCAT_WS(' ', @@" + String.join(", @@", names) + ')';
        String initially = Opened.ask(two, all);
        try (Connection plain =
                DriverManager.getConnection(cluster.writer().jdbcUrl(), Opened.driverProperties(cluster))) {
            for (int i = 0; i < 40; i++) {
                String name = names[random.nextInt(names.length)];
                String value = name.equals("time_zone") ? "'+0" + random.nextInt(9) + ":00'" : value(name, random);
                String set = "SET SESSION " + name + " = " + (random.nextInt(5) == 0 ? "DEFAULT" : value);
                assertThat(seen(one, set)).as(set).isEqualTo(seen(plain, set));
                assertThat(Opened.ask(one, all)).as(set).isEqualTo(Opened.ask(plain, all));
                assertThat(Opened.ask(two, all)).as(set).isEqualTo(initially);
            }
        }
        assertThat(dataSource.stats().pinsByKind()).isEmpty();
    }

    private static String value(String name, Random random) {
        return name.endsWith("_checks") || name.endsWith("updates")
                ? Integer.toString(random.nextInt(2))
                : Integer.toString(random.nextInt(3, 7) * (name.endsWith("size") ? 100_000 : 1));
    }
}
