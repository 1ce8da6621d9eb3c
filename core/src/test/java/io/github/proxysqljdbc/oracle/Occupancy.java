package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.pool.Pools;
import java.lang.reflect.Field;

/**
 * Which sessions hold physical connections. One session works at a time, so that a step's session is the one that holds what the pools gave
 * away meanwhile.
 */
final class Occupancy {
    private final Pools pools;
    private final int maxPoolSize;
    private final int[][] held;

    Occupancy(ProxysqlDataSource dataSource, Setup setup) {
        pools = (Pools) field(field(dataSource, "parts"), "pools");
        maxPoolSize = setup.maxPoolSize();
        held = new int[setup.sessions()][dataSource.config().instances().size()];
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("how many connections are in use cannot be seen any more", e);
        }
    }

    /** Whether a step of that session will find a connection, wherever it needs one. */
    boolean mayRun(int session) {
        int[] mine = held[session];
        for (int instance = 0; instance < mine.length; instance++) {
            if (mine[instance] == 0 && pools.inUse(instance) >= maxPoolSize) {
                return false;
            }
        }
        return true;
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
        int[] mine = held[session];
        for (int instance = 0; instance < mine.length; instance++) {
            int others = 0;
            for (int[] each : held) {
                others += each == mine ? 0 : each[instance];
            }
            mine[instance] = pools.inUse(instance) - others;
        }
    }
}
