package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.pool.Borrower;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One session as somebody who waits, for a connection or for an instance, and how its wait is ended from outside. Thread-safe: the waiting
 * thread holds the session's lock, those who end its wait do not.
 */
final class SessionWait implements Borrower {
    private final Session session;
    private final ReentrantLock lock;
    private final AtomicBoolean closed;
    private @Nullable Thread thread;
    private volatile @Nullable Object place;
    private volatile boolean cancelled;
    private WaitingLine.@Nullable Place leaving;

    SessionWait(Session session, ReentrantLock lock, AtomicBoolean closed) {
        this.session = session;
        this.lock = lock;
        this.closed = closed;
    }

    @Override
    public void waits(@Nullable Object where) {
        if (where != null) {
            cancelled = false;
            thread = Thread.currentThread();
        }
        place = where;
    }

    /** Has it leave a line as soon as it stands in that of a pool; null if it stands in none. */
    void leavesForPool(WaitingLine.@Nullable Place standing) {
        leaving = standing;
    }

    @Override
    public void standsInLine() {
        if (leaving != null) {
            leaving.close();
            leaving = null;
        }
    }

    @Override
    public @Nullable Object waitsFor() {
        return place;
    }

    @Override
    public void offer() {
        session.leases().giveUpKept();
    }

    @Override
    public boolean isBusy() {
        return lock.isLocked();
    }

    @Override
    public void checkWanted() throws SQLException {
        if (closed.get()) {
            throw SqlErrors.connectionClosed();
        }
        if (cancelled) {
            throw SqlErrors.cancelled();
        }
    }

    /** Ends the wait of the statement that waits now, if there is one. */
    void cancel() {
        if (place != null) {
            cancelled = true;
            wake();
        }
    }

    /** Has the thread that waits look whether it still wants to. */
    void wake() {
        if (place != null) {
            LockSupport.unpark(thread);
        }
    }
}
