package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a connection is set to, and what is found underneath it. */
@ClusterTest(replicas = 2)
class ConnectionTrapsTest extends SessionTest {
    ConnectionTrapsTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void aQuestionOfWhichTheDriverThrowsARuntimeExceptionGivesItsConnectionBack() throws SQLException {
        try (ProxysqlDataSource small = Opened.on(cluster, "maxPoolSize=1", "connectionTimeout=2s");
                Connection asking = small.getConnection();
                Connection other = small.getConnection()) {
            assertThatThrownBy(() -> asking.getClientInfo(null)).isInstanceOf(NullPointerException.class);
            assertThat(Opened.ask(other, "SELECT 1 FOR UPDATE")).isEqualTo("1");
            assertThat(Opened.ask(asking, "SELECT 2 FOR UPDATE")).isEqualTo("2");
        }
    }

    @Test
    void aBlankCatalogChangesNothing() throws SQLException {
        connection.setCatalog("");
        connection.setCatalog("  ");
        assertThat(connection.getCatalog()).isEqualTo(cluster.database());
        assertThat(Opened.ask(connection, "SELECT DATABASE()")).isEqualTo(cluster.database());
    }

    @Test
    void aCatalogThatIsNoneIsRefusedAtOnce() throws SQLException {
        assertThatThrownBy(() -> connection.setCatalog("nowhere"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isIn(1044, 1049));
        assertThatThrownBy(() -> connection.setCatalog(null)).isInstanceOf(SQLException.class);
        assertThat(connection.getCatalog()).isEqualTo(cluster.database());
        assertThat(Opened.ask(connection, "SELECT DATABASE()")).isEqualTo(cluster.database());
    }

    @Test
    void aCatalogIsThatOfThisSessionOnEveryInstance() throws SQLException {
        connection.setCatalog("information_schema");
        assertThat(Opened.ask(connection, "SELECT DATABASE()")).isEqualTo("information_schema");
        assertThat(Opened.ask(connection, "SELECT DATABASE() FOR UPDATE")).isEqualTo("information_schema");
        connection.setReadOnly(true);
        assertThat(Opened.ask(connection, "SELECT DATABASE()")).isEqualTo("information_schema");
        try (Connection other = dataSource.getConnection()) {
            assertThat(Opened.ask(other, "SELECT DATABASE()")).isEqualTo(cluster.database());
            assertThat(other.getCatalog()).isEqualTo(cluster.database());
        }
        connection.setReadOnly(false);
        Opened.run(connection, "USE " + cluster.database());
        assertThat(connection.getCatalog()).isEqualTo(cluster.database());
        assertThat(connection.getSchema()).isNull();
    }

    @Test
    void settingsOutliveAChangeOfRoles() throws Exception {
        connection.setCatalog("information_schema");
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        Opened.ask(connection, "SELECT 1 FOR UPDATE");
        connection.commit();
        cluster.promote(cluster.replica(0));
        Opened.await(
                "the new writer is known",
                () -> dataSource.topology().writer() != null
                        && dataSource.topology().writer().instance().port()
                                == cluster.writer().port());
        assertThat(Opened.serverOfRead(connection)).isEqualTo(cluster.writer().serverId());
        assertThat(Opened.ask(connection, "SELECT DATABASE()")).isEqualTo("information_schema");
        assertThat(Opened.ask(connection, "SELECT @@transaction_isolation")).isEqualTo("READ-COMMITTED");
        connection.rollback();
    }

    @Test
    void validityIsAskedOfTheServer() throws SQLException {
        assertThat(connection.isValid(0)).isTrue();
        assertThat(connection.isValid(5)).isTrue();
        assertThatThrownBy(() -> connection.isValid(-1)).isInstanceOf(SQLException.class);
        connection.close();
        assertThat(connection.isValid(1)).isFalse();
    }

    @Test
    void theDriversConnectionIsToBeHadBeforeTheFirstStatement() throws SQLException {
        try (Connection fresh = dataSource.getConnection()) {
            assertThat(fresh.isWrapperFor(JdbcConnection.class)).isTrue();
            JdbcConnection driver = fresh.unwrap(JdbcConnection.class);
            String place = place(fresh);
            assertThat(place(driver)).isEqualTo(place);
            assertThat(fresh.unwrap(JdbcConnection.class)).isSameAs(driver);
            assertThat(fresh.unwrap(Connection.class)).isSameAs(fresh);
        }
        assertThatThrownBy(() -> connection.unwrap(String.class)).isInstanceOf(SQLException.class);
    }

    @Test
    void theDriversStatementIsToBeHad() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            assertThat(statement.unwrap(com.mysql.cj.jdbc.JdbcPreparedStatement.class))
                    .isNotNull();
            assertThat(statement.unwrap(PreparedStatement.class)).isSameAs(statement);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.unwrap(com.mysql.cj.jdbc.result.ResultSetImpl.class))
                        .isNotNull();
            }
        }
    }

    @Test
    void aConnectionKilledUnderneathIsNoticed() throws SQLException {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        String id = Opened.ask(connection, "SELECT CONNECTION_ID()");
        try (Connection admin = cluster.writer().openAdminConnection()) {
            Opened.run(admin, "KILL " + id);
        }
        assertThatThrownBy(() -> Opened.ask(connection, "SELECT COUNT(*) FROM item"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::commit)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        Opened.run(connection, "INSERT INTO item (name) VALUES ('b')");
        connection.commit();
        assertThat(onWriter("SELECT GROUP_CONCAT(name) FROM item")).isEqualTo("b");
    }
}
