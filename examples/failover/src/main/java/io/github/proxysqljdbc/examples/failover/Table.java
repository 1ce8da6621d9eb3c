package io.github.proxysqljdbc.examples.failover;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The figures of scenarios as a table: medians of the rounds, and behind a slash the largest one where that differs. */
final class Table {
    private static final int NAME = 22;
    private static final int WIDTH = 10;

    private static final List<List<Figure>> PAGES = List.of(
            List.of(
                    Figure.FIRST_WRITE,
                    Figure.PAUSE,
                    Figure.LONGEST_WRITE,
                    Figure.LONGEST_TRANSACTION,
                    Figure.LONGEST_READ,
                    Figure.CONNECTION_RATE,
                    Figure.CONNECTIONS,
                    Figure.THREADS,
                    Figure.HEAP,
                    Figure.LEFT,
                    Figure.STUCK),
            List.of(
                    Figure.UNKNOWN_WRITES,
                    Figure.FAILED_WRITES,
                    Figure.FAILED_BEFORE,
                    Figure.FAILED_DURING,
                    Figure.FAILED_AFTER,
                    Figure.UNKNOWN_TRANSACTIONS,
                    Figure.FAILED_READS,
                    Figure.IDLE_WORKED),
            List.of(Figure.LOST, Figure.DOUBLED, Figure.REFUSED_BUT_THERE, Figure.TORN, Figure.ASTRAY));

    private static final List<String> TITLES = List.of(
            "Times in ms, and what was held",
            "Pieces of work that failed, and idle connections that worked",
            "What was told and what the last writer holds");

    private Table() {}

    /**
     * A line of the table.
     *
     * @param rounds of the same scenario and participant
     */
    record Row(String name, List<Result> rounds) {}

    static void print(PrintStream out, List<Row> rows) {
        for (int page = 0; page < PAGES.size(); page++) {
            List<Figure> figures = PAGES.get(page);
            out.println();
            out.println(TITLES.get(page));
            heading(out, figures, true);
            heading(out, figures, false);
            for (Row row : rows) {
                out.printf("%-" + NAME + "s", row.name());
                for (Figure figure : figures) {
                    out.printf("%" + WIDTH + "s", cell(row, figure));
                }
                out.println();
            }
        }
    }

    private static void heading(PrintStream out, List<Figure> figures, boolean above) {
        out.printf("%-" + NAME + "s", "");
        for (Figure figure : figures) {
            out.printf("%" + WIDTH + "s", above ? figure.above() : figure.below());
        }
        out.println();
    }

    private static String cell(Row row, Figure figure) {
        double[] sorted = row.rounds().stream()
                .mapToDouble(result -> result.figure(figure))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return "-";
        }
        String median = text((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
        String largest = text(sorted[sorted.length - 1]);
        return median.equals(largest) ? median : median + '/' + largest;
    }

    private static String text(double value) {
        return Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%.0f", value);
    }
}
