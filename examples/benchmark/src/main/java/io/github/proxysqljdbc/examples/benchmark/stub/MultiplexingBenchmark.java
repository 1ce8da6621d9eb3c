package io.github.proxysqljdbc.examples.benchmark.stub;

import io.github.proxysqljdbc.examples.benchmark.Arguments;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link OpenConnection} with JMH, and prints what multiplexing adds to holding the physical connection. */
public final class MultiplexingBenchmark {
    private static final Map<String, String> DEFAULTS = Map.of("forks", "3", "warmup", "3", "seconds", "5");

    private MultiplexingBenchmark() {}

    /** Runs all participants, each in new JVMs. */
    public static void run(List<String> given) throws RunnerException {
        Arguments arguments = Arguments.of(given, DEFAULTS);
        Map<String, RunResult> results = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .verbosity(VerboseMode.SILENT)
                        .addProfiler(GCProfiler.class)
                        .include("\\." + OpenConnection.class.getSimpleName() + "\\.")
                        .forks(arguments.number("forks"))
                        .jvmArgsAppend("-Xmx512m")
                        .warmupIterations(arguments.number("warmup"))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(arguments.number("seconds"))
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run()) {
            results.put(result.getParams().getParam("participant"), result);
        }
        results.forEach((participant, result) -> System.out.printf(
                Locale.ROOT,
                "%-10s %8.0f ns/op %8.0f bytes/op%n",
                participant,
                score(result),
                StubBenchmark.bytes(result)));
        System.out.printf(
                Locale.ROOT,
                "multiplexing adds %.0f ns to a statement (aim: 500)%n",
                score(results.get(Participant.PROXYSQL.name())) - score(results.get(Participant.HOLDING.name())));
    }

    private static double score(@Nullable RunResult result) {
        return result == null ? Double.NaN : result.getPrimaryResult().getScore();
    }
}
