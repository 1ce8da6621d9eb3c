package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A session that has the server give no rows: what is asked of its connection on the side is answered nevertheless. */
@ClusterTest(replicas = 0)
class RowLimitTest extends ComparedTest {
    RowLimitTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void autocommitIsWhatTheServerSays() throws SQLException {
        sameAsPlain((connection, between, seen) -> {
            Opened.execute(connection, "SET sql_select_limit = 0");
            Opened.execute(connection, "SET autocommit = 1 - 1");
            Opened.execute(connection, "INSERT INTO item (name) VALUES ('a')");
            Opened.execute(connection, "ROLLBACK");
            between.calls();
            Opened.execute(connection, "SET sql_select_limit = DEFAULT");
            seen.add(table(connection));
        });
    }

    @Test
    void theNextSessionOfTheConnectionCommitsItsWrites() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=1")) {
            try (Connection connection = dataSource.getConnection()) {
                Opened.execute(connection, "SET sql_select_limit = 0");
                Opened.execute(connection, "SET autocommit = 1 - 1");
            }
            try (Connection connection = dataSource.getConnection()) {
                Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
            }
        }
        try (Connection direct = cluster.writer().openDirectConnection()) {
            assertThat(Opened.ask(direct, "SELECT COUNT(*) FROM item")).isEqualTo("1");
        }
    }

    @Test
    void anIsolationLevelIsSet() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=1");
                Connection connection = dataSource.getConnection()) {
            Opened.execute(connection, "SET sql_select_limit = 0");
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                    .isEqualTo(1);
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void theInsertIdIsKnownAfterAnotherSessionUsedTheConnection() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=1");
                Connection connection = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            Opened.execute(connection, "SET sql_select_limit = 0");
            Opened.run(connection, "INSERT INTO item (id, name) VALUES (41, 'a')");
            Opened.run(connection, "INSERT INTO item (name) VALUES ('b'), ('c')");
            Opened.run(other, "INSERT INTO neighbour (name) VALUES ('d')");
            Opened.execute(connection, "SET sql_select_limit = DEFAULT");
            assertThat(Opened.ask(connection, "SELECT LAST_INSERT_ID()")).isEqualTo("42");
        }
    }

    @Test
    void theRowsFoundAreKnownAfterAnotherSessionUsedTheConnection() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "maxPoolSize=1");
                Connection connection = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            Opened.run(connection, "INSERT INTO item (name) VALUES ('a'), ('b')");
            Opened.execute(connection, "SET sql_select_limit = 0");
            Opened.execute(connection, "SELECT SQL_CALC_FOUND_ROWS * FROM item FOR UPDATE");
            Opened.run(other, "INSERT INTO neighbour (name) VALUES ('d')");
            Opened.execute(connection, "SET sql_select_limit = DEFAULT");
            assertThat(Opened.ask(connection, "SELECT FOUND_ROWS()")).isEqualTo("2");
        }
    }
}
