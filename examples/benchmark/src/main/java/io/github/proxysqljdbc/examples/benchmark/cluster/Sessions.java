package io.github.proxysqljdbc.examples.benchmark.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.examples.benchmark.Arguments;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Many logical connections that are open all the time, each with a point select now and then: how many physical ones they take. */
public final class Sessions {
    private static final Map<String, String> DEFAULTS = Map.of(
            "participants", "proxysql,hikari", "sessions", "1000", "pause", "50", "seconds", "20", "maxPoolSize", "10");

    private final Arguments arguments;
    private final Cluster cluster;

    private Sessions(Arguments arguments, Cluster cluster) {
        this.arguments = arguments;
        this.cluster = cluster;
    }

    /** Runs each participant on the same cluster, one after the other. */
    public static void run(List<String> given) throws Exception {
        Arguments arguments = Arguments.of(given, DEFAULTS);
        try (Cluster cluster = Cluster.start()) {
            Site.fill(Servers.of(cluster));
            for (ServerInstance instance : cluster.instances()) {
                administer(instance, "SET GLOBAL max_connections = 3000");
            }
            for (String participant : arguments.list("participants")) {
                new Sessions(arguments, cluster).measure(participant);
            }
        }
    }

    private DataSource open(String participant) throws SQLException {
        Servers servers = Servers.of(cluster);
        if (participant.equals("proxysql")) {
            Properties properties = new Properties();
            properties.putAll(Participant.DRIVER_OPTIONS);
            properties.setProperty("user", servers.user());
            properties.setProperty("password", servers.password());
            properties.setProperty("maxPoolSize", Integer.toString(arguments.number("maxPoolSize")));
            return new ProxysqlDataSource(
                    "jdbc:proxysql://" + servers.writer() + ',' + String.join(",", servers.replicas()) + '/'
                            + servers.database(),
                    properties);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + servers.writer() + '/' + servers.database());
        config.setUsername(servers.user());
        config.setPassword(servers.password());
        config.setMaximumPoolSize(arguments.number("sessions"));
        config.setMinimumIdle(0);
        Participant.DRIVER_OPTIONS.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    private void measure(String participant) throws Exception {
        for (ServerInstance instance : cluster.instances()) {
            administer(instance, "FLUSH STATUS");
        }
        DataSource dataSource = open(participant);
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < arguments.number("sessions"); i++) {
                open.add(dataSource.getConnection());
            }
            drive(participant, open);
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
            ((AutoCloseable) dataSource).close();
        }
    }

    private void drive(String participant, List<Connection> open) throws Exception {
        long pause = arguments.number("pause") * 1_000_000L;
        long start = System.nanoTime() + 2_000_000_000L;
        long warm = start + 3_000_000_000L;
        long end = warm + arguments.number("seconds") * 1_000_000_000L;
        AtomicInteger errors = new AtomicInteger();
        long[][] latencies = new long[open.size()][];
        CountDownLatch done = new CountDownLatch(open.size());
        for (int i = 0; i < open.size(); i++) {
            int session = i;
            Thread thread = new Thread(() -> {
                latencies[session] =
                        session(open.get(session), start + session * pause / open.size(), pause, warm, end, errors);
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        done.await();
        long[] all =
                Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
        int most = 0;
        StringBuilder each = new StringBuilder();
        for (ServerInstance instance : cluster.instances()) {
            int used = Integer.parseInt(ask(instance, "SHOW GLOBAL STATUS LIKE 'Max_used_connections'"));
            most += used;
            each.append(each.isEmpty() ? "" : " + ").append(used);
        }
        System.out.printf(
                Locale.ROOT,
                "%-9s %d sessions: %,d statements, %d errors, %.0f/s; latency p50 %.2f ms, p99 %.2f ms;"
                        + " Max_used_connections %s = %d%n",
                participant,
                open.size(),
                all.length,
                errors.get(),
                all.length / (double) arguments.number("seconds"),
                at(all, 0.5),
                at(all, 0.99),
                each,
                most);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }

    /** One session's statements, one in each pause unless it is late; how long each took, the wait for a physical connection included. */
    private static long[] session(
            Connection connection, long first, long pause, long warm, long end, AtomicInteger errors) {
        SplittableRandom random = new SplittableRandom();
        long[] latencies = new long[(int) ((end - warm) / pause) + 2];
        int count = 0;
        for (long due = first; due < end; due = Math.max(due + pause, System.nanoTime())) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long called = System.nanoTime();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT name FROM " + Site.TABLE + " WHERE id = ?")) {
                select.setInt(1, random.nextInt(Work.ROWS) + 1);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("the row is missing");
                    }
                }
                if (due >= warm && count < latencies.length) {
                    latencies[count++] = System.nanoTime() - called;
                }
            } catch (SQLException e) {
                if (errors.incrementAndGet() == 1) {
                    e.printStackTrace();
                }
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    private static void administer(ServerInstance instance, String sql) throws SQLException {
        try (Connection admin = instance.openAdminConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(ServerInstance instance, String sql) throws SQLException {
        try (Connection admin = instance.openAdminConnection();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(2) : "0";
        }
    }
}
