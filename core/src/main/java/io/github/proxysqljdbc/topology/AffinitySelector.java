package io.github.proxysqljdbc.topology;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A thread stays on the reader it used last, while that one is no busier than the least busy reader by more than a small margin.
 *
 * <p>Changing the server at every statement costs about a third of the throughput (caches of the processor and of the server go cold), so a
 * thread's next read goes where its last one went. The memory is an array of 4,096 slots indexed by a hash of the thread's id: no
 * {@code ThreadLocal}, nothing for each thread, and short-lived virtual threads inherit a slot whose reader was dealt evenly. Two threads that
 * meet in a slot share a reader, which does no harm. In the steady state slots are only read.
 *
 * <p>A thread without a reader gets the least busy one; readers that are equally busy take turns. The margin is 2 statements and half of what
 * the least busy reader has under way: two groups of threads of equal size differ that much by chance. When the set of readers changes, all
 * threads are dealt anew, so that a reader that returns gets its share.
 */
final class AffinitySelector implements ReaderSelector {
    static final int SLOTS = 4096;
    static final int MARGIN = 2;
    private static final int INDEX_BITS = 12;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    /** For each slot the deal in which it was written, above the index of its reader plus one; 0 if it was never written. */
    private final AtomicIntegerArray slots = new AtomicIntegerArray(SLOTS);

    private final AtomicInteger turn = new AtomicInteger();
    private volatile Deal deal = new Deal(0, 0);

    /** The readers, as a set of bits, among which threads are dealt out, and the number of that dealing. */
    private record Deal(long readers, int number) {}

    @Override
    public InstanceState select(List<InstanceState> readers, Load load) {
        return select(readers, load, Thread.currentThread().getId());
    }

    InstanceState select(List<InstanceState> readers, Load load, long threadId) {
        int count = readers.size();
        if (count == 1) {
            return readers.get(0);
        }
        int slot = (int) ((threadId * 0x9E3779B97F4A7C15L) >>> 52);
        int remembered = slots.getOpaque(slot);
        int lastIndex = (remembered & INDEX_MASK) - 1;
        InstanceState last = null;
        int lastInUse = 0;
        int least = Integer.MAX_VALUE;
        long bits = 0;
        for (int i = 0; i < count; i++) {
            InstanceState reader = readers.get(i);
            int index = reader.index();
            int inUse = load.inUse(index);
            bits |= 1L << index;
            least = Math.min(least, inUse);
            if (index == lastIndex) {
                last = reader;
                lastInUse = inUse;
            }
        }
        Deal current = deal;
        if (current.readers != bits) {
            current = new Deal(bits, current.number + 1);
            deal = current;
        }
        int number = current.number << INDEX_BITS;
        if (last != null && (remembered & ~INDEX_MASK) == number && lastInUse <= least + MARGIN + (least >> 1)) {
            return last;
        }
        InstanceState chosen = LeastOutstandingSelector.leastBusy(readers, load, turn.getAndIncrement());
        slots.setOpaque(slot, number | (chosen.index() + 1));
        return chosen;
    }
}
