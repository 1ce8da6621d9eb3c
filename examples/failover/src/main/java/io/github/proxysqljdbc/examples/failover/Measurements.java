package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.examples.failover.Attempt.Kind;
import io.github.proxysqljdbc.examples.failover.Entries.Entry;
import io.github.proxysqljdbc.testkit.Promotion;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of one round, as they come in. Belongs to one thread. */
final class Measurements {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Scenario scenario;
    private final Stage stage;
    private final Ledger ledger;
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    private final Map<String, Integer> errors = new TreeMap<>();
    private final Map<String, String> messages = new TreeMap<>();

    Measurements(Scenario scenario, Stage stage, Ledger ledger) {
        this.scenario = scenario;
        this.stage = stage;
        this.ledger = ledger;
    }

    Result result() {
        return new Result(scenario, figures, errors, messages, stage.disappointments());
    }

    void recovered(Resources before, Resources now) {
        figures.put(Figure.THREADS, (double) now.threads() - before.threads());
        figures.put(Figure.CONNECTIONS, (double) now.mostConnections());
    }

    void idleWorked(int count) {
        figures.put(Figure.IDLE_WORKED, (double) count);
    }

    void stuck(int threads) {
        figures.put(Figure.STUCK, (double) threads);
    }

    void heap(double megabytes) {
        figures.put(Figure.HEAP, megabytes);
    }

    void left(Resources before, Resources after) {
        figures.put(Figure.LEFT, (double) after.overhang(before));
    }

    void connectionRate(ConnectionMeter meter) {
        stage.promotions().stream()
                .mapToDouble(promotion -> meter.mostIn100Millis(promotion.writer(), promotion.beganNanos()))
                .max()
                .ifPresent(rate -> figures.put(Figure.CONNECTION_RATE, rate));
    }

    /** Compares the ledger with what the last writer holds. */
    void audit(Map<Long, List<Entry>> held) {
        List<Attempt> attempts = ledger.attempts();
        Audit audit = Audit.of(attempts, held, stage.strays());
        figures.put(Figure.LOST, (double) audit.lost());
        figures.put(Figure.DOUBLED, (double) audit.doubled());
        figures.put(Figure.REFUSED_BUT_THERE, (double) audit.refusedButThere());
        figures.put(Figure.TORN, (double) audit.torn());
        figures.put(Figure.ASTRAY, (double) audit.astray());
        countFailures(attempts);
        longest(Figure.LONGEST_WRITE, Kind.WRITE);
        longest(Figure.LONGEST_TRANSACTION, Kind.TRANSACTION);
        longest(Figure.LONGEST_READ, Kind.READ);
        figures.put(Figure.PAUSE, longestPause(attempts) / NANOS_PER_MILLI);
        stage.promotions().stream()
                .mapToDouble(promotion -> firstWrite(promotion, attempts, held))
                .max()
                .ifPresent(millis -> figures.put(Figure.FIRST_WRITE, millis));
    }

    private void longest(Figure figure, Kind kind) {
        figures.put(figure, ledger.longestNanos(kind) / NANOS_PER_MILLI);
    }

    private void countFailures(List<Attempt> attempts) {
        for (Figure figure : List.of(
                Figure.FAILED_WRITES,
                Figure.UNKNOWN_WRITES,
                Figure.FAILED_BEFORE,
                Figure.FAILED_DURING,
                Figure.FAILED_AFTER,
                Figure.UNKNOWN_TRANSACTIONS,
                Figure.FAILED_READS)) {
            figures.put(figure, 0.0);
        }
        for (Attempt attempt : attempts) {
            Failure failure = attempt.failure();
            if (failure != null) {
                String kind = attempt.kind().name().toLowerCase(Locale.ROOT) + ' ' + failure.kind();
                errors.merge(kind, 1, Integer::sum);
                messages.putIfAbsent(kind, failure.message());
                figures.merge(figureOf(attempt), 1.0, Double::sum);
                if (attempt.kind() == Kind.TRANSACTION && attempt.outcomeUnknown()) {
                    figures.merge(Figure.UNKNOWN_TRANSACTIONS, 1.0, Double::sum);
                }
            }
        }
    }

    private Figure figureOf(Attempt attempt) {
        return switch (attempt.kind()) {
            case READ -> Figure.FAILED_READS;
            case WRITE, IDLE -> attempt.outcomeUnknown() ? Figure.UNKNOWN_WRITES : Figure.FAILED_WRITES;
            case TRANSACTION -> {
                if (attempt.beganNanos() - stage.faultNanos() < 0) {
                    yield Figure.FAILED_BEFORE;
                }
                yield isAfterPromotions(attempt) ? Figure.FAILED_AFTER : Figure.FAILED_DURING;
            }
        };
    }

    private boolean isAfterPromotions(Attempt attempt) {
        List<Promotion> promotions = stage.promotions();
        return promotions.isEmpty()
                || attempt.beganNanos() - promotions.get(promotions.size() - 1).writableNanos() > 0;
    }

    private static double longestPause(List<Attempt> attempts) {
        long[] ends = attempts.stream()
                .filter(Attempt::acknowledged)
                .mapToLong(Attempt::endedNanos)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < ends.length; i++) {
            longest = Math.max(longest, ends[i] - ends[i - 1]);
        }
        return longest;
    }

    /** In ms; positive infinity if the promoted instance never acknowledged one. */
    private static double firstWrite(Promotion promotion, List<Attempt> attempts, Map<Long, List<Entry>> held) {
        int server = promotion.writer().serverId();
        return attempts.stream()
                .filter(Attempt::acknowledged)
                .filter(attempt -> attempt.endedNanos() - promotion.beganNanos() > 0)
                .filter(attempt -> held.getOrDefault(attempt.row(), List.of()).stream()
                        .anyMatch(entry -> entry.server() == server))
                .mapToLong(attempt -> attempt.endedNanos() - promotion.writableNanos())
                .min()
                .stream()
                .mapToDouble(nanos -> Math.max(0, nanos / NANOS_PER_MILLI))
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
