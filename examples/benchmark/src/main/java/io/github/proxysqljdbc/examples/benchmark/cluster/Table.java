package io.github.proxysqljdbc.examples.benchmark.cluster;

import io.github.proxysqljdbc.examples.benchmark.Median;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All rounds' figures, and their medians as text. Ratios are taken within a round, where the machine was equally busy, and then their median. */
final class Table {
    private static final String BASE = "hand";

    private final Map<Column, Map<String, List<Figures>>> all = new HashMap<>();

    void add(Column column, String participant, Figures figures) {
        all.computeIfAbsent(column, absent -> new HashMap<>())
                .computeIfAbsent(participant, absent -> new ArrayList<>())
                .add(figures);
    }

    void print(List<Column> columns, List<String> participants, String title) {
        System.out.printf("%s; ratios are to '%s' in the same round%n", title, BASE);
        System.out.printf(
                "%-24s %-10s | %9s %6s | %9s %6s | %9s %6s%n",
                "load", "", "ops/s", "ratio", "CPU µs/op", "ratio", "bytes/op", "ratio");
        for (Column column : columns) {
            for (String participant : participants) {
                System.out.printf(
                        Locale.ROOT,
                        "%-24s %-10s | %9.0f %6.2f | %9.2f %6.2f | %9.0f %6.2f%n",
                        column,
                        participant,
                        median(column, participant, Figures::perSecond),
                        ratio(column, participant, Figures::perSecond),
                        median(column, participant, Figures::cpuMicros),
                        ratio(column, participant, Figures::cpuMicros),
                        median(column, participant, Figures::bytes),
                        ratio(column, participant, Figures::bytes));
            }
        }
    }

    private List<Figures> of(Column column, String participant) {
        return all.getOrDefault(column, Map.of()).getOrDefault(participant, List.of());
    }

    private double median(Column column, String participant, ToDoubleFunction<Figures> figure) {
        return Median.of(
                of(column, participant).stream().mapToDouble(figure).boxed().toList());
    }

    private double ratio(Column column, String participant, ToDoubleFunction<Figures> figure) {
        List<Figures> base = of(column, BASE);
        List<Figures> mine = of(column, participant);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(base.size(), mine.size()); round++) {
            ratios.add(figure.applyAsDouble(mine.get(round)) / figure.applyAsDouble(base.get(round)));
        }
        return Median.of(ratios);
    }
}
