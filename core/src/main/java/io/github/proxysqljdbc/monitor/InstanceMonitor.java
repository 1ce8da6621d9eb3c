package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.monitor.Observation.Question;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one instance again and again, on a thread of its own, and hands each observation on. Thread-safe.
 *
 * <p>There is one question under way. Requests for another one only move the time of the next question forward, so however many threads
 * suspect the instance, they cause one question more. When an answer is missing, the question is not given up: its asker becomes the
 * <em>straggler</em>, and another asker tries a new connection beside it. Whichever hears of the instance first goes on, and the other one is
 * dismissed. So neither a single connection that was swallowed by the network makes an instance look dead, nor does an overloaded one that
 * answers late.
 *
 * <p>The lock guards the schedule and is never held while asking, handing on, or ending a connection.
 */
final class InstanceMonitor {
    /** The wait after a question without an answer, until the instance counts as down, in nanoseconds. */
    static final long RETRY_DELAY = 100_000_000;
    /** Askers that are stuck in a name look-up cannot be ended from outside; there are no more than so many at a time. */
    private static final int MOST_ASKERS = 3;

    private final int index;
    private final Supplier<Probe> probes;
    private final long silence;
    private final Duration timeout;
    private final Cadence cadence;
    private final Supplier<Topology> topology;
    private final Consumer<Observation> observer;
    private final LongSupplier clock;
    private final ThreadFactory threads;
    private final Runnable onDeath;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rescheduled = lock.newCondition();
    private final Map<Asker, Thread> alive = new HashMap<>();
    private @Nullable Asker current;
    private @Nullable Asker straggler;
    private @Nullable Throwable death;
    private boolean stopped;
    private List<Thread> leaving = List.of();
    private long due;
    private long askedAt;

    /**
     * @param probes makes a probe of the instance; its connections are opened later
     * @param clock nanoseconds, standing still while the process does
     * @param onDeath called when a thread died of what it should not have thrown
     */
    InstanceMonitor(
            int index,
            Supplier<Probe> probes,
            MonitorSettings settings,
            Cadence cadence,
            Supplier<Topology> topology,
            Consumer<Observation> observer,
            LongSupplier clock,
            ThreadFactory threads,
            Runnable onDeath) {
        this.index = index;
        this.probes = probes;
        this.silence = settings.silence().toNanos();
        this.timeout = settings.timeout();
        this.cadence = cadence;
        this.topology = topology;
        this.observer = observer;
        this.clock = clock;
        this.threads = threads;
        this.onDeath = onDeath;
        long now = clock.getAsLong();
        this.due = now;
        this.askedAt = now - Cadence.FASTEST;
    }

    // ---- the schedule

    /** Starts the thread, also after {@link #pause()}; the first question of all is put at once. Does nothing if it runs. */
    void start() {
        lock.lock();
        try {
            if (!stopped && current == null) {
                startAsker();
            }
        } finally {
            lock.unlock();
        }
    }

    private void startAsker() {
        Asker asker = new Asker(this, probes.get());
        Thread thread = threads.newThread(asker);
        current = asker;
        alive.put(asker, thread);
        thread.start();
    }

    /** Starts the thread, with the first question no sooner than after so many nanoseconds unless it is asked for. */
    void startIn(long nanos) {
        lock.lock();
        try {
            due = clock.getAsLong() + nanos;
        } finally {
            lock.unlock();
        }
        start();
    }

    /** Asks at once, or as soon as the question under way has its end. */
    void askNow() {
        askAt(clock.getAsLong());
    }

    /** Asks at once if nothing was asked yet. */
    void askUnasked() {
        if (topology.get().of(index).status() == Status.UNKNOWN) {
            askNow();
        }
    }

    /** Asks within the time that the cadence has now, if that is sooner than planned. */
    void hasten() {
        long now = clock.getAsLong();
        askAt(now + cadence.delay(now, ThreadLocalRandom.current().nextDouble()));
    }

    /** Asks after {@link #RETRY_DELAY}, because the last question had no answer. */
    void retry() {
        askAt(clock.getAsLong() + withJitter(RETRY_DELAY));
    }

    /** Like {@link #askNow()}, but no sooner than {@link Cadence#FASTEST} after the start of the last question. */
    void suspect() {
        lock.lock();
        try {
            askAt(Math.max(clock.getAsLong() - askedAt, Cadence.FASTEST) + askedAt);
        } finally {
            lock.unlock();
        }
    }

    private void askAt(long time) {
        lock.lock();
        try {
            if (time - due < 0) {
                due = time;
                rescheduled.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long withJitter(long nanos) {
        return Cadence.spread(nanos, ThreadLocalRandom.current().nextDouble());
    }

    // ---- what askers call

    /** Waits until a question is due; null if there will be none any more for this asker. */
    @Nullable
    Question awaitTurn(Asker asker) {
        lock.lock();
        try {
            while (!stopped && !asker.isDismissed()) {
                long now = clock.getAsLong();
                long wait = due - now;
                if (wait <= 0) {
                    askedAt = now;
                    due = now + cadence.delay(now, ThreadLocalRandom.current().nextDouble());
                    Question question = new Question(index, topology.get().version(), now);
                    asker.begin(question);
                    return question;
                }
                try {
                    rescheduled.awaitNanos(wait);
                } catch (InterruptedException e) {
                    // Only stop() interrupts this thread, and the loop looks for that.
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what came of a question, and hands it on if it says something. */
    void answered(Asker asker, Observation observation) {
        boolean heard = observation.signOfLife();
        Asker loser = null;
        boolean telling;
        lock.lock();
        try {
            boolean late = asker.isOverdue();
            asker.end();
            telling = !stopped && !asker.isDismissed() && (heard || !late);
            if (asker == straggler) {
                straggler = null;
                if (heard && telling) {
                    loser = current;
                    current = asker;
                } else {
                    asker.dismiss();
                }
            } else if (heard && telling) {
                loser = straggler;
                straggler = null;
            }
            dismiss(loser);
        } finally {
            lock.unlock();
        }
        end(loser);
        if (telling) {
            observer.accept(observation);
        }
    }

    private void dismiss(@Nullable Asker asker) {
        if (asker != null) {
            asker.dismiss();
            rescheduled.signalAll();
        }
    }

    private static void end(@Nullable Asker asker) {
        if (asker != null) {
            asker.probe().abort();
        }
    }

    /** Takes in that an asker's thread is at its end. */
    void ended(Asker asker, @Nullable Throwable cause) {
        boolean died;
        lock.lock();
        try {
            alive.remove(asker);
            asker.end();
            died = cause != null && asker == current && !stopped;
            if (died) {
                current = null;
                death = cause;
            }
            if (asker == straggler) {
                straggler = null;
            }
        } finally {
            lock.unlock();
        }
        if (died) {
            onDeath.run();
        }
    }

    // ---- what the supervisor calls

    /** How long until the question under way is overdue, in nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    long nanosUntilOverdue() {
        lock.lock();
        try {
            Asker asker = current;
            Question question = asker == null ? null : asker.question();
            return asker == null || question == null
                    ? Long.MAX_VALUE
                    : patienceEnd(asker, clock.getAsLong()) - clock.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private long patienceEnd(Asker asker, long now) {
        InstanceState state = topology.get().of(index);
        long from = asker.overdueFrom();
        return from + cadence.patience(state, asker.probe().isConnected(), from, now);
    }

    /**
     * What is to be said of an instance whose answer is missing: that a question is overdue, or that its time is up. Null if there is
     * nothing to say. A question that is overdue is left to its straggler if there is none yet, else it is cut off.
     */
    @Nullable
    Failed overdue() {
        Asker toEnd = null;
        Asker tooLate = null;
        Failed failed = null;
        lock.lock();
        try {
            long now = clock.getAsLong();
            InstanceState state = topology.get().of(index);
            Asker late = straggler;
            Question old = late == null ? null : late.question();
            if (late != null && (old == null || now - old.at() >= silence)) {
                straggler = null;
                dismiss(late);
                tooLate = late;
            }
            Asker asker = current;
            Question question = asker == null ? null : asker.question();
            if (cadence.isVerdictDue(state, question != null, now)) {
                Question last =
                        question == null ? new Question(index, topology.get().version(), now) : question;
                failed = CheckFailures.dead(last, now, state.trail().silentSince(), state.evidence());
            } else if (asker != null && question != null && patienceEnd(asker, now) - now <= 0) {
                failed = CheckFailures.overdue(question, now, timeout);
                asker.overdue(now);
                if (straggler == null && alive.size() < MOST_ASKERS && !stopped) {
                    straggler = asker;
                    startAsker();
                } else {
                    toEnd = asker;
                }
            }
        } finally {
            lock.unlock();
        }
        end(toEnd);
        end(tooLate);
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
                due = clock.getAsLong() + withJitter(RETRY_DELAY);
            }
            return cause;
        } finally {
            lock.unlock();
        }
    }

    // ---- its end

    /** Asks no more: a question under way is cut off. */
    void stop() {
        end(true);
    }

    /** Asks no more until {@link #start()}: a question under way is cut off. */
    void pause() {
        end(false);
    }

    private void end(boolean forEver) {
        List<Asker> askers;
        lock.lock();
        try {
            stopped |= forEver;
            current = null;
            straggler = null;
            alive.keySet().forEach(Asker::dismiss);
            rescheduled.signalAll();
            leaving = List.copyOf(alive.values());
            leaving.forEach(Thread::interrupt);
            askers = List.copyOf(alive.keySet());
        } finally {
            lock.unlock();
        }
        askers.forEach(InstanceMonitor::end);
    }

    /** Waits for the threads' end after {@link #stop()}; false if it has not come by then. */
    boolean join(Duration longest) throws InterruptedException {
        List<Thread> threads;
        lock.lock();
        try {
            threads = leaving;
        } finally {
            lock.unlock();
        }
        long end = System.nanoTime() + longest.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
