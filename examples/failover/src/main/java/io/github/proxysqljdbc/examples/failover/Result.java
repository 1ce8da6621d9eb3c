package io.github.proxysqljdbc.examples.failover;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one round of a scenario showed.
 *
 * @param figures those that the scenario has
 * @param errors how often the application was told what: {@code write 08007 SQLNonTransientConnectionException}
 * @param messages one message for each key of {@code errors}
 * @param disappointments what should have happened, and did not
 */
record Result(
        Scenario scenario,
        Map<Figure, Double> figures,
        Map<String, Integer> errors,
        Map<String, String> messages,
        List<String> disappointments) {
    private static final List<Figure> NEVER = List.of(
            Figure.LOST,
            Figure.DOUBLED,
            Figure.REFUSED_BUT_THERE,
            Figure.TORN,
            Figure.ASTRAY,
            Figure.FAILED_WRITES,
            Figure.FAILED_READS,
            Figure.FAILED_AFTER,
            Figure.LEFT,
            Figure.STUCK);

    private static final List<Figure> NOT_WITHOUT_LOSS =
            List.of(Figure.UNKNOWN_WRITES, Figure.UNKNOWN_TRANSACTIONS, Figure.FAILED_DURING);

    Result {
        figures = new EnumMap<>(figures);
    }

    /** The figure; NaN if the scenario has none. */
    double figure(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** What no application should have to see, whatever happens to the servers; a sentence for each, and none if all is well. */
    List<String> violations() {
        List<String> violations = new ArrayList<>(disappointments);
        for (Figure figure : NEVER) {
            forbid(figure, violations);
        }
        if (!scenario.writerLost()) {
            for (Figure figure : NOT_WITHOUT_LOSS) {
                forbid(figure, violations);
            }
        }
        if (figure(Figure.IDLE_WORKED) < IdleConnections.COUNT) {
            violations.add("idle connections that worked: " + (int) figure(Figure.IDLE_WORKED));
        }
        if (figure(Figure.CONNECTIONS) > Participant.MOST_CONNECTIONS) {
            violations.add("connections to one instance: " + (int) figure(Figure.CONNECTIONS));
        }
        return violations;
    }

    private void forbid(Figure figure, List<String> violations) {
        if (figure(figure) > 0) {
            violations.add((figure.above() + ' ' + figure.below()).strip() + ": " + (int) figure(figure));
        }
    }

    /** Errors with counts and messages, a line for each. */
    List<String> errorLines() {
        List<String> lines = new ArrayList<>();
        errors.forEach((kind, count) -> lines.add(kind + " x" + count + ": " + messages.get(kind)));
        return lines;
    }
}
