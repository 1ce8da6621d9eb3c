package io.github.proxysqljdbc.examples.benchmark.stub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From getConnection() to close() around one point select. Each method builds its text alike for all participants, so that it cancels out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields.
public class PointSelect {
    private static final String SEEN = "SELECT name FROM item WHERE id = 4711";
    private static final String PREPARED = "SELECT name FROM item WHERE id = ?";

    /** What connections are taken from. */
    @Param({"DRIVER", "HIKARI", "PROXYSQL"})
    public Participant participant;

    private Participant.Source source;

    /** What tells one statement of a thread from all others. */
    @State(Scope.Thread)
    public static class Numbers {
        private final SplittableRandom random = new SplittableRandom(System.nanoTime());

        int next() {
            return random.nextInt(1_000_000_000, 2_000_000_000);
        }
    }

    /** Opens the participant's pools. */
    @Setup
    public void open() throws SQLException {
        source = participant.open();
    }

    /** Closes them. */
    @TearDown
    public void close() throws SQLException {
        source.close();
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = source.get();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A text that was seen before. */
    @Benchmark
    public String seen() throws SQLException {
        return query(SEEN);
    }

    /** A text with new literals, of a digest that was seen before. */
    @Benchmark
    public String newLiterals(Numbers numbers) throws SQLException {
        return query("SELECT name FROM item WHERE id = " + numbers.next());
    }

    /** A text whose digest is new. */
    @Benchmark
    public String newDigest(Numbers numbers) throws SQLException {
        return query("SELECT name AS n" + numbers.next() + " FROM item WHERE id = 4711");
    }

    /** A prepared statement with one parameter. */
    @Benchmark
    public String prepared(Numbers numbers) throws SQLException {
        try (Connection connection = source.get();
                PreparedStatement statement = connection.prepareStatement(PREPARED)) {
            statement.setInt(1, numbers.next());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
