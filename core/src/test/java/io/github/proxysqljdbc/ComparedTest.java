package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What an application does is done twice: on a plain connection of Connector/J's, and on one of ours while {@link Neighbours} use the same few
 * physical connections. Both see the same.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ComparedTest {
    final Cluster cluster;

    ComparedTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Lets other sessions at the physical connections; on a plain connection nothing. */
    interface Between {
        void calls() throws SQLException;
    }

    /** What an application does, writing down what it sees. */
    interface Scenario {
        void on(Connection connection, Between between, List<Object> seen) throws SQLException;
    }

    /** Something that may fail. */
    interface Attempt {
        Object get() throws SQLException;
    }

    @BeforeEach
    final void emptyTables() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP TABLE IF EXISTS item, neighbour");
            Opened.run(
                    direct,
                    "CREATE TABLE item (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40) UNIQUE, amount INT,"
                            + " data LONGBLOB, note LONGTEXT)");
            Opened.run(direct, "CREATE TABLE neighbour (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40))");
        }
        cluster.awaitReplication();
    }

    /** Both see the same, with these options of the driver. */
    final void sameAsPlain(Scenario scenario, String... options) throws SQLException {
        List<Object> expected = new ArrayList<>();
        try (Connection plain =
                DriverManager.getConnection(cluster.writer().jdbcUrl(), Opened.driverProperties(cluster, options))) {
            scenario.on(plain, () -> {}, expected);
        }
        emptyTables();
        List<Object> actual = new ArrayList<>();
        String[] more = Arrays.copyOf(options, options.length + 2);
        more[options.length] = "maxPoolSize=3";
        more[options.length + 1] = "connectionTimeout=5s";
        try (ProxysqlDataSource dataSource = Opened.on(cluster, more);
                Neighbours neighbours = new Neighbours(dataSource);
                Connection ours = dataSource.getConnection()) {
            scenario.on(ours, neighbours::move, actual);
        }
        emptyTables();
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(String.valueOf(actual.get(i)))
                    .as("step %d of %d with %s", i, expected.size(), List.of(options))
                    .isEqualTo(String.valueOf(expected.get(i)));
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    /** Both see the same, with statements prepared by the driver and by the server, with and without its cache. */
    final void sameAsPlainHoweverPrepared(Scenario scenario, String... options) throws SQLException {
        for (String[] how : new String[][] {
            {},
            {"cachePrepStmts=false"},
            {"useServerPrepStmts=true"},
            {"useServerPrepStmts=true", "cachePrepStmts=false"}
        }) {
            String[] all = Arrays.copyOf(options, options.length + how.length);
            System.arraycopy(how, 0, all, options.length, how.length);
            sameAsPlain(scenario, all);
        }
    }

    /** What it gives, or how it fails. */
    static Object tried(Attempt attempt) {
        try {
            Object result = attempt.get();
            return result instanceof int[] counts
                    ? Arrays.toString(counts)
                    : result instanceof long[] large ? Arrays.toString(large) : String.valueOf(result);
        } catch (BatchUpdateException e) {
            return failed(e) + Arrays.toString(e.getUpdateCounts()) + Arrays.toString(e.getLargeUpdateCounts());
        } catch (SQLException e) {
            return e.getCause() instanceof RuntimeException thrown && "S1009".equals(e.getSQLState())
                    ? thrown.getClass().getSimpleName()
                    : failed(e);
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** What it gives, or that it was refused, where the driver's SQLState is one of its own. */
    static Object outcome(Attempt attempt) {
        try {
            return attempt.get();
        } catch (SQLException e) {
            return "refused";
        }
    }

    private static String failed(SQLException e) {
        return e.getClass().getSimpleName() + ' ' + e.getErrorCode() + ' ' + e.getSQLState() + ' ';
    }

    /** All rows and columns as text; closes the result. */
    static String rows(ResultSet rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (rows) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    text.append(rows.getString(i)).append(i == columns ? ';' : ',');
                }
            }
        }
        return text.toString();
    }

    static String keys(Statement statement) throws SQLException {
        return "keys " + rows(statement.getGeneratedKeys());
    }

    /** What the table holds, asked of the writer. */
    static String table(Connection connection) throws SQLException {
        return Opened.ask(
                connection,
                "SELECT GROUP_CONCAT(id, '=', COALESCE(name, '-'), '/', COALESCE(amount, '-'), '/', COALESCE(note, '-') ORDER BY id)"
                        + " FROM item FOR UPDATE");
    }
}
