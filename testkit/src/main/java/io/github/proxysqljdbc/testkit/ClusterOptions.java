package io.github.proxysqljdbc.testkit;

import java.util.List;
import java.util.Objects;

/**
 * How a cluster is to be built. Immutable; start from {@link #defaults()}.
 *
 * @param server what the instances are made of
 * @param replicas 0 to 8; default 2
 * @param aurora whether clients see the cluster as an Amazon Aurora one; default false
 * @param performanceSchema whether the instances collect performance data, which makes them slower; default false
 * @param semiSync whether a commit waits until one replica has received it, so that a crash of the writer loses no acknowledged
 *     write; it does not wait while no replica is connected; default false
 * @param serverOptions further options for every instance's command line, such as {@code --max-connections=50}; default none
 */
public record ClusterOptions(
        ServerKind server,
        int replicas,
        boolean aurora,
        boolean performanceSchema,
        boolean semiSync,
        List<String> serverOptions) {
    private static final int MOST_REPLICAS = 8;

    /** @throws IllegalArgumentException if the number of replicas is out of bounds, an option does not start with {@code --}, or
     *     nobody could receive what {@code semiSync} waits for */
    public ClusterOptions {
        Objects.requireNonNull(server, "server");
        serverOptions = List.copyOf(serverOptions);
        if (replicas < 0 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException("replicas=" + replicas + " is not between 0 and " + MOST_REPLICAS);
        }
        if (semiSync && replicas == 0) {
            throw new IllegalArgumentException(
                    "semiSync needs a replica that receives what is committed, and replicas=0");
        }
        for (String option : serverOptions) {
            if (!option.startsWith("--")) {
                throw new IllegalArgumentException("server option '" + option + "' does not start with --");
            }
        }
    }

    /** One writer and two replicas of the first {@linkplain ServerKind#configured() configured} kind. */
    public static ClusterOptions defaults() {
        return new ClusterOptions(ServerKind.configured().get(0), 2, false, false, false, List.of());
    }

    /** These options with another kind of server. */
    public ClusterOptions withServer(ServerKind kind) {
        return new ClusterOptions(kind, replicas, aurora, performanceSchema, semiSync, serverOptions);
    }

    /** These options with {@code number} replicas. */
    public ClusterOptions withReplicas(int number) {
        return new ClusterOptions(server, number, aurora, performanceSchema, semiSync, serverOptions);
    }

    /** These options with the behaviour of Aurora on or off. */
    public ClusterOptions withAurora(boolean on) {
        return new ClusterOptions(server, replicas, on, performanceSchema, semiSync, serverOptions);
    }

    /** These options with the performance schema on or off. */
    public ClusterOptions withPerformanceSchema(boolean on) {
        return new ClusterOptions(server, replicas, aurora, on, semiSync, serverOptions);
    }

    /** These options with semi-synchronous replication on or off. */
    public ClusterOptions withSemiSync(boolean on) {
        return new ClusterOptions(server, replicas, aurora, performanceSchema, on, serverOptions);
    }

    /** These options with other further options for the servers' command lines. */
    public ClusterOptions withServerOptions(String... options) {
        return new ClusterOptions(server, replicas, aurora, performanceSchema, semiSync, List.of(options));
    }
}
