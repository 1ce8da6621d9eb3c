package io.github.proxysqljdbc.session;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a writer: first come first served, and no more than a fixed number. Thread-safe.
 *
 * <p>Only the first of the line looks for a writer and borrows a connection; then the next one is the first. So a new writer meets one borrower after the
 * other, however many wait.
 */
final class WaitingLine {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Place> line = new ArrayDeque<>();
    private volatile int size;

    /** @param most how many may wait at a time */
    WaitingLine(int most) {
        this.most = most;
    }

    /** One thread in the line. */
    final class Place implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private volatile boolean first;

        private Place() {}

        /** Whether it is this one's turn. */
        boolean isFirst() {
            return first;
        }

        private void callUp() {
            first = true;
            LockSupport.unpark(thread);
        }

        /** Leaves the line; the next one is called up. */
        @Override
        public void close() {
            lock.lock();
            try {
                line.remove(this);
                size = line.size();
                callUpFirst();
            } finally {
                lock.unlock();
            }
        }
    }

    private void callUpFirst() {
        Place next = line.peekFirst();
        if (next != null && !next.first) {
            next.callUp();
        }
    }

    /** Joins the end of the line; null if it is full. */
    @Nullable
    Place join() {
        lock.lock();
        try {
            if (line.size() >= most) {
                return null;
            }
            Place place = new Place();
            line.addLast(place);
            size = line.size();
            callUpFirst();
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** How many are in the line. */
    int size() {
        return size;
    }

    /** How many may be in the line. */
    int most() {
        return most;
    }
}
