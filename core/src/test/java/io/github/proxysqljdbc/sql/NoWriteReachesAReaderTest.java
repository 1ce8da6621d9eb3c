package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterSetUp;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.Feature;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Real servers judge what the classifier takes for a read: a replica may not refuse it for being read-only, and on the writer, where nothing
 * is refused, it may change nothing, lock no row and leave nothing behind.
 */
@ClusterTest(replicas = 1)
class NoWriteReachesAReaderTest {
    private static final int STATEMENTS = Integer.getInteger("proxysql.test.statements", 4000);
    private static final int BATCH = 25;
    private static final Set<Integer> REFUSED_AS_WRITE = Set.of(1290, 1836, 1792);

    private final long seed = Long.getLong("proxysql.test.seed", System.nanoTime());
    private final Classifier classifier = new Classifier();
    private final Cluster cluster;

    NoWriteReachesAReaderTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @ClusterSetUp
    static void createWhatStatementsUse(Cluster cluster) throws SQLException {
        List<String> definitions = new ArrayList<>(List.of(
                "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, n INT, note VARCHAR(50)) ENGINE=InnoDB",
                "CREATE TABLE u (id INT PRIMARY KEY AUTO_INCREMENT, n INT, note VARCHAR(50)) ENGINE=InnoDB",
                "INSERT INTO t (n, note) VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                "INSERT INTO u (n, note) VALUES (1, 'a'), (2, 'b')",
                "CREATE VIEW v AS SELECT * FROM t",
                "CREATE FUNCTION f_write(a INT) RETURNS INT DETERMINISTIC MODIFIES SQL DATA"
                        + " BEGIN INSERT INTO u (n, note) VALUES (a, 'f'); RETURN a; END",
                "CREATE PROCEDURE p() MODIFIES SQL DATA INSERT INTO u (n, note) VALUES (0, 'p')"));
        if (cluster.supports(Feature.MARIADB)) {
            definitions.add("CREATE SEQUENCE s");
        }
        try (Connection connection = cluster.writer().openAdminConnection();
                Statement statement = connection.createStatement()) {
            for (String definition : definitions) {
                statement.execute(definition);
            }
        }
        cluster.awaitReplication();
    }

    @Test
    void noStatementTakenForAReadWritesLocksOrLeavesAnythingBehind() throws SQLException {
        System.out.println("statements made from seed " + seed + "; -Dproxysql.test.seed=" + seed + " repeats them");
        StatementGenerator generator = new StatementGenerator(seed);
        List<String> reads = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            String sql = generator.next();
            if (classifier.classify(sql, Dialect.STANDARD).target() == Target.READER) {
                reads.add(sql);
            }
        }
        assertThat(reads.size()).as("statements taken for reads").isBetween(STATEMENTS / 5, STATEMENTS * 4 / 5);
        int answered = runOnReplica(reads);
        int answeredByWriter = runOnWriter(reads);
        System.out.printf(
                "%d statements, %d taken for reads; replica and writer of %s answered %d and %d%n",
                STATEMENTS, reads.size(), cluster, answered, answeredByWriter);
        assertThat(answered).as("reads that the server understands").isGreaterThan(reads.size() / 3);
    }

    private int runOnReplica(List<String> reads) throws SQLException {
        int answered = 0;
        ServerInstance replica = cluster.replica(0);
        String before = contents(replica);
        try (Connection connection = open(replica, cluster.user(), cluster.password());
                Statement statement = connection.createStatement()) {
            for (String sql : reads) {
                try {
                    drain(statement, sql);
                    answered++;
                } catch (SQLException e) {
                    assertThat(REFUSED_AS_WRITE)
                            .as("seed %d: refused by a replica: %s%n%s", seed, e.getMessage(), sql)
                            .doesNotContain(e.getErrorCode());
                }
            }
        }
        assertThat(contents(replica))
                .as("seed %d: contents of the replica", seed)
                .isEqualTo(before);
        return answered;
    }

    /** In transactions of some statements, so that the locks they took can be seen before they end. */
    private int runOnWriter(List<String> reads) throws SQLException {
        ServerInstance writer = cluster.writer();
        String before = contents(writer);
        int notUnderstood = 0;
        try (Connection connection = open(writer, cluster.user(), cluster.password());
                Connection second = open(writer, cluster.user(), cluster.password());
                Statement statement = connection.createStatement();
                Statement other = second.createStatement()) {
            connection.setAutoCommit(false);
            String clean = leftBehind(statement, other);
            for (int from = 0; from < reads.size(); from += BATCH) {
                List<String> batch = reads.subList(from, Math.min(from + BATCH, reads.size()));
                for (String sql : batch) {
                    try {
                        drain(statement, sql);
                    } catch (SQLException e) {
                        notUnderstood++;
                    }
                }
                assertThat(leftBehind(statement, other))
                        .as("seed %d: left behind by one of%n%s", seed, String.join("\n", batch))
                        .isEqualTo(clean);
                connection.rollback();
            }
        }
        assertThat(contents(writer)).as("seed %d: contents of the writer", seed).isEqualTo(before);
        return reads.size() - notUnderstood;
    }

    private static Connection open(ServerInstance instance, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                instance.directJdbcUrl() + "?allowMultiQueries=true&connectTimeout=10000&socketTimeout=30000",
                user,
                password);
    }

    private static void drain(Statement statement, String sql) throws SQLException {
        boolean rows = statement.execute(sql);
        while (rows || statement.getUpdateCount() != -1) {
            rows = statement.getMoreResults();
        }
    }

    /** Contents as the transaction sees them, its variables and named lock, and the rows that nobody else holds a lock on. */
    private String leftBehind(Statement statement, Statement other) throws SQLException {
        String variables =
                value(statement, "SELECT CONCAT_WS(' ', COALESCE(@a, 'null'), COALESCE(IS_USED_LOCK('k'), 'null'))");
        return contents(statement) + variables + " free rows " + freeRows(other, "t") + " " + freeRows(other, "u");
    }

    private static int freeRows(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " FOR UPDATE SKIP LOCKED")) {
            int free = 0;
            while (rows.next()) {
                free++;
            }
            return free;
        }
    }

    private String contents(Statement statement) throws SQLException {
        StringBuilder contents = new StringBuilder();
        for (String table : List.of("t", "u")) {
            contents.append(value(
                    statement,
                    "SELECT CONCAT_WS(';', '" + table + "', COUNT(*), SUM(CRC32(CONCAT_WS(',', id, n, note)))) FROM "
                            + table));
        }
        if (cluster.supports(Feature.MARIADB)) {
            contents.append(value(statement, "SELECT next_not_cached_value FROM s"));
        }
        return contents.append(' ').toString();
    }

    private String contents(ServerInstance instance) throws SQLException {
        try (Connection connection = instance.openAdminConnection();
                Statement statement = connection.createStatement()) {
            return contents(statement);
        }
    }

    @Test
    void theServerShowsWhatAWriteOrALockLeavesBehind() throws SQLException {
        try (Connection connection = open(cluster.writer(), cluster.user(), cluster.password());
                Connection second = open(cluster.writer(), cluster.user(), cluster.password());
                Statement statement = connection.createStatement();
                Statement other = second.createStatement()) {
            connection.setAutoCommit(false);
            String clean = leftBehind(statement, other);
            for (String sql : List.of(
                    "SELECT n FROM t LIMIT 1 FOR UPDATE",
                    "SELECT n FROM t LIMIT 1 LOCK IN SHARE MODE",
                    "SELECT f_write(1)",
                    "SELECT GET_LOCK('k', 0)",
                    "SELECT @a := 5")) {
                drain(statement, sql);
                assertThat(leftBehind(statement, other)).as(sql).isNotEqualTo(clean);
                connection.rollback();
                drain(statement, "SELECT RELEASE_LOCK('k')");
                drain(statement, "SET @a = NULL");
                assertThat(leftBehind(statement, other)).as("after " + sql).isEqualTo(clean);
            }
        }
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
