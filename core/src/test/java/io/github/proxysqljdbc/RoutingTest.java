package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.PinEvent;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.RouteEvent;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ClusterTest(replicas = 2)
class RoutingTest {
    private final Cluster cluster;
    private ProxysqlDataSource dataSource;
    private Connection connection;

    RoutingTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = Opened.on(cluster);
        connection = dataSource.getConnection();
        Opened.run(connection, "CREATE TABLE IF NOT EXISTS item (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40))");
        Opened.run(connection, "TRUNCATE TABLE item");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        dataSource.close();
    }

    private int writerId() {
        return cluster.writer().serverId();
    }

    private List<Integer> replicaIds() {
        return cluster.replicas().stream().map(ServerInstance::serverId).toList();
    }

    @Test
    void aPlainReadGoesToAReplica() throws SQLException {
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
    }

    @Test
    void aWriteGoesToTheWriter() throws SQLException {
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isEqualTo(1);
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item FOR UPDATE"))
                .isEqualTo("1");
    }

    @Test
    void aLockingReadGoesToTheWriter() throws SQLException {
        assertThat(Opened.ask(connection, "SELECT @@server_id FROM (SELECT 1) t FOR UPDATE"))
                .isEqualTo(String.valueOf(writerId()));
    }

    @Test
    void aWriteInAReadOnlyTransactionFailsAsOnAnyServer() throws SQLException {
        Opened.run(connection, "START TRANSACTION READ ONLY");
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(1792);
                    assertThat(e.getSQLState()).isEqualTo("25006");
                });
        Opened.run(connection, "ROLLBACK");
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isEqualTo(1);
    }

    @Test
    void aTransactionStaysOnTheWriterFromItsFirstStatement() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        Opened.run(connection, "INSERT INTO item (name) VALUES ('in transaction')");
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1");
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item FOR UPDATE"))
                .isEqualTo("0");
    }

    @Test
    void aReadOnlyTransactionStaysOnOneReplica() throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        int first = Opened.serverOfRead(connection);
        assertThat(first).isIn(replicaIds());
        for (int i = 0; i < 10; i++) {
            Opened.ask(connection, "SELECT COUNT(*) FROM item");
            assertThat(Opened.serverOfRead(connection)).isEqualTo(first);
        }
        connection.commit();
    }

    @Test
    void beginInTextMakesATransactionOnTheWriter() throws SQLException {
        Opened.run(connection, "/* app */ BEGIN");
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        Opened.run(connection, "COMMIT");
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
    }

    @Test
    void startTransactionReadOnlyGoesToAReplica() throws SQLException {
        Opened.run(connection, "START TRANSACTION READ ONLY");
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        Opened.run(connection, "COMMIT");
    }

    @Test
    void generatedKeysComeFromTheInsert() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "x");
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void lastInsertIdIsThatOfThisSession() throws SQLException {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a'), ('b')");
        try (Connection other = dataSource.getConnection()) {
            Opened.run(other, "INSERT INTO item (name) VALUES ('c')");
            assertThat(Opened.ask(other, "SELECT LAST_INSERT_ID()")).isEqualTo("3");
        }
        Opened.serverOfRead(connection);
        assertThat(Opened.ask(connection, "SELECT LAST_INSERT_ID()")).isEqualTo("1");
        try (Connection fresh = dataSource.getConnection()) {
            assertThat(Opened.ask(fresh, "SELECT LAST_INSERT_ID()")).isEqualTo("0");
        }
    }

    @Test
    void readsGoToTheWriterWhenNoReplicaIsUp() throws SQLException {
        cluster.replicas().forEach(ServerInstance::kill);
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
    }

    @Test
    void explainSaysWhetherTheSessionWouldKeepItsConnection() {
        assertThat(dataSource.explain("SELECT 1").wouldPin()).isFalse();
        assertThat(dataSource.explain("SET sql_mode = ''").wouldPin()).isFalse();
        assertThat(dataSource.explain("SET autocommit = 0").wouldPin()).isFalse();
        assertThat(dataSource.explain("SET GLOBAL max_connections = 10").wouldPin())
                .isFalse();
        assertThat(dataSource.explain("SET SESSION no_such_variable = 1").wouldPin())
                .isTrue();
        assertThat(dataSource
                        .explain("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
                        .wouldPin())
                .isFalse();
        assertThat(dataSource.explain("CALL p()").wouldPin()).isTrue();
        assertThat(dataSource.explain("CREATE TEMPORARY TABLE passing (id INT)").pins())
                .containsExactly("a temporary table (passing)");
    }

    @Test
    void statisticsTellWhatGoesWhereAndWhy() throws SQLException {
        try (ProxysqlDataSource fresh = Opened.on(cluster);
                Connection session = fresh.getConnection()) {
            Opened.ask(session, "SELECT 1");
            Opened.ask(session, "SELECT 2");
            session.setReadOnly(true);
            Opened.ask(session, "SHOW TABLES");
            session.setReadOnly(false);
            Opened.ask(session, "SELECT 1 FOR UPDATE");
            Opened.ask(session, "SELECT GET_LOCK('statistics', 0)");
            Opened.ask(session, "SELECT RELEASE_LOCK('statistics')");
            Opened.ask(session, "SELECT COUNT(*) FROM information_schema.tables");
            assertThatThrownBy(() -> Opened.ask(session, "SELECT nobody_knows(1)"))
                    .isInstanceOf(SQLException.class);
            session.setAutoCommit(false);
            Opened.ask(session, "SELECT 3");
            session.commit();
            session.setAutoCommit(true);
            Opened.ask(session, "SELECT @seen := 1");
            Map<String, Map<String, Long>> routes = fresh.stats().routesByReason();
            assertThat(routes.get("reader")).isEqualTo(Map.of("plain_read", 2L, "read_only_session", 1L));
            assertThat(routes.get("writer"))
                    .containsEntry("locking_read", 1L)
                    .containsEntry("writer_function", 1L)
                    .containsEntry("pinned", 1L)
                    .containsEntry("read_that_writes", 1L)
                    .containsEntry("server_state", 1L)
                    .doesNotContainKey("unknown_function")
                    .containsEntry("transaction", 1L);
        }
    }

    @Test
    void aListenerHearsRoutesAndPinsAndTheCountersCountThem() throws SQLException {
        List<String> heard = new CopyOnWriteArrayList<>();
        ProxysqlListener listener = new ProxysqlListener() {
            @Override
            public void routed(RouteEvent event) {
                heard.add(event.hostgroup() + ": " + event.digest());
            }

            @Override
            public void pinned(PinEvent event) {
                heard.add("pinned to the " + event.hostgroup() + " by " + event.kind());
            }

            @Override
            public void unpinned(PinEvent event) {
                heard.add("free of " + event.kind() + (event.heldNanos() > 0 ? "" : " too soon"));
            }
        };
        ProxysqlConfig config = ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster));
        try (ProxysqlDataSource listened = new ProxysqlDataSource(config, listener);
                Connection session = listened.getConnection()) {
            Opened.run(session, "BEGIN");
            Opened.ask(session, "SELECT 7");
            Opened.run(session, "COMMIT");
            Opened.run(session, "CREATE TEMPORARY TABLE passing (id INT)");
            Opened.run(session, "DROP TEMPORARY TABLE passing");
            Opened.ask(session, "SELECT 8");

            assertThat(heard)
                    .containsExactly(
                            "writer: BEGIN",
                            "pinned to the writer by transaction",
                            "writer: SELECT ?",
                            "writer: COMMIT",
                            "free of transaction",
                            "writer: CREATE TEMPORARY TABLE passing (id INT)",
                            "pinned to the writer by temporary_table",
                            "writer: DROP TEMPORARY TABLE passing",
                            "free of temporary_table",
                            "reader: SELECT ?");
            assertThat(listened.stats().routesByHostgroup())
                    .containsEntry("writer", 5L)
                    .containsEntry("reader", 1L);
            assertThat(listened.stats().routesByReason())
                    .isEqualTo(Map.of(
                            "writer", Map.of("transaction", 3L, "ddl", 1L, "pinned", 1L),
                            "reader", Map.of("plain_read", 1L)));
            assertThat(listened.stats().pinsByKind())
                    .containsEntry("transaction", 1L)
                    .containsEntry("temporary_table", 1L);
        }
    }
}
