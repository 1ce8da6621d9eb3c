package io.github.proxysqljdbc.examples.quickstart;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What an ordinary application does: it knows one {@code Connection} and nothing of the servers. */
final class Statements {
    private static final int THREADS = 8;
    private static final int READS = 100;

    private final Cluster cluster;
    private final ProxysqlDataSource dataSource;
    private final Report report;

    Statements(Cluster cluster, ProxysqlDataSource dataSource, Report report) {
        this.cluster = cluster;
        this.dataSource = dataSource;
        this.report = report;
    }

    void run() throws SQLException {
        report.chapter("3. Statements of one java.sql.Connection: which server executed each, by its own log, and why");
        report.header();
        try (Connection connection = dataSource.getConnection()) {
            alone(connection);
            transaction(connection);
            readOnlyTransaction(connection);
        }
        manyThreads();
        report.chapter("4. Ask first: where would it go, and why?");
        report.say("");
        explain("SELECT name FROM item WHERE id = 7");
        explain("SELECT name, audit(id) FROM item");
        explain("CREATE TEMPORARY TABLE basket (id INT)");
    }

    private void alone(Connection connection) throws SQLException {
        update(connection, "CREATE TABLE item (id SERIAL, name TEXT, n INT)");
        update(connection, "INSERT INTO item (name, n) VALUES ('tea', 5), ('milk', 3)");
        query(connection, "SELECT LAST_INSERT_ID()");
        cluster.awaitReplication();
        query(connection, "SELECT name, n FROM item ORDER BY name");
        prepared(connection, "SELECT name FROM item WHERE id = ?");
        query(connection, "/* report */ (SELECT 1) UNION (SELECT MAX(n) FROM item)");
        query(connection, "SELECT n FROM item WHERE id = 1 FOR UPDATE");
        query(connection, "SELECT IS_FREE_LOCK('stock-taking')");
        update(connection, "UPDATE item SET n = n - 1 WHERE id = 1");
    }

    private void transaction(Connection connection) throws SQLException {
        report.call("setAutoCommit(false)", () -> connection.setAutoCommit(false));
        query(connection, "SELECT n FROM item WHERE id = 2");
        update(connection, "UPDATE item SET n = n + 10 WHERE id = 2");
        query(connection, "SELECT SUM(n) FROM item");
        commit(connection);
    }

    private void readOnlyTransaction(Connection connection) throws SQLException {
        cluster.awaitReplication();
        report.call("setReadOnly(true)", () -> connection.setReadOnly(true));
        query(connection, "SELECT COUNT(*) FROM item");
        query(connection, "SELECT SUM(n) FROM item");
        commit(connection);
    }

    /** One thread keeps to one replica while that is not busier than the others; many threads use all of them. */
    private void manyThreads() throws SQLException {
        Map<String, Integer> answers = new ConcurrentSkipListMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = Collections.nCopies(THREADS, () -> {
                for (int i = 0; i < READS; i++) {
                    answers.merge("server " + serverOfRead(), 1, Integer::sum);
                }
                return null;
            });
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new SQLException("the reads of " + THREADS + " threads did not come to their end", e);
        } finally {
            threads.shutdownNow();
        }
        String counts = answers.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        report.chapter("   " + THREADS + " threads, " + READS + " reads each. " + counts);
    }

    private String serverOfRead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@server_id")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void query(Connection connection, String sql) throws SQLException {
        report.statement(sql, () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                drain(rows);
            }
        });
    }

    private void prepared(Connection connection, String sql) throws SQLException {
        report.statement(sql, () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, 2);
                try (ResultSet rows = statement.executeQuery()) {
                    drain(rows);
                }
            }
        });
    }

    private static void drain(ResultSet rows) throws SQLException {
        boolean more = rows.next();
        while (more) {
            more = rows.next();
        }
    }

    private void update(Connection connection, String sql) throws SQLException {
        report.statement(sql, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        });
    }

    private void commit(Connection connection) throws SQLException {
        report.statement("commit()", "COMMIT", connection::commit, "end of the transaction");
    }

    private void explain(String sql) {
        report.say("explain(\"" + sql + "\")");
        report.say("  " + dataSource.explain(sql));
    }
}
