package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What begins, continues and ends a transaction. */
@ClusterTest
class TransactionTrapsTest extends SessionTest {
    TransactionTrapsTest(Cluster cluster) {
        super(cluster);
    }

    /** One way to execute a statement. */
    private interface Execution {
        void on(Connection connection) throws SQLException;
    }

    /** Whatever began the transaction, all that follows runs where it did, and is undone by its rollback. */
    private void beginsATransaction(Execution first) throws SQLException {
        connection.setAutoCommit(false);
        first.on(connection);
        String place = place(connection);
        assertThat(place).startsWith(writerId() + "/");
        try (PreparedStatement read = connection.prepareStatement("SELECT COUNT(*) FROM item")) {
            read.executeQuery().close();
        }
        assertThat(place(connection)).isEqualTo(place);
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
    }

    @Test
    void aPreparedReadBeginsATransaction() throws SQLException {
        beginsATransaction(c -> {
            try (PreparedStatement read = c.prepareStatement("SELECT name FROM item WHERE id = ?")) {
                read.setInt(1, 1);
                read.executeQuery();
            }
        });
    }

    @Test
    void aPreparedUpdateBeginsATransaction() throws SQLException {
        beginsATransaction(c -> {
            try (PreparedStatement insert = c.prepareStatement("INSERT INTO item (name) VALUES (?)")) {
                insert.setString(1, "a");
                insert.executeUpdate();
            }
        });
    }

    @Test
    void aBatchBeginsATransaction() throws SQLException {
        beginsATransaction(c -> {
            try (Statement batch = c.createStatement()) {
                batch.addBatch("INSERT INTO item (name) VALUES ('a')");
                batch.addBatch("INSERT INTO item (name) VALUES ('b')");
                batch.executeBatch();
            }
        });
    }

    @Test
    void aLargePreparedBatchBeginsATransaction() throws SQLException {
        beginsATransaction(c -> {
            try (PreparedStatement batch = c.prepareStatement("INSERT INTO item (name) VALUES (?)")) {
                batch.setString(1, "a");
                batch.addBatch();
                batch.executeLargeBatch();
            }
        });
    }

    @Test
    void aLargeUpdateBeginsATransaction() throws SQLException {
        beginsATransaction(c -> {
            try (Statement statement = c.createStatement()) {
                statement.executeLargeUpdate("INSERT INTO item (name) VALUES ('a')");
            }
        });
    }

    @Test
    void beginBehindAnyCommentBeginsATransaction() throws SQLException {
        for (String begin : new String[] {
            "/* app */ BEGIN",
            "# app\nSTART TRANSACTION",
            "-- app\nBEGIN",
            "/*!40000 START TRANSACTION */",
            "  begin work ; "
        }) {
            Opened.run(connection, begin);
            Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
            assertThat(Opened.serverOfRead(connection)).as(begin).isEqualTo(writerId());
            Opened.run(connection, "/* app */ ROLLBACK");
            assertThat(onWriter("SELECT COUNT(*) FROM item")).as(begin).isEqualTo("0");
            assertThat(Opened.serverOfRead(connection)).as(begin).isIn(replicaIds());
        }
    }

    @Test
    void autocommitSetInTextIsThatOfTheConnection() throws SQLException {
        Opened.run(connection, "SET autocommit = 0");
        assertThat(connection.getAutoCommit()).isFalse();
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        assertThat(Opened.serverOfRead(connection)).isEqualTo(writerId());
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
        Opened.run(connection, "SET @@session.autocommit = ON");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
        cluster.awaitReplication();
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
    }

    @Test
    void aDefinitionCommitsWhatIsOpen() throws SQLException {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        Opened.run(connection, "CREATE TABLE IF NOT EXISTS made_in_between (id INT)");
        connection.setReadOnly(true);
        connection.setReadOnly(false);
        connection.rollback();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
        Opened.run(connection, "DROP TABLE made_in_between");
    }

    @Test
    void aSavepointUndoesWhatCameAfterIt() throws SQLException {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('kept')");
        Savepoint savepoint = connection.setSavepoint("here");
        Opened.run(connection, "INSERT INTO item (name) VALUES ('undone')");
        connection.rollback(savepoint);
        connection.commit();
        assertThat(onWriter("SELECT GROUP_CONCAT(name) FROM item")).isEqualTo("kept");
    }

    @Test
    void aSavepointThatAnotherLayerWrappedIsUnderstood() throws SQLException {
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint("outer");
        Opened.run(connection, "INSERT INTO item (name) VALUES ('undone')");
        connection.rollback(new Savepoint() {
            @Override
            public int getSavepointId() throws SQLException {
                return savepoint.getSavepointId();
            }

            @Override
            public String getSavepointName() throws SQLException {
                return savepoint.getSavepointName();
            }
        });
        connection.commit();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
    }

    @Test
    void savepointsActAsOnAPlainConnection() throws SQLException {
        Scenario[] scenarios = {
            c -> {
                c.setAutoCommit(false);
                Savepoint savepoint = c.setSavepoint();
                c.releaseSavepoint(savepoint);
                c.rollback(savepoint);
                return "no error";
            },
            c -> {
                Savepoint savepoint = c.setSavepoint("outside");
                c.rollback(savepoint);
                return "no error";
            },
            c -> {
                c.setAutoCommit(false);
                Savepoint first = c.setSavepoint("first");
                Savepoint second = c.setSavepoint("second");
                c.rollback(first);
                c.releaseSavepoint(second);
                return "no error";
            },
            c -> {
                c.setAutoCommit(false);
                Savepoint savepoint = c.setSavepoint("gone");
                c.commit();
                c.rollback(savepoint);
                return "no error";
            },
        };
        for (Scenario scenario : scenarios) {
            String expected = plainly(scenario);
            try (Connection ours = dataSource.getConnection()) {
                assertThat(seen(ours, scenario)).isEqualTo(expected);
            }
        }
    }

    @Test
    void readOnlyCannotChangeInsideATransaction() throws SQLException {
        connection.setAutoCommit(false);
        Opened.ask(connection, "SELECT COUNT(*) FROM item");
        assertThatThrownBy(() -> connection.setReadOnly(true))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25001"));
        connection.commit();
        connection.setReadOnly(true);
        assertThat(connection.isReadOnly()).isTrue();
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        connection.commit();
    }

    @Test
    void commitAndRollbackAreRefusedInAutocommitMode() {
        for (Execution end : new Execution[] {Connection::commit, Connection::rollback}) {
            assertThatThrownBy(() -> end.on(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25000"));
        }
    }

    @Test
    void aWriteOnAReadOnlyConnectionIsRefused() throws SQLException {
        connection.setReadOnly(true);
        assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isInstanceOf(SQLException.class);
        connection.setReadOnly(false);
        assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isEqualTo(1);
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
    }

    @Test
    void aClosedConnectionRefusesEverySetting() throws SQLException {
        connection.close();
        for (Execution setting : new Execution[] {
            c -> c.setReadOnly(true),
            c -> c.setAutoCommit(false),
            c -> c.setCatalog("test"),
            c -> c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
            c -> c.setNetworkTimeout(Runnable::run, 10),
            Connection::getAutoCommit,
            Connection::isReadOnly,
            Connection::getCatalog,
            Connection::getMetaData,
            Connection::createStatement,
            Connection::commit,
            Connection::rollback,
            Connection::setSavepoint,
        }) {
            assertThatThrownBy(() -> setting.on(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
        }
        assertThat(connection.isValid(1)).isFalse();
        assertThat(connection.isClosed()).isTrue();
        connection.close();
    }
}
