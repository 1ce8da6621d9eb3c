package io.github.proxysqljdbc.examples.benchmark.cluster;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.util.List;

/** Where the servers are, {@code host:port} each, past the testkit's relays, and as whom to connect. The password is the testkit's own. */
record Servers(String writer, List<String> replicas, String database, String user, String password) {
    static Servers of(Cluster cluster) {
        return new Servers(
                direct(cluster.writer()),
                cluster.replicas().stream().map(Servers::direct).toList(),
                cluster.database(),
                cluster.user(),
                cluster.password());
    }

    private static String direct(ServerInstance instance) {
        return instance.directHost() + ':' + instance.directPort();
    }

    List<String> toArguments() {
        return List.of(writer, String.join(",", replicas), database, user, password);
    }

    static Servers of(List<String> arguments) {
        return new Servers(
                arguments.get(0),
                List.of(arguments.get(1).split(",")),
                arguments.get(2),
                arguments.get(3),
                arguments.get(4));
    }

    @Override
    public String toString() {
        return "Servers[" + writer + ", " + replicas + ']';
    }
}
