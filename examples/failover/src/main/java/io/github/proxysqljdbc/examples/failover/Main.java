package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Runs scenarios on new clusters, and prints what an application saw. */
public final class Main {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Main() {}

    /** Arguments as {@code name=value}: scenarios, participants, rounds, seed, flapping (in seconds). */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.of(arguments);
        OUT.printf("%s, seed=%d%n", ClusterOptions.defaults().server(), settings.seed());
        List<Table.Row> rows = new ArrayList<>();
        for (Scenario scenario : settings.scenarios()) {
            for (Participant participant : settings.participants()) {
                String name = scenario + " " + participant.name().toLowerCase(Locale.ROOT);
                rows.add(new Table.Row(name, rounds(name, scenario, participant, settings)));
            }
        }
        Table.print(OUT, rows);
    }

    private static List<Result> rounds(String name, Scenario scenario, Participant participant, Settings settings)
            throws Exception {
        List<Result> results = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            Random random = new Random(settings.seed() + round);
            try (Cluster cluster = Cluster.start(ClusterOptions.defaults().withSemiSync(true))) {
                Pace pace = Pace.steady(settings.flapping());
                Result result = new Round(cluster, participant, scenario, pace, random).run();
                results.add(result);
                describe(name + ", round " + (round + 1), result);
            }
        }
        return results;
    }

    private static void describe(String title, Result result) {
        OUT.println();
        OUT.println(title + ": " + (result.violations().isEmpty() ? "as it should be" : result.violations()));
        result.errorLines().forEach(line -> OUT.println("    " + line));
    }
}
