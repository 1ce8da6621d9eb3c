package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clients' connections to the running servers, and the driver's threads in this JVM, at one moment.
 *
 * @param names one sentence for each
 */
record LeftOvers(Set<String> names) {
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);
    private static final String THREADS = "proxysql-jdbc-";

    static LeftOvers of(Cluster cluster) {
        Set<String> names = new TreeSet<>();
        for (ServerInstance instance : cluster.instances()) {
            if (instance.isRunning()) {
                for (Map<String, @Nullable String> row : instance.admin().ask("SHOW FULL PROCESSLIST")) {
                    String user = Objects.requireNonNullElse(row.get("user"), "");
                    if (user.equals(Users.APP) || user.equals(Users.MONITOR)) {
                        names.add("connection " + row.get("id") + " of " + user + " to " + instance.name());
                    }
                }
            }
        }
        names.addAll(Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith(THREADS))
                .map(name -> "thread " + name)
                .collect(Collectors.toSet()));
        return new LeftOvers(Set.copyOf(names));
    }

    /**
     * Waits for what is there now and was not then to go.
     *
     * @throws AssertionError if some of it is still there after 10 s; the message names it
     */
    void failOnMore(Cluster cluster) {
        if (!Waiting.until(LONGEST_GOODBYE, () -> names.containsAll(of(cluster).names))) {
            Set<String> more = new TreeSet<>(of(cluster).names);
            more.removeAll(names);
            if (!more.isEmpty()) {
                throw new AssertionError("left over after the test, " + LONGEST_GOODBYE.toSeconds() + " s later: "
                        + String.join("; ", more) + ". Close what the test opened.");
            }
        }
    }
}
