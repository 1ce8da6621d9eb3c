package io.github.proxysqljdbc.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many borrowers in at a time as there are connections, first come first served. Thread-safe.
 *
 * <p>While there is room, entering and leaving are one compare-and-set each. When there is none, a borrower joins the line, and from then on
 * everybody goes through the lock until the line is empty: nobody overtakes, and whoever leaves lets the first of the line in. The lock
 * orders a handful of instructions, is never held while a thread waits, and is no monitor, so that it suits virtual threads.
 *
 * <p>The first of the line may be the <em>maker</em>: it waits inside HikariCP, which makes connections only for those who wait there, and keeps
 * its place here meanwhile. A connection that is given back is its as well. There is one maker at a time, because HikariCP's waiting threads
 * take connections from each other.
 *
 * <p>The state is how many are inside, and in its upper half how many are in the line: one word, so that nobody is counted twice or not at all
 * on the way in. With a line it is above any limit, and changes under the lock only. Whenever the lock is free, a line means that there is
 * no room.
 */
final class Gate {
    private static final long ONE_INSIDE = 1;
    private static final long ONE_WAITING = 1L << Integer.SIZE;

    private final AtomicLong state = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> line = new ArrayDeque<>();
    private volatile int limit;
    private @Nullable Waiter maker;

    /** One thread in the line. */
    static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean admitted;

        private Waiter() {}

        /** Whether its thread was let in, and must {@link Gate#leave}. */
        boolean admitted() {
            return admitted;
        }

        private void wake() {
            LockSupport.unpark(thread);
        }
    }

    /** Enters if there is room and no line. Whoever entered must {@link #leave}. */
    boolean tryEnter() {
        for (long now = state.get(); now < limit; now = state.get()) {
            if (state.compareAndSet(now, now + ONE_INSIDE)) {
                return true;
            }
        }
        return false;
    }

    /** Makes room for the first of the line. */
    void leave() {
        for (long now = state.get(); now < ONE_WAITING; now = state.get()) {
            if (state.compareAndSet(now, now - ONE_INSIDE)) {
                return;
            }
        }
        lock.lock();
        try {
            change(-ONE_INSIDE);
        } finally {
            lock.unlock();
        }
    }

    /** Joins the end of the line; admitted at once if there is room. Must be followed by {@link #quit}, whatever happens. */
    Waiter join() {
        Waiter waiter = new Waiter();
        lock.lock();
        try {
            line.addLast(waiter);
            state.getAndAdd(ONE_WAITING);
            change(0);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leaves the line.
     *
     * @return whether the thread had been let in: then it must {@link #leave}, or is at work now
     */
    boolean quit(Waiter waiter) {
        if (waiter.admitted) {
            return true;
        }
        lock.lock();
        try {
            if (!waiter.admitted) {
                line.remove(waiter);
                change(0);
            }
            return waiter.admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Sets how many may be inside; none at first. Those inside stay; {@code now} is asked under the lock, so that the last caller's answer counts. */
    void limit(IntSupplier now) {
        lock.lock();
        try {
            limit = now.getAsInt();
            change(0);
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Changes how many are inside, and lets in as many as there is room for then, in one step to whoever looks. Under the lock. */
    private void change(long inside) {
        if (waiting() == 0) {
            state.getAndAdd(inside);
            return;
        }
        long then = inside() + inside;
        while (then < limit && !line.isEmpty()) {
            Waiter first = line.removeFirst();
            then += ONE_INSIDE;
            first.admitted = true;
            first.wake();
        }
        state.set(line.size() * ONE_WAITING + then);
    }

    private void wakeFirst() {
        Waiter first = line.peekFirst();
        if (first != null) {
            first.wake();
        }
    }

    /** Whether a thread is the next to be let in. */
    boolean isFirst(Waiter waiter) {
        lock.lock();
        try {
            return line.peekFirst() == waiter;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a thread the maker, if it is the first of the line and there is none. Then {@link #stopMaking} must follow. */
    boolean startMaking(Waiter waiter) {
        lock.lock();
        try {
            boolean free = maker == null && line.peekFirst() == waiter;
            if (free) {
                maker = waiter;
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether somebody inside is without a connection, so that the one that the maker got is theirs: they were let in, but it reached HikariCP first.
     * Then the maker gives it back.
     *
     * @param taken how many connections are taken, the maker's included
     */
    boolean isOwed(Waiter waiter, int taken) {
        lock.lock();
        try {
            int others = inside() - (waiter.admitted ? 1 : 0);
            return others >= taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the work of the maker, and has the first of the line look whether it is to go on with it.
     *
     * @param served whether it has a connection: then it is inside from now on, though whoever gave that back may still be on its way out
     */
    void stopMaking(Waiter waiter, boolean served) {
        lock.lock();
        try {
            maker = null;
            if (served && !waiter.admitted) {
                line.remove(waiter);
                waiter.admitted = true;
                change(ONE_INSIDE);
            }
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all in the line, who look whether they still want to wait. */
    void wakeAll() {
        List<Waiter> all;
        lock.lock();
        try {
            all = new ArrayList<>(line);
        } finally {
            lock.unlock();
        }
        all.forEach(Waiter::wake);
    }

    /** How many are inside. */
    int inside() {
        return (int) state.get();
    }

    /** How many are in the line. */
    int waiting() {
        return (int) (state.get() / ONE_WAITING);
    }

    /** How many are inside or in the line. */
    int inUse() {
        long now = state.get();
        return (int) now + (int) (now / ONE_WAITING);
    }

    @Override
    public String toString() {
        return inside() + " of " + limit + " inside, " + waiting() + " waiting";
    }
}
