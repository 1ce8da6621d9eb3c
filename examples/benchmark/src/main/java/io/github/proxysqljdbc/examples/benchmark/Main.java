package io.github.proxysqljdbc.examples.benchmark;

import io.github.proxysqljdbc.examples.benchmark.cluster.ColdStart;
import io.github.proxysqljdbc.examples.benchmark.cluster.Load;
import io.github.proxysqljdbc.examples.benchmark.cluster.Sessions;
import io.github.proxysqljdbc.examples.benchmark.stub.Heap;
import io.github.proxysqljdbc.examples.benchmark.stub.MultiplexingBenchmark;
import io.github.proxysqljdbc.examples.benchmark.stub.StubBenchmark;
import java.util.Arrays;
import java.util.List;

/** Runs one of the benchmarks: see its README, and its options. */
public final class Main {
    private Main() {}

    /** The benchmark's name, then its options as {@code name=value}. */
    public static void main(String[] arguments) throws Exception {
        String which = arguments.length == 0 ? "stub" : arguments[0];
        List<String> options = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        switch (which) {
            case "stub" -> StubBenchmark.run(options);
            case "multiplexing" -> MultiplexingBenchmark.run(options);
            case "heap" -> Heap.run(options);
            case "load" -> Load.run(options);
            case "coldstart" -> ColdStart.run(options);
            case "sessions" -> Sessions.run(options);
            default ->
                throw new IllegalArgumentException(
                        "no benchmark '" + which + "'; there are: stub, multiplexing, heap, load, sessions, coldstart");
        }
    }
}
