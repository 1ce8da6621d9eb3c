package io.github.proxysqljdbc.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a short sequence that still shows a failure, by leaving out parts of it: halves first, then smaller and smaller ones (Zeller and
 * Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
final class Shrinker<T> {
    /** Tries a sequence. */
    interface Trial<T> {
        boolean fails(List<T> sequence) throws Exception;
    }

    private final Trial<T> trial;
    private final long deadline;

    Shrinker(Trial<T> trial, long longestNanos) {
        this.trial = trial;
        this.deadline = System.nanoTime() + longestNanos;
    }

    /** The shortest found in time; each single element of it is needed, if there was time enough. */
    @SuppressWarnings("ReferenceEquality") // the same list means that nothing was left out
    List<T> shrink(List<T> failing) throws Exception {
        List<T> shortest = failing;
        int parts = 2;
        while (shortest.size() > 1 && System.nanoTime() - deadline < 0) {
            List<T> shorter = withoutOnePart(shortest, parts);
            if (shorter != shortest) {
                shortest = shorter;
                parts = Math.max(2, parts - 1);
            } else if (parts >= shortest.size()) {
                return shortest;
            } else {
                parts = Math.min(parts * 2, shortest.size());
            }
        }
        return shortest;
    }

    private List<T> withoutOnePart(List<T> sequence, int parts) throws Exception {
        int size = sequence.size();
        for (int part = parts - 1; part >= 0 && System.nanoTime() - deadline < 0; part--) {
            int from = (int) ((long) size * part / parts);
            int to = (int) ((long) size * (part + 1) / parts);
            List<T> rest = new ArrayList<>(sequence.subList(0, from));
            rest.addAll(sequence.subList(to, size));
            if (trial.fails(rest)) {
                return rest;
            }
        }
        return sequence;
    }
}
