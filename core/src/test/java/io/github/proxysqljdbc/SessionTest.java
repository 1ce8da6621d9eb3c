package io.github.proxysqljdbc;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** One data source with one connection for each test, and a table {@code item} that is empty. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SessionTest {
    final Cluster cluster;
    private final String[] options;
    ProxysqlDataSource dataSource;
    Connection connection;

    SessionTest(Cluster cluster, String... options) {
        this.cluster = cluster;
        this.options = options;
    }

    @BeforeEach
    final void openSession() throws SQLException {
        dataSource = Opened.on(cluster, options);
        connection = dataSource.getConnection();
        emptyTable();
    }

    /** Makes the table anew, on the writer, and waits until the replicas have it. */
    final void emptyTable() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP TABLE IF EXISTS item");
            Opened.run(
                    direct,
                    "CREATE TABLE item (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40) UNIQUE, amount INT,"
                            + " data LONGBLOB, note LONGTEXT)");
        }
        cluster.awaitReplication();
    }

    @AfterEach
    final void closeSession() throws SQLException {
        connection.close();
        dataSource.close();
    }

    final int writerId() {
        return cluster.writer().serverId();
    }

    final List<Integer> replicaIds() {
        return cluster.replicas().stream().map(ServerInstance::serverId).toList();
    }

    /** Server and physical connection that a statement reaches now. */
    static String place(Connection of) throws SQLException {
        return Opened.ask(of, "SELECT CONCAT(@@server_id, '/', CONNECTION_ID())");
    }

    /** What the writer holds, asked past the library. */
    final String onWriter(String sql) throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            return Opened.ask(direct, sql);
        }
    }

    /** What an application does, and what it sees. */
    interface Scenario {
        String on(Connection connection) throws SQLException;
    }

    /** What an application sees of a scenario: its words, or the error. */
    static String seen(Connection on, Scenario scenario) {
        try {
            return scenario.on(on);
        } catch (SQLException e) {
            return e.getClass().getName() + ' ' + e.getErrorCode() + ' ' + e.getSQLState();
        }
    }

    /** What it sees on a plain connection to the writer, with an empty table; the table is empty again afterwards. */
    final String plainly(Scenario scenario, String... options) throws SQLException {
        try (Connection plain =
                DriverManager.getConnection(cluster.writer().jdbcUrl(), Opened.driverProperties(cluster, options))) {
            return seen(plain, scenario);
        } finally {
            emptyTable();
        }
    }
}
