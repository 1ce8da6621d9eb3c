package io.github.proxysqljdbc.topology;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The reader with the fewest connections in use; those with equally many take turns. */
final class LeastOutstandingSelector implements ReaderSelector {
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public InstanceState select(List<InstanceState> readers, Load load) {
        return readers.size() == 1 ? readers.get(0) : leastBusy(readers, load, turn.getAndIncrement());
    }

    /** The least busy reader; among equals the first one at or after that turn. */
    static InstanceState leastBusy(List<InstanceState> readers, Load load, int turn) {
        int count = readers.size();
        int place = Math.floorMod(turn, count);
        InstanceState best = readers.get(place);
        int least = load.inUse(best.index());
        for (int i = 1; i < count; i++) {
            place = place + 1 == count ? 0 : place + 1;
            InstanceState reader = readers.get(place);
            int inUse = load.inUse(reader.index());
            if (inUse < least) {
                least = inUse;
                best = reader;
            }
        }
        return best;
    }
}
