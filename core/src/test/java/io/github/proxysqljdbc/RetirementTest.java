package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import io.github.proxysqljdbc.topology.InstanceState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of physical connections when their instance changes. */
@ClusterTest(replicas = 1)
class RetirementTest extends SessionTest {
    private static final String ON_THE_WRITER = "SELECT CONNECTION_ID() FROM (SELECT 1) t FOR UPDATE";

    RetirementTest(Cluster cluster) {
        super(cluster);
    }

    private String idOnTheWriter() throws SQLException {
        try (Connection session = dataSource.getConnection()) {
            return Opened.ask(session, ON_THE_WRITER);
        }
    }

    private void switchOver(ServerInstance from, ServerInstance to) throws Exception {
        from.setReadOnly(true);
        to.setReadOnly(false);
        awaitWriter(to);
    }

    private void awaitWriter(ServerInstance writer) throws Exception {
        Opened.await("the writer is known", () -> {
            InstanceState known = dataSource.topology().writer();
            return known != null && known.instance().port() == writer.port();
        });
    }

    private static boolean isOpen(ServerInstance on, String id) throws SQLException {
        try (Connection admin = on.openAdminConnection()) {
            return "1"
                    .equals(Opened.ask(admin, "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + id));
        }
    }

    @Test
    void idleConnectionsOfAWriterThatBecameAReaderAreClosed() throws Exception {
        String old = idOnTheWriter();
        ServerInstance writer = cluster.writer();
        switchOver(writer, cluster.replica(0));
        Opened.await("the idle connection is closed", () -> !isOpen(writer, old));
        assertThat(dataSource.stats().connectionsAborted()).isZero();
    }

    @Test
    void connectionsOfAReaderThatBecameTheWriterServeItsFirstWrite() throws Exception {
        cluster.awaitReplication();
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("0");
        ServerInstance next = cluster.replica(0);
        List<String> before = connectionsOfTheApplication(next);
        assertThat(before).isNotEmpty();
        switchOver(cluster.writer(), next);
        assertThat(before).contains(idOnTheWriter());
    }

    @Test
    void connectionsThatSessionsMerelyKeepToAWriterThatBecameAReaderAreClosed() throws Exception {
        ServerInstance writer = cluster.writer();
        Opened.run(connection, "INSERT INTO item (id) VALUES (1)");
        Opened.run(connection, "INSERT IGNORE INTO item (id, name) VALUES (1, 'again')");
        List<String> kept = connectionsOfTheApplication(writer);
        assertThat(kept).hasSize(1);
        switchOver(writer, cluster.replica(0));
        Opened.await("the kept connection is closed", () -> !isOpen(writer, kept.get(0)));
        assertThat(connection.createStatement().executeQuery("SHOW WARNINGS").next())
                .as("what the statement left is known")
                .isTrue();
    }

    private List<String> connectionsOfTheApplication(ServerInstance on) throws SQLException {
        try (Connection admin = on.openAdminConnection()) {
            return List.of(Opened.ask(
                            admin,
                            "SELECT GROUP_CONCAT(id) FROM information_schema.processlist WHERE user = '"
                                    + cluster.user() + "' AND db IS NOT NULL")
                    .split(",", -1));
        }
    }

    @Test
    void transactionOnAWriterThatBecameAReaderEndsWithItsWorkAndSoDoesItsConnection() throws Exception {
        ServerInstance writer = cluster.writer();
        connection.setAutoCommit(false);
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("0");
        String id = Opened.ask(connection, "SELECT CONNECTION_ID()");
        switchOver(writer, cluster.replica(0));
        assertThat(Opened.ask(connection, "SELECT CONNECTION_ID()"))
                .as("the transaction goes on")
                .isEqualTo(id);
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM item")).isEqualTo("0");
        connection.commit();
        connection.setAutoCommit(true);
        connection.close();
        Opened.await("the connection is closed", () -> !isOpen(writer, id));
    }

    @Test
    void transactionOnAWriterThatIsSupersededWithoutSayingSoIsAborted() throws Exception {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('mine')");
        ServerInstance writer = cluster.writer();
        ServerInstance next = cluster.replica(0);
        next.setReadOnly(false);
        awaitWriter(next);
        Opened.await("the transaction is aborted", () -> dataSource.stats().connectionsAborted() == 1);
        assertThatThrownBy(connection::commit)
                .as("COMMIT was not sent")
                .isInstanceOf(SQLTransactionRollbackException.class)
                .hasMessageContaining("nothing of it was committed");
        assertThat(dataSource.stats().failuresByFate()).isEqualTo(Map.of("reported", 1L));
        try (Connection direct = writer.openDirectConnection()) {
            assertThat(Opened.ask(direct, "SELECT COUNT(*) FROM item")).isEqualTo("0");
        }
    }

    @Test
    void serverThatCameBackFindsNoConnectionFromBefore() throws Exception {
        idOnTheWriter();
        ServerInstance writer = cluster.writer();
        writer.kill();
        Opened.await("the writer is gone", () -> dataSource.topology().writer() == null);
        writer.restart();
        awaitWriter(writer);
        for (int i = 0; i < 5; i++) {
            idOnTheWriter();
        }
    }
}
