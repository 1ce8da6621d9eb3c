package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.monitor.Observation.Meaning;
import io.github.proxysqljdbc.monitor.Observation.Question;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.TopologyChange;
import io.github.proxysqljdbc.topology.TopologyHolder;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Asks each instance for its role, over its own connection, on its own schedule and thread, and keeps the topology in its holder up to date.
 * Thread-safe.
 *
 * <p>One more thread supervises: it says when an answer is missing and when an instance has been silent for too long, keeps the clock that
 * measures it, and restarts a thread that died.
 * All threads are daemons named {@code proxysql-jdbc-monitor-…}. No lock is held while an instance is asked or the topology is updated.
 */
public final class Monitor implements AutoCloseable {
    private static final String THREAD_NAME = "proxysql-jdbc-monitor-";
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(2);
    /** Half of what the clock goes by itself. */
    private static final long LONGEST_NAP = AwakeClock.LONGEST_STEP / 2;

    private static final long FAST_NAP = 25_000_000;
    private static final long HEAD_START = 250_000_000;
    /** Standing still for less than that is not worth a line. */
    private static final long WORTH_SAYING = 1_000_000_000;

    private final MonitorSettings settings;
    private final TopologyHolder holder;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final List<InstanceMonitor> instances = new ArrayList<>();
    private final AwakeClock awake;
    private final CalendarWatch calendar;
    private final Cadence cadence;
    private final TopologyFold fold;
    private final TopologyLog log;
    private final Thread supervisor;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * A monitor that has not started yet.
     *
     * @param driver makes the connections, from {@code jdbc:mysql://host:port/} and properties
     * @param holder holds a topology of the instances to ask
     */
    public Monitor(MonitorSettings settings, Driver driver, TopologyHolder holder) {
        this(settings, driver, holder, System::nanoTime, InstantSource.system());
    }

    Monitor(
            MonitorSettings settings,
            Driver driver,
            TopologyHolder holder,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.settings = settings;
        this.holder = holder;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.awake = new AwakeClock(nanoTime);
        this.calendar = new CalendarWatch(nanoTime.getAsLong(), clock.millis());
        this.cadence = new Cadence(
                settings.interval().toNanos(),
                settings.patienceNanos(),
                settings.silence().toNanos());
        this.fold = new TopologyFold(settings.silence(), settings.maxLag());
        this.log = new TopologyLog(settings.user(), settings.maxLag());
        this.supervisor = daemon(this::supervise, "supervisor");
        for (InstanceState state : holder.current().instances()) {
            Instance instance = state.instance();
            instances.add(new InstanceMonitor(
                    state.index(),
                    () -> new Probe(instance, settings, driver, awake, words -> log.lagRefused(instance, words)),
                    settings,
                    cadence,
                    holder::current,
                    this::observe,
                    awake,
                    task -> daemon(task, instance.toString()),
                    this::wakeSupervisor));
        }
    }

    /**
     * Puts the first question to every instance, without waiting for an answer. The first instance has a head start, until something is known of it or
     * {@link #HEAD_START} is over: in a JVM that has just started, threads that load and link the driver's classes side by side do the same
     * work several times.
     *
     * @throws IllegalStateException if it was started before, or is closed
     */
    public void start() {
        if (closed || !started.compareAndSet(false, true)) {
            throw new IllegalStateException("a monitor starts once");
        }
        holder.addListener(log);
        holder.watch().addListener(this::lookAgain);
        instances.get(0).start();
        for (InstanceMonitor other : instances.subList(1, instances.size())) {
            other.startIn(HEAD_START);
        }
        supervisor.start();
    }

    /** Asks all instances at once, and goes on quickly until the writer answers. */
    private void lookAgain() {
        cadence.suspect(awake.getAsLong());
        instances.forEach(InstanceMonitor::askNow);
        wakeSupervisor();
    }

    /** Closes all connections and asks nothing until {@link #resume}. Waits for questions under way, but no longer than 2 s. */
    public void pause() {
        instances.forEach(InstanceMonitor::pause);
        join();
    }

    /** Asks again after {@link #pause}; what was known is not trusted until each instance was heard of. Does nothing if it is closed. */
    public void resume() {
        if (!closed) {
            instances.forEach(InstanceMonitor::start);
            holder.watch().distrust();
        }
    }

    /**
     * Waits until there is something to work with: an instance has answered, and a writer is confirmed, or all instances were heard of and
     * none of those that answered claims to be the writer.
     *
     * @param longest how long to wait
     * @throws java.sql.SQLInvalidAuthorizationSpecException at once, if every instance refuses the monitor's credentials
     * @throws java.sql.SQLTransientConnectionException if time is up, with what each instance said; if the thread is interrupted (the flag
     *     stays set), or the monitor closed meanwhile
     */
    public void awaitReady(Duration longest) throws SQLException {
        Readiness.await(holder, longest, settings.credentials());
    }

    /**
     * Asks that instance as soon as may be, because something went wrong with it; if it is the writer, all others as well, because one of them
     * may be the next writer. Returns at once. However many threads call, there is one question under way to each instance, and no more than
     * one every 50 ms because of this.
     *
     * @param index the instance's place in the configured list
     * @throws IndexOutOfBoundsException if there is no such instance
     */
    public void suspect(int index) {
        instances.get(index).suspect();
        InstanceState writer = holder.current().lastWriter();
        if (writer != null && writer.index() == index && cadence.suspect(awake.getAsLong())) {
            hasten();
        }
    }

    private void hasten() {
        instances.forEach(InstanceMonitor::hasten);
        wakeSupervisor();
    }

    /** Ends all threads and connections. Waits for them, but no longer than 2 s: a thread stuck in a name look-up ends when that ends. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        instances.forEach(InstanceMonitor::stop);
        wakeSupervisor();
        join(supervisor);
        holder.removeListener(log);
    }

    /** Waits for the instances' threads that were told to end, and for further ones, for {@link #LONGEST_JOIN} at most. */
    private void join(Thread... further) {
        try {
            long end = System.nanoTime() + LONGEST_JOIN.toNanos();
            for (InstanceMonitor instance : instances) {
                if (!instance.join(Duration.ofNanos(end - System.nanoTime()))) {
                    TopologyLog.log()
                            .info("a monitor's thread is still waiting for its instance; it ends when that wait ends");
                }
            }
            for (Thread thread : further) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe(Observation observation) {
        if (closed) {
            return;
        }
        TopologyChange change = holder.update(before -> fold.next(before, observation, clock.instant()));
        if (cadence.follow(change, awake.getAsLong())) {
            hasten();
        }
        if (change.before().version() == 0) {
            instances.forEach(InstanceMonitor::askUnasked);
        }
        askWhoMatters(change, observation.index());
    }

    /** Puts at once the questions whose answers are needed to know the writer, instead of waiting for their turn. */
    private void askWhoMatters(TopologyChange change, int observed) {
        for (InstanceState awaited : WriterElection.awaited(change.after())) {
            instances.get(awaited.index()).askNow();
        }
        InstanceState state = change.after().of(observed);
        if (state.status() == Status.SUSPECT && state.trail().silencesInRow() > 0) {
            instances.get(observed).retry();
        }
        if (isTurn(change, observed)) {
            for (InstanceMonitor other : instances) {
                if (other != instances.get(observed)) {
                    other.askNow();
                }
            }
        }
    }

    /** Whether the observation makes it likely that roles are changing: a role did, or the writer's status. */
    private static boolean isTurn(TopologyChange change, int observed) {
        InstanceState before = change.before().of(observed);
        InstanceState after = change.after().of(observed);
        boolean otherRole = before.role() != Role.UNKNOWN && before.role() != after.role();
        InstanceState writer = change.before().lastWriter();
        boolean writerInTrouble = writer != null && writer.index() == observed && before.status() != after.status();
        return otherRole || writerInTrouble;
    }

    private void supervise() {
        while (!closed) {
            try {
                LockSupport.parkNanos(this, untilNextLook());
                long stood = awake.tick();
                if (stood > WORTH_SAYING) {
                    TopologyLog.log()
                            .info(
                                    "this process stood still for {} ms, which counts as no instance's silence",
                                    stood / 1_000_000);
                }
                watchOver();
                for (int i = 0; i < instances.size() && !closed; i++) {
                    superviseOne(i);
                }
            } catch (RuntimeException | Error e) {
                TopologyLog.log().warn("the monitor could not look after its threads; it goes on", e);
            }
        }
    }

    private void watchOver() {
        long now = nanoTime.getAsLong();
        if (calendar.jumped(now, clock.millis())) {
            holder.watch().distrust();
        } else {
            holder.watch().beat(now);
        }
    }

    private long untilNextLook() {
        long wait = cadence.isFast(awake.getAsLong()) ? FAST_NAP : LONGEST_NAP;
        for (InstanceMonitor instance : instances) {
            wait = Math.min(wait, instance.nanosUntilOverdue());
        }
        return Math.max(1_000, wait);
    }

    private void superviseOne(int index) {
        InstanceMonitor instance = instances.get(index);
        Failed overdue = instance.overdue();
        if (overdue != null) {
            observe(overdue);
        }
        Throwable death = instance.takeDeath();
        if (death != null) {
            TopologyLog.log().warn("the monitor of {} died and is restarted", instanceAt(index), death);
            instance.start();
            long now = awake.getAsLong();
            observe(new Failed(
                    new Question(index, holder.current().version(), now),
                    now,
                    Meaning.SILENT,
                    FailureKind.STATEMENT,
                    "its monitor died of " + death.getClass().getName()));
        }
    }

    private Instance instanceAt(int index) {
        return holder.current().of(index).instance();
    }

    private void wakeSupervisor() {
        LockSupport.unpark(supervisor);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, THREAD_NAME + name);
        thread.setDaemon(true);
        return thread;
    }
}
