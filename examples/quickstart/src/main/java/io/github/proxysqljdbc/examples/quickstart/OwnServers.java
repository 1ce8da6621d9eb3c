package io.github.proxysqljdbc.examples.quickstart;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.RouteEvent;
import io.github.proxysqljdbc.topology.InstanceState;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a few statements on servers of the reader's own, and prints where the library sent each, and why. It makes one table, and drops it.
 * Nothing is killed, and no server's settings are changed.
 */
final class OwnServers {
    private static final String TABLE = "quickstart_item";
    private static final String LINE = "   %-26s  %-58s  %s%n";
    private static final Duration LONGEST_LAG = Duration.ofSeconds(30);

    private final PrintStream out;

    private OwnServers(PrintStream out) {
        this.out = out;
    }

    static void run(String url, PrintStream out) throws SQLException {
        new OwnServers(out).run(url);
    }

    private void run(String url) throws SQLException {
        LastRoute route = new LastRoute();
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(ProxysqlConfig.of(url), route)) {
            awaitRoles(dataSource);
            out.printf("%n1. Your servers, as %s%n%n", dataSource.config().safeUrl());
            for (InstanceState each : dataSource.topology().instances()) {
                out.printf("   %-26s  %-7s  %-8s  %s%n", each.instance(), each.role(), each.status(), each.evidence());
            }
            out.printf("%n2. Statements of one java.sql.Connection: where each was sent, and why%n%n");
            out.printf(LINE, "instance", "statement", "why");
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                run(connection, statement, route);
            }
            out.println();
        }
    }

    private void run(Connection connection, Statement statement, LastRoute route) throws SQLException {
        show(statement, route, "CREATE TABLE " + TABLE + " (id SERIAL, name TEXT)");
        try {
            show(statement, route, "INSERT INTO " + TABLE + " (name) VALUES ('tea'), ('milk')");
            show(statement, route, "SELECT LAST_INSERT_ID()");
            awaitReplicas(statement);
            show(statement, route, "SELECT name FROM " + TABLE + " ORDER BY name");
            show(statement, route, "SELECT name FROM " + TABLE + " WHERE id = 1 FOR UPDATE");
            connection.setAutoCommit(false);
            show(statement, route, "SELECT COUNT(*) FROM " + TABLE);
            show(statement, route, "UPDATE " + TABLE + " SET name = 'coffee' WHERE id = 1");
            connection.commit();
            connection.setReadOnly(true);
            show(statement, route, "SELECT COUNT(*) FROM " + TABLE);
            connection.commit();
            connection.setReadOnly(false);
            connection.setAutoCommit(true);
        } finally {
            connection.setReadOnly(false);
            show(statement, route, "DROP TABLE " + TABLE);
        }
    }

    private void show(Statement statement, LastRoute route, String sql) throws SQLException {
        statement.execute(sql);
        RouteEvent sent = route.last;
        out.printf(LINE, sent.instance() + ' ' + sent.hostgroup(), sql, sent.reason());
    }

    /** Replicas are asked until they have the table: the reads of this program go to them as soon as it is there. */
    private static void awaitReplicas(Statement statement) throws SQLException {
        long end = System.nanoTime() + LONGEST_LAG.toNanos();
        SQLException last = null;
        while (System.nanoTime() - end < 0) {
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + TABLE)) {
                if (rows.next() && rows.getInt(1) == 2) {
                    return;
                }
            } catch (SQLException e) {
                last = e;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new SQLException("the replica has not got the rows within " + LONGEST_LAG.toSeconds() + " s", last);
    }

    /** The data source opens with the first answer; this waits, for five seconds, until each instance was heard of. */
    private static void awaitRoles(ProxysqlDataSource dataSource) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() - end < 0
                && dataSource.topology().instances().stream()
                        .anyMatch(each -> each.status().name().equals("UNKNOWN"))) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static final class LastRoute implements ProxysqlListener {
        private volatile RouteEvent last = new RouteEvent("", "", "", "");

        @Override
        public void routed(RouteEvent event) {
            last = event;
        }
    }
}
