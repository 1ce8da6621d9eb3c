package io.github.proxysqljdbc.examples.benchmark.stub;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

/** A point select on a connection that stays open: what it costs to give the physical connection back after each statement. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields.
public class OpenConnection {
    /** What connections are taken from. */
    @Param({"HIKARI", "HOLDING", "PROXYSQL"})
    public Participant participant;

    private Participant.Source source;
    private Connection connection;

    /** Opens the participant's pools and one connection. */
    @Setup
    public void open() throws SQLException {
        source = participant.open();
        connection = source.get();
    }

    /** Closes them. */
    @TearDown
    public void close() throws SQLException {
        connection.close();
        source.close();
    }

    /** A text that was seen before. */
    @Benchmark
    public String select() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM item WHERE id = 4711")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
