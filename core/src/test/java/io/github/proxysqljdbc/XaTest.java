package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlXid;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;

/** Distributed transactions, through JDBC and in SQL. */
@ClusterTest(replicas = 1)
class XaTest extends SessionTest {
    XaTest(Cluster cluster) {
        super(cluster, "maxPoolSize=2", "connectionTimeout=5s");
    }

    private static Xid xid(String name) {
        return new MysqlXid(name.getBytes(StandardCharsets.UTF_8), "branch".getBytes(StandardCharsets.UTF_8), 7);
    }

    private XADataSource xa() throws SQLException {
        assertThat(dataSource.isWrapperFor(XADataSource.class)).isTrue();
        return dataSource.unwrap(XADataSource.class);
    }

    /** MySQL lists prepared branches to accounts with XA_RECOVER_ADMIN only (MySQL manual, "XA RECOVER"). */
    private void allowRecovery() throws SQLException {
        if (!onWriter("SELECT VERSION()").contains("MariaDB")) {
            try (Connection admin = cluster.writer().openAdminConnection()) {
                Opened.execute(admin, "GRANT XA_RECOVER_ADMIN ON *.* TO '" + cluster.user() + "'@'%'");
            }
        }
    }

    @Test
    void aBranchIsPreparedAndCommitted() throws SQLException, XAException {
        allowRecovery();
        XAConnection xa = xa().getXAConnection();
        try {
            XAResource resource = xa.getXAResource();
            Xid xid = xid("committed");
            try (Connection branch = xa.getConnection()) {
                resource.start(xid, XAResource.TMNOFLAGS);
                assertThat(Opened.serverOfRead(branch)).isEqualTo(writerId());
                Opened.run(branch, "INSERT INTO item (name) VALUES ('a')");
                assertThatThrownBy(branch::commit).isInstanceOf(SQLException.class);
                resource.end(xid, XAResource.TMSUCCESS);
                assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
            }
            assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
            assertThat(Arrays.asList(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)))
                    .contains(xid);
            resource.commit(xid, false);
            assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
            assertThat(resource.isSameRM(resource)).isTrue();
        } finally {
            xa.close();
        }
    }

    @Test
    void aBranchIsRolledBackAndItsConnectionGoesToNobodyElse() throws SQLException, XAException {
        String id;
        XAConnection xa = xa().getXAConnection();
        try {
            Xid xid = xid("undone");
            try (Connection branch = xa.getConnection()) {
                id = Opened.ask(branch, "SELECT CONNECTION_ID()");
                xa.getXAResource().start(xid, XAResource.TMNOFLAGS);
                Opened.run(branch, "INSERT INTO item (name) VALUES ('a')");
                xa.getXAResource().end(xid, XAResource.TMFAIL);
                xa.getXAResource().rollback(xid);
            }
        } finally {
            xa.close();
        }
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
        for (int i = 0; i < 3; i++) {
            assertThat(place(connection)).isNotEqualTo(writerId() + "/" + id);
            assertThat(Opened.run(connection, "INSERT INTO item (amount) VALUES (1)"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatIsClosedInABranchLeavesNothing() throws SQLException, XAException {
        XAConnection xa = xa().getXAConnection();
        xa.getXAResource().start(xid("left"), XAResource.TMNOFLAGS);
        Opened.run(xa.getConnection(), "INSERT INTO item (name) VALUES ('a')");
        xa.close();
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isEqualTo(1);
        assertThatThrownBy(xa::getConnection).isInstanceOf(SQLException.class);
    }

    @Test
    void anotherUserIsRefusedAndAClosedDataSourceHasNone() throws SQLException {
        XADataSource xa = xa();
        assertThatThrownBy(() -> xa.getXAConnection("somebody", "else"))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        xa.getXAConnection(cluster.user(), cluster.password()).close();
        assertThatThrownBy(() -> xa.setLoginTimeout(1)).isInstanceOf(SQLException.class);
        dataSource.close();
        assertThatThrownBy(xa::getXAConnection).isInstanceOf(SQLException.class);
    }

    @Test
    void aBranchInSqlHasItsConnectionUntilItsEnd() throws SQLException {
        Opened.execute(connection, "XA START 'text'");
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        Opened.execute(connection, "XA END 'text'");
        Opened.execute(connection, "XA PREPARE 'text'");
        try (Connection other = dataSource.getConnection()) {
            assertThat(Opened.ask(other, "SELECT COUNT(*) FROM item FOR UPDATE SKIP LOCKED"))
                    .isEqualTo("0");
        }
        Opened.execute(connection, "XA COMMIT 'text'");
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
        cluster.awaitReplication();
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        Opened.execute(connection, "XA START 'undone'");
        Opened.run(connection, "INSERT INTO item (name) VALUES ('b')");
        connection.close();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
    }
}
