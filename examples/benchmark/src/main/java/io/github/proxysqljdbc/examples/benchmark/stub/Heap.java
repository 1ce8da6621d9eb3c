package io.github.proxysqljdbc.examples.benchmark.stub;

import io.github.proxysqljdbc.examples.benchmark.Arguments;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What idle logical connections and prepared statements hold, and that the heap does not grow with the number of statements, nor of
 * different texts. On the stub driver, whose own objects are part of the figures where physical ones are held.
 */
public final class Heap {
    private static final Map<String, String> DEFAULTS = Map.of(
            "connections", "20000", "statements", "10000000", "texts", "1000000", "digests", "100000", "reports", "10");

    private Heap() {}

    /** Prints all figures. */
    public static void run(List<String> given) throws SQLException {
        Arguments arguments = Arguments.of(given, DEFAULTS);
        try (Participant.Source source = Participant.PROXYSQL.open()) {
            try (Connection warm = source.get()) {
                ask(warm, "SELECT name FROM item WHERE id = 1");
            }
            idle(source, arguments.number("connections"));
            texts(source, arguments);
        }
    }

    private static void idle(Participant.Source source, int count) throws SQLException {
        List<Connection> connections = new ArrayList<>(count);
        List<PreparedStatement> statements = new ArrayList<>(count);
        long start = used();
        for (int i = 0; i < count; i++) {
            connections.add(source.get());
        }
        long opened = used();
        for (Connection connection : connections) {
            ask(connection, "SELECT name FROM item WHERE id = 1");
        }
        long selected = used();
        for (Connection connection : connections) {
            PreparedStatement statement = connection.prepareStatement("SELECT name FROM item WHERE id = ?");
            statement.setInt(1, 1);
            statement.executeQuery().close();
            statements.add(statement);
        }
        long prepared = used();
        System.out.printf(
                Locale.ROOT,
                "an idle connection holds %d bytes, after a point select %d; an idle prepared statement %d%n",
                (opened - start) / count,
                (selected - start) / count,
                (prepared - selected) / count);
        for (Connection connection : connections) {
            connection.close();
        }
        System.out.printf(Locale.ROOT, "left when %d are closed: %d bytes%n", statements.size(), used() - start);
    }

    private static void texts(Participant.Source source, Arguments arguments) throws SQLException {
        int statements = arguments.number("statements");
        int texts = arguments.number("texts");
        int digests = arguments.number("digests");
        int report = Math.max(1, statements / arguments.number("reports"));
        try (Connection connection = source.get()) {
            for (int i = 1; i <= statements; i++) {
                int text = i % texts;
                ask(connection, "SELECT name AS n" + text % digests + " FROM item WHERE id = " + text);
                if (i % report == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "%,11d statements of %,d texts and %,d digests: %,d KiB used%n",
                            i,
                            Math.min(i, texts),
                            Math.min(i, digests),
                            used() >> 10);
                }
            }
        }
    }

    private static void ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
