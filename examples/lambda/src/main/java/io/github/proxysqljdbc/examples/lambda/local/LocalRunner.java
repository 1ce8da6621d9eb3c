package io.github.proxysqljdbc.examples.lambda.local;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls the function as Lambda would: cold and warm, in parallel containers, after a freeze, and after a freeze over a failover. */
public final class LocalRunner {
    private static final int WAIT_TIMEOUT = 2;

    private final PrintStream out;
    private final Database database;
    private final int freezeSeconds;
    private final int containers;

    private LocalRunner(PrintStream out, Database database, Map<String, String> options) {
        this.out = out;
        this.database = database;
        this.freezeSeconds = Integer.parseInt(options.getOrDefault("freeze", "3"));
        this.containers = Integer.parseInt(options.getOrDefault("containers", "3"));
    }

    /**
     * Runs it.
     *
     * @param arguments {@code name=value}: {@code freeze} (3), the seconds for which a container is frozen at least; {@code containers} (3), how many
     *     run in parallel; {@code url}, {@code user} and {@code password} of your own servers instead of the embedded cluster
     */
    public static void main(String[] arguments) throws Exception {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments);
    }

    static void run(PrintStream out, String... arguments) throws Exception {
        Map<String, String> options = options(arguments);
        try (Database database = options.getOrDefault("url", "").isEmpty()
                ? Database.embedded()
                : Database.of(
                        options.getOrDefault("url", ""),
                        options.getOrDefault("user", ""),
                        options.getOrDefault("password", ""))) {
            new LocalRunner(out, database, options).run();
        }
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options =
                new HashMap<>(Map.of("freeze", "3", "containers", "3", "url", "", "user", "", "password", ""));
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0 || options.replace(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
                throw new IllegalArgumentException("not an option: " + argument + "; there are " + options.keySet());
            }
        }
        return options;
    }

    private void run() throws Exception {
        database.prepare();
        Cluster cluster = database.cluster();
        if (cluster != null) {
            for (ServerInstance instance : cluster.instances()) {
                Database.waitTimeout(instance, WAIT_TIMEOUT);
            }
        }
        try (Container first = coldStart()) {
            warm(first);
            inParallel();
            afterAFreeze(first);
        }
        if (cluster != null) {
            afterAFailover(cluster);
        }
    }

    private Container coldStart() throws IOException, InterruptedException {
        out.printf("%n1. Cold start: a new container, and its first call%n%n");
        Container container = new Container(database.environment());
        out.printf("   %s%n", container.call(""));
        return container;
    }

    private void warm(Container container) throws IOException, InterruptedException {
        out.printf("%n2. Warm calls of the same container, which is frozen between them%n%n");
        for (String event : List.of("item=tea", "", "item=milk", "", "")) {
            out.printf("   %-10s %s%n", event.isEmpty() ? "count" : event, container.call(event));
        }
    }

    private void inParallel() throws Exception {
        out.printf("%n3. %d containers at the same time%n%n", containers);
        ExecutorService threads = Executors.newFixedThreadPool(containers);
        List<Container> all = new ArrayList<>();
        try {
            List<Callable<List<Container.Answer>>> calls = new ArrayList<>();
            for (int i = 0; i < containers; i++) {
                Container container = new Container(database.environment());
                all.add(container);
                calls.add(() -> List.of(container.call("item=cake"), container.call(""), container.call("item=pie")));
            }
            for (Future<List<Container.Answer>> each : threads.invokeAll(calls)) {
                out.printf("   %s%n", each.get());
            }
            tellConnections();
        } catch (ExecutionException e) {
            throw new IOException("a container failed", e.getCause());
        } finally {
            all.forEach(Container::close);
            threads.shutdown();
        }
    }

    private void tellConnections() throws SQLException {
        Cluster cluster = database.cluster();
        if (cluster != null) {
            for (ServerInstance instance : cluster.instances()) {
                out.printf("   connections to server %d: %d%n", instance.serverId(), database.connectionsTo(instance));
            }
        }
    }

    private void afterAFreeze(Container container) throws Exception {
        out.printf("%n4. After a freeze: first a write, then a read%n%n");
        long began = System.nanoTime();
        Cluster cluster = database.cluster();
        if (cluster != null) {
            for (ServerInstance instance : cluster.instances()) {
                database.awaitNoConnection(instance);
            }
            out.printf("   the servers have closed all connections (wait_timeout=%d)%n", WAIT_TIMEOUT);
        }
        tellWrite(container, began);
    }

    private void afterAFailover(Cluster cluster) throws Exception {
        out.printf("%n5. After a freeze over a failover: first a write, then a read%n%n");
        try (Container container = new Container(database.environment())) {
            out.printf("   %s%n", container.call("item=before"));
            long began = System.nanoTime();
            ServerInstance next = cluster.replica(0);
            cluster.writer().kill();
            cluster.failover(next);
            database.awaitNoConnection(next);
            out.printf("   server %d was killed, server %d is the writer now%n", 1, next.serverId());
            tellWrite(container, began);
        }
    }

    private void tellWrite(Container container, long began) throws IOException, InterruptedException {
        long end = began + TimeUnit.SECONDS.toNanos(freezeSeconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf("   %-10s %s, after %.1f s%n", "item=after", container.call("item=after"), seconds);
        out.printf("   %-10s %s%n", "count", container.call(""));
    }
}
