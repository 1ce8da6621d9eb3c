package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * How the instances read the texts of sessions that have not set {@code sql_mode}: learnt from each new connection, whose driver has read the
 * variable. Thread-safe.
 */
public final class Dialects {
    private final @Nullable Dialect[] known;
    private volatile @Nullable Dialect common;

    Dialects(int instances) {
        known = new Dialect[instances];
    }

    /** The dialect of all instances that are known; null if none is known, or they differ. */
    public @Nullable Dialect common() {
        return common;
    }

    /** The dialect of one instance; the standard one if it is not known. */
    public synchronized Dialect of(int index) {
        Dialect dialect = known[index];
        return dialect == null ? Dialect.STANDARD : dialect;
    }

    synchronized void learn(int index, Dialect dialect) {
        known[index] = dialect;
        Dialect first = null;
        for (Dialect each : known) {
            if (first == null) {
                first = each;
            } else if (each != null && !each.equals(first)) {
                common = null;
                return;
            }
        }
        common = first;
    }
}
