package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.monitor.Observation.Failed;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one instance again and again, on a thread of its own, and hands each observation on. Thread-safe.
 *
 * <p>There is one question under way at most. Requests for another one only move the time of the next question forward, so however many
 * threads suspect the instance, they cause one question more. The lock guards the schedule and is never held while asking or handing on.
 */
final class InstanceMonitor {
    /** The least time between the starts of two questions that suspicion asks for, in nanoseconds. */
    static final long SUSPICION_SPACING = 50_000_000;
    /** The wait after a question without an answer, until the instance counts as down, in nanoseconds. */
    static final long RETRY_DELAY = 100_000_000;

    private final int index;
    private final Probe probe;
    private final MonitorSettings settings;
    private final LongSupplier version;
    private final Consumer<Observation> observer;
    private final LongSupplier nanoTime;
    private final ThreadFactory threads;
    private final Runnable onDeath;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rescheduled = lock.newCondition();
    private @Nullable Thread thread;
    private @Nullable Throwable death;
    private boolean stopped;
    private long due;
    private long askedAt;
    private long askedVersion;
    private boolean asking;
    private boolean abandoned;
    private long deadline;

    InstanceMonitor(
            int index,
            Probe probe,
            MonitorSettings settings,
            LongSupplier version,
            Consumer<Observation> observer,
            LongSupplier nanoTime,
            ThreadFactory threads,
            Runnable onDeath) {
        this.index = index;
        this.probe = probe;
        this.settings = settings;
        this.version = version;
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.threads = threads;
        this.onDeath = onDeath;
        long now = nanoTime.getAsLong();
        this.due = now;
        this.askedAt = now - SUSPICION_SPACING;
    }

    /** Starts the thread; the first question is put at once. */
    void start() {
        lock.lock();
        try {
            if (!stopped) {
                Thread started = threads.newThread(this::run);
                thread = started;
                started.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks at once, or as soon as the question under way has its end. */
    void askNow() {
        askAt(nanoTime.getAsLong());
    }

    /** Asks after {@link #RETRY_DELAY}, because the last question had no answer. */
    void retry() {
        askAt(nanoTime.getAsLong() + withJitter(RETRY_DELAY));
    }

    /** Like {@link #askNow()}, but no sooner than {@link #SUSPICION_SPACING} after the start of the last question. */
    void suspect() {
        lock.lock();
        try {
            askAt(Math.max(nanoTime.getAsLong() - askedAt, SUSPICION_SPACING) + askedAt);
        } finally {
            lock.unlock();
        }
    }

    private void askAt(long time) {
        lock.lock();
        try {
            if (time - due < 0) {
                due = time;
                rescheduled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Throwable cause = null;
        try {
            while (awaitTurn()) {
                Observation observation = probe.ask(askedVersion);
                if (finish()) {
                    observer.accept(observation);
                }
            }
        } catch (Throwable e) {
            cause = e;
        }
        try {
            probe.close();
        } finally {
            if (cause != null) {
                die(cause);
            }
        }
    }

    /** Waits until a question is due; false if there will be none any more. */
    private boolean awaitTurn() {
        lock.lock();
        try {
            while (!stopped) {
                long wait = due - nanoTime.getAsLong();
                if (wait <= 0) {
                    begin();
                    return true;
                }
                try {
                    rescheduled.awaitNanos(wait);
                } catch (InterruptedException e) {
                    // Only stop() interrupts this thread, and the loop looks for that.
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        long now = nanoTime.getAsLong();
        askedAt = now;
        askedVersion = version.getAsLong();
        due = now + withJitter(settings.interval().toNanos());
        deadline = now + bound();
        asking = true;
        abandoned = false;
    }

    /** Ends the question; false if its time was up before, and its observation is therefore of no use. */
    private boolean finish() {
        lock.lock();
        try {
            asking = false;
            return !abandoned && !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** The whole time of a check: the driver's own timeouts come first, so that their words are heard. */
    private long bound() {
        long timeout = settings.timeout().toNanos();
        return timeout + Math.min(timeout / 4, 100_000_000);
    }

    /** Up to a tenth less or more, so that many processes do not ask in step. */
    private static long withJitter(long nanos) {
        return nanos - nanos / 10 + ThreadLocalRandom.current().nextLong(Math.max(1, nanos / 5));
    }

    private void die(Throwable cause) {
        lock.lock();
        try {
            asking = false;
            death = cause;
        } finally {
            lock.unlock();
        }
        onDeath.run();
    }

    /** How long until the question under way is overdue, in nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    long nanosUntilOverdue() {
        lock.lock();
        try {
            return asking ? deadline - nanoTime.getAsLong() : Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    /** If a question has had no end within its time, ends it, and says what that means; at most once in that time. Else null. */
    @Nullable
    Failed overdue() {
        Failed failed = null;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (asking && now - deadline >= 0) {
                abandoned = true;
                deadline = now + bound();
                failed = CheckFailures.overdue(index, askedVersion, settings.timeout());
            }
        } finally {
            lock.unlock();
        }
        if (failed != null) {
            probe.abort();
        }
        return failed;
    }

    /** Why the thread died; null if it lives. Asking twice answers null the second time. */
    @Nullable
    Throwable takeDeath() {
        lock.lock();
        try {
            Throwable cause = death;
            death = null;
            if (cause != null) {
                due = nanoTime.getAsLong() + withJitter(RETRY_DELAY);
            }
            return cause;
        } finally {
            lock.unlock();
        }
    }

    /** Asks no more: a question under way is cut off. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            rescheduled.signal();
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        probe.abort();
    }

    /** Waits for the thread's end; false if it has not come by then. */
    boolean join(Duration longest) throws InterruptedException {
        Thread joined;
        lock.lock();
        try {
            joined = thread;
        } finally {
            lock.unlock();
        }
        if (joined == null) {
            return true;
        }
        joined.join(Math.max(1, longest.toMillis()));
        return !joined.isAlive();
    }
}
