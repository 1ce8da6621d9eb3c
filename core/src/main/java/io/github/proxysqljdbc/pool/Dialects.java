package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.sql.Dialect;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How the instances read the texts of sessions that have not set {@code sql_mode}: learnt from each new connection, whose driver has read the
 * variable. Thread-safe.
 */
public final class Dialects {
    private final AtomicReferenceArray<@Nullable Dialect> known;
    private final ReentrantLock learning = new ReentrantLock();
    private volatile @Nullable Dialect common;

    Dialects(int instances) {
        known = new AtomicReferenceArray<>(instances);
    }

    /** The dialect of all instances that are known; null if none is known, or they differ. */
    public @Nullable Dialect common() {
        return common;
    }

    /** The dialect of one instance; the standard one if it is not known. */
    public Dialect of(int index) {
        Dialect dialect = known.get(index);
        return dialect == null ? Dialect.STANDARD : dialect;
    }

    void learn(int index, Dialect dialect) {
        learning.lock();
        try {
            known.set(index, dialect);
            common = theOnlyOne();
        } finally {
            learning.unlock();
        }
    }

    private @Nullable Dialect theOnlyOne() {
        Dialect first = null;
        for (int i = 0; i < known.length(); i++) {
            Dialect each = known.get(i);
            if (first == null) {
                first = each;
            } else if (each != null && !each.equals(first)) {
                return null;
            }
        }
        return first;
    }
}
