package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeMap;

/**
 * What a participant holds at one moment.
 *
 * @param threads all threads of this JVM but those of the testkit and of the load
 * @param connections the application's connections, by instance, of those that run
 */
record Resources(int threads, TreeMap<String, Integer> connections) {
    /** What the names of the program's own threads begin with. */
    static final String HARNESS = "failover-";

    private static final String TESTKIT = "testkit-";

    /** The JDK's thread that waits for the end of a child process, such as a server. */
    private static final String CHILD_PROCESS = "process reaper";

    static Resources of(Cluster cluster) throws SQLException {
        TreeMap<String, Integer> connections = new TreeMap<>();
        for (ServerInstance instance : cluster.instances()) {
            if (instance.isRunning()) {
                connections.put(instance.name(), connections(instance, cluster.user()));
            }
        }
        return new Resources(threadCount(), connections);
    }

    private static int connections(ServerInstance instance, String user) throws SQLException {
        int count = 0;
        try (Connection connection = instance.openAdminConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
            while (rows.next()) {
                if (user.equals(rows.getString("User"))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static int threadCount() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith(HARNESS))
                .filter(thread -> !thread.getName().startsWith(TESTKIT))
                .filter(thread -> !thread.getName().equals(CHILD_PROCESS))
                .count();
    }

    /** The most connections to one instance. */
    int mostConnections() {
        return connections.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** How many connections and threads there are more than then. */
    int overhang(Resources then) {
        return Math.max(0, allConnections() - then.allConnections()) + Math.max(0, threads - then.threads);
    }

    private int allConnections() {
        return connections.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Used heap after a garbage collection, in MB. */
    static double heapMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }
}
