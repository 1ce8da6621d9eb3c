package io.github.proxysqljdbc.pool;

import java.util.Iterator;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The physical connections to one instance that are open now, idle or in use: entered when they are made, and removed before they are
 * closed. No more than {@code maxPoolSize}, and those being closed. Thread-safe.
 */
final class PresentConnections implements Iterable<PhysicalConnection> {
    private final CopyOnWriteArrayList<PhysicalConnection> all = new CopyOnWriteArrayList<>();
    private final Runnable changed;

    /** @param changed called after one was entered or removed */
    PresentConnections(Runnable changed) {
        this.changed = changed;
    }

    void add(PhysicalConnection made) {
        all.add(made);
        changed.run();
    }

    /** Removes it; does nothing if it is not there. */
    void remove(PhysicalConnection closing) {
        if (all.remove(closing)) {
            changed.run();
        }
    }

    int size() {
        return all.size();
    }

    /** Those of this moment. */
    @Override
    public Iterator<PhysicalConnection> iterator() {
        return all.iterator();
    }
}
