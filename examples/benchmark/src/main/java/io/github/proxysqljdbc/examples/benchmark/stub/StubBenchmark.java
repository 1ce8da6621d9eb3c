package io.github.proxysqljdbc.examples.benchmark.stub;

import io.github.proxysqljdbc.examples.benchmark.Arguments;
import io.github.proxysqljdbc.examples.benchmark.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PointSelect} with JMH, in rounds, and prints what this library adds to HikariCP. */
public final class StubBenchmark {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rounds",
            "1",
            "warmup",
            "2",
            "seconds",
            "3",
            "threads",
            "1",
            "only",
            "seen,prepared,newLiterals,newDigest");

    /** What a statement may cost more than through HikariCP, in nanoseconds, by one thread. */
    private static final Map<String, Double> AIMS =
            Map.of("seen", 1_000.0, "prepared", 1_000.0, "newLiterals", 3_000.0, "newDigest", 150_000.0);

    /** JMH's name for bytes allocated per operation. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Arguments arguments;
    private final List<RunResult> results = new ArrayList<>();

    private StubBenchmark(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Runs all rounds, each with a new JVM for each figure. */
    public static void run(List<String> given) throws RunnerException {
        StubBenchmark benchmark = new StubBenchmark(Arguments.of(given, DEFAULTS));
        int rounds = benchmark.arguments.number("rounds");
        for (int round = 1; round <= rounds; round++) {
            for (String threads : benchmark.arguments.list("threads")) {
                System.err.println("round " + round + " of " + rounds + ", threads: " + threads);
                benchmark.round(Integer.parseInt(threads));
            }
        }
        benchmark.print();
    }

    private void round(int threads) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .verbosity(VerboseMode.SILENT)
                .addProfiler(GCProfiler.class)
                .forks(1)
                .threads(threads)
                .jvmArgsAppend("-Xmx512m")
                .warmupIterations(arguments.number("warmup"))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(arguments.number("seconds"))
                .measurementTime(TimeValue.seconds(1));
        for (String method : arguments.list("only")) {
            options = options.include("\\." + PointSelect.class.getSimpleName() + "\\." + method + "$");
        }
        results.addAll(new Runner(options.build()).run());
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%-12s %7s | %9s %9s %9s | %9s %9s | %7s %7s %9s%n",
                "text",
                "threads",
                "driver",
                "HikariCP",
                "ours",
                "added",
                "aim",
                "driver",
                "HikariCP",
                "ours");
        System.out.printf(
                Locale.ROOT, "%20s | %29s | %19s | %25s%n", "", "ns/op", "ns/op, 1 thread", "bytes allocated/op");
        for (String threads : arguments.list("threads")) {
            for (String method : arguments.list("only")) {
                print(method, Integer.parseInt(threads));
            }
        }
    }

    private void print(String method, int threads) {
        double hikari = time(method, threads, Participant.HIKARI);
        double ours = time(method, threads, Participant.PROXYSQL);
        System.out.printf(
                Locale.ROOT,
                "%-12s %7d | %9.0f %9.0f %9.0f | %9.0f %9s | %7.0f %7.0f %9.0f%n",
                method,
                threads,
                time(method, threads, Participant.DRIVER),
                hikari,
                ours,
                ours - hikari,
                threads == 1 ? String.format(Locale.ROOT, "%.0f", AIMS.get(method)) : "",
                bytes(method, threads, Participant.DRIVER),
                bytes(method, threads, Participant.HIKARI),
                bytes(method, threads, Participant.PROXYSQL));
    }

    private double time(String method, int threads, Participant participant) {
        return Median.of(of(method, threads, participant).stream()
                .map(result -> result.getPrimaryResult().getScore())
                .toList());
    }

    private double bytes(String method, int threads, Participant participant) {
        return Median.of(of(method, threads, participant).stream()
                .map(StubBenchmark::bytes)
                .toList());
    }

    /** Bytes allocated for each operation. */
    static double bytes(RunResult result) {
        var allocated = result.getSecondaryResults().get(ALLOCATED);
        return allocated == null ? Double.NaN : allocated.getScore();
    }

    private List<RunResult> of(String method, int threads, Participant participant) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .filter(result -> result.getParams().getThreads() == threads)
                .filter(result -> result.getParams().getParam("participant").equals(participant.name()))
                .toList();
    }
}
