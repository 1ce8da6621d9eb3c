package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The life of a connection: closing, aborting, requests; a physical connection that is killed; and what is made and asked beside statements. */
@ClusterTest(replicas = 1)
class ConnectionLifeTest extends SessionTest {
    private static final String SLOW = "SELECT SLEEP(20), 1 FROM (SELECT 1 UNION SELECT 2) t FOR UPDATE";

    ConnectionLifeTest(Cluster cluster) {
        super(cluster, "maxPoolSize=2", "connectionTimeout=3s");
    }

    private CompletableFuture<Void> running(Connection on, String sql) throws Exception {
        CompletableFuture<Void> query = CompletableFuture.runAsync(() -> {
            try {
                Opened.execute(on, sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try (Connection admin = cluster.writer().openAdminConnection()) {
            Opened.await(
                    "the query runs",
                    () -> !Opened.ask(
                                    admin,
                                    "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'")
                            .equals("0"));
        }
        return query;
    }

    private void kill(Connection of) throws SQLException {
        String id = Opened.ask(of.unwrap(JdbcConnection.class), "SELECT CONNECTION_ID()");
        kill(id);
    }

    private void kill(String id) throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection()) {
            Opened.run(admin, "KILL " + id);
        }
    }

    @Test
    void closingWaitsForTheStatementUnderWayAsConnectorJDoes() throws Exception {
        CompletableFuture<Void> query = running(connection, "SELECT SLEEP(0.5), 1 FOR UPDATE");
        connection.close();
        query.get(5, TimeUnit.SECONDS);
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
    }

    @Test
    void abortFreesAStatementAndItsTransaction() throws Exception {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('aborted')");
        CompletableFuture<Void> query = running(connection, SLOW);
        connection.abort(Runnable::run);
        assertThatThrownBy(() -> query.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
        connection.close();
        cluster.writer().killConnections(cluster.user());
        Opened.await(
                "it was rolled back",
                () -> onWriter("SELECT COUNT(*) FROM item").equals("0"));
    }

    @Test
    void abortOfAConnectionWithoutAPhysicalOneClosesIt() throws SQLException {
        assertThatThrownBy(() -> connection.abort(null)).isInstanceOf(SQLException.class);
        connection.abort(Runnable::run);
        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
    }

    @Test
    void aPreparedStatementOutlivesItsPhysicalConnection() throws Exception {
        for (String option : new String[] {"useServerPrepStmts=false", "useServerPrepStmts=true"}) {
            try (ProxysqlDataSource other = Opened.on(cluster, option, "maxPoolSize=2");
                    Connection ours = other.getConnection();
                    PreparedStatement read = ours.prepareStatement("SELECT ? + ? FOR UPDATE");
                    PreparedStatement insert = ours.prepareStatement(
                            "INSERT INTO item (amount) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                read.setMaxRows(5);
                read.setInt(1, 40);
                read.setObject(2, "2", Types.INTEGER);
                insert.setInt(1, 7);
                assertThat(read.executeQuery().next()).isTrue();
                cluster.writer().killConnections(cluster.user());
                Opened.await("a new connection is found", () -> {
                    try {
                        Opened.ask(ours, "SELECT 1 FOR UPDATE");
                        return true;
                    } catch (SQLException broken) {
                        return false;
                    }
                });
                try (ResultSet row = read.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getInt(1)).isEqualTo(42);
                }
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                }
                assertThat(read.getMaxRows()).isEqualTo(5);
            }
        }
        assertThat(onWriter("SELECT GROUP_CONCAT(amount) FROM item")).isEqualTo("7,7");
    }

    /** With state that only the connection had, the session is at its end, as on a plain connection; without, it goes on. */
    @Test
    void aSessionWhoseOwnConnectionIsKilledIsClosed() throws SQLException {
        Opened.run(connection, "CREATE TEMPORARY TABLE mine (id INT)");
        String id = Opened.ask(connection, "SELECT CONNECTION_ID()");
        kill(id);
        assertThatThrownBy(() -> Opened.ask(connection, "SELECT COUNT(*) FROM mine"))
                .isInstanceOf(SQLException.class);
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThatThrownBy(() -> Opened.ask(connection, "SELECT 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
        try (Connection next = dataSource.getConnection()) {
            assertThat(Opened.ask(next, "SELECT 1 FOR UPDATE")).isEqualTo("1");
        }
    }

    @Test
    void anUnwrappedConnectionThatIsKilledClosesItsSession() throws SQLException {
        kill(connection);
        assertThatThrownBy(() -> Opened.ask(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void aDriverThatClosedItselfIsNoticed() throws SQLException {
        JdbcConnection driver = connection.unwrap(JdbcConnection.class);
        assertThat(connection.isClosed()).isFalse();
        assertThatThrownBy(() -> driver.changeUser("nobody", "wrong")).isInstanceOf(SQLException.class);
        if (driver.isClosed()) {
            assertThat(connection.isClosed()).isTrue();
        }
        driver.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        try (Connection next = dataSource.getConnection()) {
            assertThat(Opened.ask(next, "SELECT 1 FOR UPDATE")).isEqualTo("1");
        }
    }

    @Test
    void anUnwrappedConnectionStaysValidThoughItsSessionIsForgotten() throws SQLException {
        try (JdbcConnection driver = dataSource.getConnection().unwrap(JdbcConnection.class)) {
            String id = Opened.ask(driver, "SELECT CONNECTION_ID()");
            for (int i = 0; i < 3; i++) {
                System.gc();
                assertThat(Opened.ask(connection, "SELECT CONNECTION_ID() FOR UPDATE"))
                        .isNotEqualTo(id);
                assertThat(Opened.ask(driver, "SELECT CONNECTION_ID()")).isEqualTo(id);
            }
        }
    }

    @Test
    void aPreparedStatementIsThatOfTheSchemaOfTheMoment() throws SQLException {
        Opened.run(connection, "CREATE TABLE IF NOT EXISTS tables (id INT)");
        try (ProxysqlDataSource other =
                        Opened.on(cluster, "useServerPrepStmts=true", "cachePrepStmts=true", "maxPoolSize=1");
                Connection one = other.getConnection();
                Connection two = other.getConnection()) {
            two.setCatalog("information_schema");
            for (int round = 0; round < 3; round++) {
                assertThat(count(one)).isEqualTo(0);
                assertThat(count(two)).isPositive();
            }
        } finally {
            Opened.run(connection, "DROP TABLE tables");
        }
    }

    private static int count(Connection on) throws SQLException {
        try (PreparedStatement read = on.prepareStatement("SELECT COUNT(*) FROM tables WHERE 1 = ?")) {
            read.setInt(1, 1);
            try (ResultSet row = read.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void requestsBeginAndEndWithoutEffect() throws SQLException {
        connection.setAutoCommit(false);
        connection.beginRequest();
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        connection.endRequest();
        connection.commit();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
        connection.close();
        assertThatThrownBy(connection::beginRequest).isInstanceOf(SQLException.class);
    }

    @Test
    void valuesAreMadeWithoutAConnectionToAServer() throws Exception {
        try (Connection one = dataSource.getConnection();
                Connection two = dataSource.getConnection()) {
            for (Connection holder : new Connection[] {one, two}) {
                holder.setAutoCommit(false);
                Opened.run(holder, "INSERT INTO item (amount) VALUES (1)");
            }
            Blob blob = connection.createBlob();
            blob.setBytes(1, "bytes".getBytes(StandardCharsets.UTF_8));
            Clob clob = connection.createClob();
            clob.setString(1, "letters");
            assertThat(blob.length()).isEqualTo(5);
            assertThat(clob.getSubString(1, 7)).isEqualTo("letters");
            assertThat(connection.createNClob().length()).isZero();
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            one.rollback();
            two.rollback();
        }
    }

    @Test
    void whatMySqlDoesNotHaveIsRefusedAsByConnectorJ() throws SQLException {
        Scenario[] scenarios = {
            c -> c.createArrayOf("INT", new Object[] {1}).toString(),
            c -> c.createStruct("point", new Object[] {1}).toString(),
            c -> {
                c.setShardingKey(null);
                return "set";
            },
            c -> String.valueOf(c.setShardingKeyIfValid(null, 1)),
            c -> {
                c.setTransactionIsolation(77);
                return "set";
            },
            c -> String.valueOf(c.prepareStatement("SELECT ?").executeUpdate()),
            c -> String.valueOf(c.createStatement().executeUpdate("SELECT 1")),
            c -> String.valueOf(c.createStatement().executeQuery("UPDATE item SET amount = 1")),
            c -> String.valueOf(c.createStatement().execute(" ")),
            c -> String.valueOf(c.createStatement().executeQuery("")),
        };
        for (Scenario scenario : scenarios) {
            String expected = plainly(scenario);
            try (Connection ours = dataSource.getConnection()) {
                String actual = seen(ours, scenario);
                assertThat(actual.contains("Exception"))
                        .as("%s, on a plain connection %s", actual, expected)
                        .isEqualTo(expected.contains("Exception"));
            }
        }
    }

    @Test
    void settingsThatTouchNoServerAreKept() throws SQLException {
        Map<String, Class<?>> types = new HashMap<>(Map.of("point", String.class));
        connection.setTypeMap(types);
        assertThat(connection.getTypeMap()).isEqualTo(types);
        connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
        assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        connection.setNetworkTimeout(Runnable::run, 4_000);
        assertThat(connection.getNetworkTimeout()).isEqualTo(4_000);
        assertThatThrownBy(() -> connection.setNetworkTimeout(Runnable::run, -1))
                .isInstanceOf(SQLException.class);
        Properties info = new Properties();
        info.setProperty("ApplicationName", "trap");
        connection.setClientInfo(info);
        connection.setClientInfo("ClientUser", "somebody");
        assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("trap");
        assertThat(connection.getClientInfo()).containsEntry("ClientUser", "somebody");
        try (Connection other = dataSource.getConnection()) {
            assertThat(other.getClientInfo("ApplicationName")).isNull();
            assertThat(other.getTypeMap()).isEmpty();
            assertThat(other.getNetworkTimeout()).isZero();
        }
    }

    @Test
    void aCallIsWrittenNativelyToo() throws SQLException {
        Opened.run(connection, "DROP PROCEDURE IF EXISTS answer");
        Opened.run(connection, "CREATE PROCEDURE answer(OUT n INT) SET n = 42");
        for (String text : new String[] {"{call answer(?)}", "CALL answer(?)", "  { CALL answer ( ? ) }  "}) {
            try (CallableStatement call = connection.prepareCall(text)) {
                call.registerOutParameter(1, Types.INTEGER);
                call.execute();
                assertThat(call.getInt(1)).as(text).isEqualTo(42);
            }
        }
    }
}
