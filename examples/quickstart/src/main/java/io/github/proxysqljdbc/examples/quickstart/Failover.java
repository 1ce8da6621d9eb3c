package io.github.proxysqljdbc.examples.quickstart;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the writer while one thread writes and another reads, and measures when writes succeed again and whether reads failed. */
final class Failover {
    private static final String WRITE = "INSERT INTO item (name, n) VALUES ('coffee', 1)";
    private static final String READ = "SELECT COUNT(*) FROM item";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final ProxysqlDataSource dataSource;
    private final PrintStream out;
    private final List<Moment> moments = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger failedReads = new AtomicInteger();
    private volatile long killedAt;

    private record Moment(long nanos, String what) {}

    Failover(Cluster cluster, ProxysqlDataSource dataSource, PrintStream out) {
        this.cluster = cluster;
        this.dataSource = dataSource;
        this.out = out;
    }

    void run() throws SQLException, InterruptedException {
        ServerInstance old = cluster.writer();
        ServerInstance next = cluster.replica(0);
        out.printf("%n5. The writer dies%n%n");
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> read(done), "reader");
        Thread orchestrator = new Thread(() -> promote(next), "orchestrator");
        reader.start();
        long wrote;
        try {
            killedAt = System.nanoTime();
            moment("server " + old.serverId() + ", the writer, is killed (kill -9)");
            old.kill();
            orchestrator.start();
            wrote = writeUntilDone();
            moment("a write succeeded");
        } finally {
            orchestrator.join();
            done.set(true);
            reader.join();
        }
        moments.stream()
                .sorted(Comparator.comparingLong(Moment::nanos))
                .forEach(moment -> out.printf("   %+6d ms  %s%n", millis(moment.nanos - killedAt), moment.what));
        out.printf("%n   First write: %d ms after the kill. ", millis(wrote - killedAt));
        out.printf("Reads meanwhile: %d answered, %d failed.%n", reads.get(), failedReads.get());
    }

    /** What an orchestrator does in production (Orchestrator, MHA, RDS): it picks a replica, and lets it accept writes. */
    private void promote(ServerInstance replica) {
        cluster.failover(replica);
        moment("server " + replica.serverId()
                + " is promoted, the other follows it: an orchestrator's work, done by the testkit here");
    }

    /** Tries to write until a write succeeds, and says when that was. */
    private long writeUntilDone() throws SQLException {
        while (true) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(WRITE);
                return System.nanoTime();
            } catch (SQLException e) {
                moment("a write failed: SQLState " + e.getSQLState() + ", " + firstLine(e));
                if (System.nanoTime() - killedAt > LONGEST.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("");
    }

    private void read(AtomicBoolean done) {
        while (!done.get()) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(READ)) {
                rows.next();
                reads.incrementAndGet();
            } catch (SQLException e) {
                failedReads.incrementAndGet();
            }
        }
    }

    private void moment(String what) {
        moments.add(new Moment(System.nanoTime(), what));
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }

    /** Where statements go now. */
    void after(Report report) throws SQLException {
        report.chapter("6. The same data source, afterwards");
        report.header();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            report.statement(WRITE, () -> statement.executeUpdate(WRITE));
            report.statement(READ, () -> statement.executeQuery(READ).close());
        }
        out.println();
    }
}
