package io.github.proxysqljdbc.examples.benchmark;

import java.util.List;

/** The middle of some values. */
public final class Median {
    private Median() {}

    /** The value in the middle, or halfway between the two there; NaN for none. */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int upper = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(upper) : (sorted.get(upper - 1) + sorted.get(upper)) / 2;
    }
}
