package io.github.proxysqljdbc.examples.quickstart;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Starts a writer and two replicas, runs statements against them through the library, kills the writer, and prints what happened. With a URL, runs
 * statements on the servers it names instead.
 */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Runs the quickstart and prints to the standard output.
     *
     * @param arguments none, or the {@code jdbc:proxysql:} URL of servers that run already
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length > 0 && !arguments[0].isEmpty()) {
            OwnServers.run(arguments[0], out);
        } else {
            run(out);
        }
    }

    static void run(PrintStream out) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        try (Cluster cluster = Cluster.start()) {
            out.printf(
                    "%n1. A real cluster on this machine: one writer, two replicas, started in %.1f s%n%n",
                    (System.nanoTime() - began) / 1e9);
            for (ServerInstance instance : cluster.instances()) {
                out.printf(
                        "   server %d  %-16s  %-7s  read_only=%s%n",
                        instance.serverId(),
                        instance.hostAndPort(),
                        Witness.role(instance),
                        instance.variable("read_only"));
            }
            Reasons reasons = new Reasons();
            try (ProxysqlDataSource dataSource = open(cluster, reasons);
                    Witness witness = new Witness(cluster)) {
                out.printf(
                        "%n2. One data source for all of them%n%n   %s%n",
                        dataSource.config().safeUrl());
                Report report = new Report(out, witness, reasons);
                new Statements(cluster, dataSource, report).run();
                Failover failover = new Failover(cluster, dataSource, out);
                failover.run();
                witness.forgetDead();
                failover.after(report);
            }
        }
    }

    private static ProxysqlDataSource open(Cluster cluster, Reasons reasons) throws SQLException {
        ProxysqlDataSource.Builder builder = ProxysqlDataSource.builder()
                .database(cluster.database())
                .set(Options.USER, cluster.user())
                .set(Options.PASSWORD, cluster.password())
                .set(Options.MONITOR_USER, cluster.monitorUser())
                .set(Options.MONITOR_PASSWORD, cluster.monitorPassword())
                .listener(reasons);
        cluster.instances().forEach(instance -> builder.instance(instance.hostAndPort()));
        return builder.build();
    }
}
