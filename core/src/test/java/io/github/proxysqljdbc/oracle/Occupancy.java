package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.InstanceStats;

/**
 * Which sessions are bound to physical connections, so that others cannot have these. One session works at a time, so that a step's session is the
 * one to which the pools' new pins and open results belong.
 */
final class Occupancy {
    private final ProxysqlDataSource dataSource;
    private final int maxPoolSize;
    private final int[][] held;

    Occupancy(ProxysqlDataSource dataSource, Setup setup) {
        this.dataSource = dataSource;
        maxPoolSize = setup.maxPoolSize();
        held = new int[setup.sessions()][dataSource.config().instances().size()];
    }

    /** Whether a step of that session will find a connection, wherever it needs one. */
    boolean mayRun(int session) {
        for (int instance = 0; instance < held[session].length; instance++) {
            if (held[session][instance] == 0 && sum(instance) >= maxPoolSize) {
                return false;
            }
        }
        return true;
    }

    private int sum(int instance) {
        int sum = 0;
        for (int[] each : held) {
            sum += each[instance];
        }
        return sum;
    }

    /** Whether it holds any. */
    boolean holds(int session) {
        for (int count : held[session]) {
            if (count > 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes in what a step of that session changed. */
    void after(int session) {
        int instance = 0;
        for (InstanceStats stats : dataSource.stats().instances().values()) {
            int others = sum(instance) - held[session][instance];
            held[session][instance] = Math.max(0, bound(stats) - others);
            instance++;
        }
    }

    /** What is merely kept for what a session might ask next is given to whoever needs it. */
    private static int bound(InstanceStats stats) {
        long pins =
                stats.pinsByKind().values().stream().mapToLong(Long::longValue).sum();
        return (int) Math.min(stats.inUse(), pins);
    }
}
