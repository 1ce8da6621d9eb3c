package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.Feature;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes random sequences through both sides, and finds the shortest one that shows a difference. */
final class Oracle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Oracle.class);
    private static final int STEPS_OF_RUN = 500;
    private static final int MOST_DIFFERENCES = Integer.getInteger("oracle.differences", 1);
    private static final Duration LONGEST_SHRINKING = Duration.ofMinutes(4);

    private final Cluster cluster;
    private final Schema schema;

    Oracle(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        this.schema = new Schema(cluster);
    }

    /** Takes that many steps, in runs of which each has the next seed; what differs is the message of an error. */
    void explore(long firstSeed, int steps) throws Exception {
        long began = System.nanoTime();
        long seed = firstSeed;
        List<String> differences = new ArrayList<>();
        for (int done = 0; done < steps && differences.size() < MOST_DIFFERENCES; done += STEPS_OF_RUN, seed++) {
            String difference = explore(seed);
            if (difference != null) {
                LOG.error(difference);
                differences.add(difference);
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n\n", differences));
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        LOG.info(
                "{}: {} steps with seeds {} to {} in {} s, {} steps/s, no difference",
                cluster.options().server(),
                (seed - firstSeed) * STEPS_OF_RUN,
                firstSeed,
                seed - 1,
                millis / 1000,
                (seed - firstSeed) * STEPS_OF_RUN * 1000 / Math.max(1, millis));
    }

    private @Nullable String explore(long seed) throws Exception {
        Setup setup = Setup.random(seed, !cluster.replicas().isEmpty());
        Generator generator = new Generator(seed, setup, cluster.supports(Feature.MYSQL));
        List<Step> taken = new ArrayList<>();
        Difference difference = null;
        try (Run run = new Run(cluster, schema, setup)) {
            while (difference == null && !run.abandoned() && taken.size() < STEPS_OF_RUN) {
                Step step = generator.next(run.occupancy());
                taken.add(step);
                difference = run.take(step);
            }
        } catch (IllegalStateException e) {
            throw new AssertionError(
                    "seed " + seed + ", " + setup + ": " + taken + "\n"
                            + cluster.writer().serverLog(),
                    e);
        }
        if (taken.size() < STEPS_OF_RUN && difference == null) {
            LOG.warn(
                    "seed {}, {}: the last steps were {}",
                    seed,
                    setup,
                    taken.subList(Math.max(0, taken.size() - 30), taken.size()));
        }
        return difference == null ? null : report(seed, setup, taken, difference);
    }

    private String report(long seed, Setup setup, List<Step> taken, Difference difference) throws Exception {
        String found = "seed " + seed + " on " + cluster.options().server() + ", " + setup + ", step "
                + difference.index() + ": " + difference;
        LOG.warn("{}; looking for a shorter sequence", found);
        Shrinker<Step> shrinker = new Shrinker<>(
                steps -> {
                    Difference other = replay(setup, steps);
                    return other != null && other.same(difference);
                },
                LONGEST_SHRINKING.toNanos());
        List<Step> shortest = shrinker.shrink(taken);
        return "The two sides differ: " + found + "\nThe shortest sequence found:\n\nsame(\"" + setup + "\", \"\"\"\n"
                + shortest.stream()
                        .map(step -> "        " + step.toString().replace("\\", "\\\\") + '\n')
                        .collect(Collectors.joining())
                + "        \"\"\");\n\nends so: " + replay(setup, shortest);
    }

    /** Takes these steps, up to the first difference; null if there is none. */
    @Nullable
    Difference replay(Setup setup, List<Step> steps) throws SQLException {
        try (Run run = new Run(cluster, schema, setup)) {
            for (Step step : steps) {
                Difference difference = run.take(step);
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws SQLException {
        schema.close();
    }
}
