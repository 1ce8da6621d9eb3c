package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.error.NoInstanceException;
import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.pool.Pools;
import io.github.proxysqljdbc.pool.Purpose;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.stats.Recorder;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.ReaderSelector;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyHolder;
import io.github.proxysqljdbc.topology.Watch;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds a physical connection for a session: picks the instance by the topology of the moment, borrows from its pool, and turns elsewhere
 * when that instance goes away meanwhile. One for a data source; thread-safe.
 */
public final class Dispatcher {
    /** A shorter wait for a connection is no wait, but the work of borrowing. */
    private static final long WORTH_COUNTING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How often a session that waits for an instance looks whether it was aborted meanwhile. */
    private static final long LOOK_AROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How many statements may wait for a writer at a time; each has a thread of the application's. */
    private static final int MOST_WAITING = 10_000;

    private final WaitingLine line = new WaitingLine(MOST_WAITING);
    private final Pools pools;
    private final TopologyHolder topology;
    private final ReaderSelector selector;
    private final ReaderSelector.Load load;
    private final IntConsumer suspect;
    private final Recorder recorder;
    private final long connectionTimeoutNanos;
    private final long failoverTimeoutNanos;
    private final Purpose[] reads;
    private final Purpose[] writes;
    private final String[] names;
    private final AtomicReference<@Nullable Doubt> doubt = new AtomicReference<>();

    /**
     * The writer has just refused a write as read-only. Until it was asked, nothing new is sent there: a transaction that began with a read would
     * be refused its first write.
     *
     * @param settled says of a snapshot that it was asked
     * @param until {@code System.nanoTime()} when it is waited for no longer
     */
    private record Doubt(Predicate<Topology> settled, long until) {
        boolean isOver(Topology topology) {
            return settled.test(topology) || System.nanoTime() - until > 0;
        }
    }

    /**
     * @param suspect told the index of an instance whose state should be asked at once
     * @param recorder hears of waits and pins
     * @param connectionTimeout the longest wait for a physical connection
     * @param failoverTimeout the longest wait for a writer to appear
     */
    public Dispatcher(
            Pools pools,
            TopologyHolder topology,
            ReaderSelector selector,
            IntConsumer suspect,
            Recorder recorder,
            Duration connectionTimeout,
            Duration failoverTimeout) {
        this.pools = pools;
        this.topology = topology;
        this.selector = selector;
        this.load = pools::inUse;
        this.suspect = suspect;
        this.recorder = recorder;
        this.connectionTimeoutNanos = connectionTimeout.toNanos();
        this.failoverTimeoutNanos = failoverTimeout.toNanos();
        int count = topology.current().instances().size();
        names = new String[count];
        reads = new Purpose[count];
        writes = new Purpose[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            names[i] = topology.current().of(i).instance().toString();
            reads[i] = new Purpose(Session.READER, () -> isUp(index));
            writes[i] = new Purpose(Session.WRITER, () -> isUp(index) && !anotherIsWriter(index));
        }
        topology.addListener(this::changed);
    }

    private boolean isUp(int index) {
        return topology.current().of(index).status() != Status.DOWN;
    }

    private boolean anotherIsWriter(int index) {
        InstanceState writer = topology.current().writer();
        return writer != null && writer.index() != index;
    }

    /** Wakes those who wait for what may have gone. */
    private void changed(Topology before, Topology after) {
        for (InstanceState now : after.instances()) {
            InstanceState was = before.of(now.index());
            if (was.role() != now.role() || was.status() != now.status()) {
                for (int i = 0; i < names.length; i++) {
                    pools.reconsider(i);
                }
                return;
            }
        }
    }

    /** Breaks the connection of a lease on a former writer that has not said that it is none any more: what it acknowledged now would be lost. */
    void breakIfSuperseded(Lease lease) throws SQLException {
        if (topology.current().isSuperseded(lease.index())) {
            lease.connection().abort(Runnable::run);
        }
    }

    /** {@code host:port} of an instance. */
    String name(int index) {
        return names[index];
    }

    /** Whether a lease that a session has is where a new one for that side would be. */
    boolean fits(Lease lease, boolean reader) {
        Topology now = topology.current();
        if (!reader) {
            InstanceState writer = now.writer();
            return writer != null && writer.index() == lease.index();
        }
        List<InstanceState> targets = now.readTargets();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).index() == lease.index()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the instance of a lease answers. */
    boolean isUp(Lease lease) {
        return isUp(lease.index());
    }

    /** Whether somebody waits for a connection to the instance of a lease. */
    boolean hasWaiters(Lease lease) {
        return pools.hasWaiters(lease.index());
    }

    /** A session is bound to that lease, and has been since that {@code System.nanoTime()}. */
    void pinned(Lease lease, Pin why, long nanoTime) {
        lease.physical().pinned(why, nanoTime);
        recorder.pinned(
                why.kind().key(),
                Session.hostgroup(lease),
                names[lease.index()],
                why.kind().words());
    }

    /** A session was set free, after so many nanoseconds. */
    void unpinned(Lease lease, Pin why, long heldNanos) {
        recorder.unpinned(
                why.kind().key(),
                Session.hostgroup(lease),
                names[lease.index()],
                why.kind().words(),
                heldNanos);
    }

    /** How many statements wait for a writer now. */
    public int waitingForWriter() {
        return line.size();
    }

    Topology topology() {
        return topology.current();
    }

    void suspect(int index) {
        suspect.accept(index);
    }

    /** Takes in that an instance refused a write as read-only. */
    void refusedWrite(int index) {
        Doubt present = doubt.get();
        if (isWriter(index) && (present == null || present.isOver(topology.current()))) {
            Doubt mine = new Doubt(topology.heardOfSince(index), System.nanoTime() + Watch.LONGEST_LOOK);
            doubt.compareAndSet(present, mine);
        }
        suspect.accept(index);
    }

    private void awaitEndOfDoubt(Session session, long deadline) throws SQLException {
        Doubt present = doubt.get();
        if (present != null) {
            await(session, present.settled(), Math.min(present.until(), deadline));
            doubt.compareAndSet(present, null);
        }
    }

    /** Takes in that a lease's connection broke. */
    void lost(Lease lease) {
        pools.lost(lease.index());
    }

    void release(Lease lease) {
        pools.release(lease.index(), lease.physical());
    }

    /** Whether the connection of a lease that a session kept may be used again; asks it if there is doubt. */
    boolean lives(Session session, Lease kept) throws SQLException {
        trusted(session, System.nanoTime());
        return kept.physical().lives();
    }

    /**
     * Has the instances asked, and waits for that, if the process stood still before that {@code System.nanoTime()}: then the topology tells
     * how they were before.
     *
     * @return when the topology may be trusted, in {@code System.nanoTime()}
     */
    private long trusted(Session session, long now) throws SQLException {
        Watch watch = topology.watch();
        if (!watch.isStale(now)) {
            return now;
        }
        await(session, watch.lookAgain(now), now + Watch.LONGEST_LOOK);
        watch.beat(System.nanoTime());
        return System.nanoTime();
    }

    /** A lease on a reader, or on whatever else may take a read. */
    Lease reader(Session session, ConnectionState wanted, Duration longest) throws SQLException {
        long began = trusted(session, System.nanoTime());
        long deadline = began + Math.min(connectionTimeoutNanos, longest.toNanos());
        List<InstanceState> tried = List.of();
        while (true) {
            InstanceState target = readTarget(tried);
            if (target == null) {
                target = awaitReadTarget(session, deadline);
                began = System.nanoTime();
                tried = List.of();
            }
            int index = target.index();
            try {
                return lease(session, true, index, wanted, began, deadline);
            } catch (SQLTransientConnectionException e) {
                began = System.nanoTime();
                if (began - deadline >= 0 || topology.isClosed() || isDeadlock(e)) {
                    throw e;
                }
                tried = tried.isEmpty() ? new ArrayList<>() : tried;
                tried.add(target);
            }
        }
    }

    private @Nullable InstanceState readTarget(List<InstanceState> tried) {
        List<InstanceState> targets = topology.current().readTargets();
        if (!tried.isEmpty()) {
            targets = targets.stream()
                    .filter(state -> tried.stream().noneMatch(other -> other.index() == state.index()))
                    .toList();
        }
        return switch (targets.size()) {
            case 0 -> null;
            case 1 -> targets.get(0);
            default -> selector.select(targets, load);
        };
    }

    private InstanceState awaitReadTarget(Session session, long deadline) throws SQLException {
        Topology found = await(session, t -> !t.readTargets().isEmpty(), deadline);
        if (found == null) {
            throw noInstance(Session.READER, connectionTimeoutNanos, Options.CONNECTION_TIMEOUT);
        }
        return found.readTargets().get(0);
    }

    /** A lease on the writer; waits for one to appear, but no longer than {@code failoverTimeout}. */
    Lease writer(Session session, ConnectionState wanted, Duration longest) throws SQLException {
        long began = trusted(session, System.nanoTime());
        long failoverDeadline = began + Math.min(failoverTimeoutNanos, longest.toNanos());
        awaitEndOfDoubt(session, failoverDeadline);
        while (true) {
            Lease lease = topology.current().writer() == null || line.size() > 0
                    ? writerInLine(session, wanted, longest, failoverDeadline)
                    : writerNow(session, wanted, longest, began);
            if (lease != null) {
                return lease;
            }
            began = System.nanoTime();
        }
    }

    /** Null if the writer is gone again. */
    private @Nullable Lease writerInLine(
            Session session, ConnectionState wanted, Duration longest, long failoverDeadline) throws SQLException {
        long began = System.nanoTime();
        boolean served = false;
        try (WaitingLine.Place place = line.join()) {
            if (place == null) {
                throw noInstance(Session.WRITER, Duration.ZERO, line.most() + " statements wait for one already");
            }
            awaitTurn(session, place, failoverDeadline);
            awaitWriter(session, failoverDeadline);
            served = true;
            recorder.waitedForInstance(Session.WRITER, System.nanoTime() - began, true);
            session.waiting().leavesForPool(place);
            return writerNow(session, wanted, longest, System.nanoTime());
        } finally {
            session.waiting().leavesForPool(null);
            if (!served) {
                recorder.waitedForInstance(Session.WRITER, System.nanoTime() - began, false);
            }
        }
    }

    /** Waits until those who came before have a connection, or stand in the line of a pool, or have given up; or time is up. */
    private void awaitTurn(Session session, WaitingLine.Place place, long deadline) throws SQLException {
        SessionWait wait = session.waiting();
        long began = System.nanoTime();
        wait.waits(line);
        try {
            for (long left = deadline - began; !place.isFirst() && left > 0; left = deadline - System.nanoTime()) {
                LockSupport.parkNanos(line, Math.min(left, LOOK_AROUND_NANOS));
                if (Thread.currentThread().isInterrupted()) {
                    throw SqlErrors.interrupted("a writer", Duration.ofNanos(System.nanoTime() - began), null);
                }
                if (topology.isClosed()) {
                    throw pools.closedFailure();
                }
                wait.checkWanted();
                wait.offer();
            }
        } finally {
            wait.waits(null);
        }
    }

    /** Null if there is no writer. */
    private @Nullable Lease writerNow(Session session, ConnectionState wanted, Duration longest, long start)
            throws SQLException {
        long began = start;
        long deadline = began + Math.min(connectionTimeoutNanos, longest.toNanos());
        while (true) {
            InstanceState writer = topology.current().writer();
            if (writer == null) {
                return null;
            }
            try {
                Lease lease = lease(session, false, writer.index(), wanted, began, deadline);
                if (isWriter(lease.index())) {
                    return lease;
                }
                release(lease);
            } catch (SQLTransientConnectionException e) {
                began = System.nanoTime();
                if (began - deadline >= 0 || topology.isClosed() || isDeadlock(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Whether an instance is the writer still. Asked after borrowing: a connection may have been long in the making, and whoever is
     * superseded later has the connections broken that were there by then.
     */
    private boolean isWriter(int index) {
        InstanceState writer = topology.current().writer();
        return writer != null && writer.index() == index;
    }

    private void awaitWriter(Session session, long deadline) throws SQLException {
        if (await(session, t -> t.writer() != null, deadline) == null) {
            throw noInstance(Session.WRITER, failoverTimeoutNanos, Options.FAILOVER_TIMEOUT);
        }
    }

    private NoInstanceException noInstance(String hostgroup, long waitedNanos, Option<Duration> limit) {
        Duration waited = Duration.ofNanos(waitedNanos);
        return noInstance(hostgroup, waited, limit.name() + "=" + waited.toMillis() + "ms");
    }

    private NoInstanceException noInstance(String hostgroup, Duration waited, String limit) {
        Topology now = topology.current();
        Duration since = hostgroup.equals(Session.WRITER) ? Duration.between(now.writerSince(), Instant.now()) : null;
        List<String> answers =
                now.instances().stream().map(InstanceState::toString).toList();
        return new NoInstanceException(hostgroup, since, waited, limit, answers, null);
    }

    /** Null if time is up. */
    private @Nullable Topology await(Session session, Predicate<Topology> condition, long deadline)
            throws SQLException {
        SessionWait wait = session.waiting();
        long began = System.nanoTime();
        wait.waits(topology);
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                Topology found = topology.await(condition, Math.min(left, LOOK_AROUND_NANOS));
                if (found == null && topology.isClosed()) {
                    throw pools.closedFailure();
                }
                if (found != null || left <= LOOK_AROUND_NANOS) {
                    return found;
                }
                wait.checkWanted();
                wait.offer();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlErrors.interrupted("an instance", Duration.ofNanos(System.nanoTime() - began), e);
        } finally {
            wait.waits(null);
        }
    }

    /** Waits until another instance than this one is the writer, or none is, or time is up. */
    void awaitChangeOfWriter(Session session, int index) throws SQLException {
        long bound = Math.min(failoverTimeoutNanos, TimeUnit.SECONDS.toNanos(5));
        await(
                session,
                t -> {
                    InstanceState writer = t.writer();
                    return writer == null || writer.index() != index;
                },
                System.nanoTime() + bound);
    }

    private static boolean isDeadlock(SQLException failure) {
        return failure instanceof PoolExhaustedException exhausted && exhausted.isDeadlock();
    }

    private Lease lease(Session session, boolean reader, int index, ConnectionState wanted, long began, long deadline)
            throws SQLException {
        Purpose purpose = reader ? reads[index] : writes[index];
        boolean served = false;
        try {
            PhysicalConnection connection = pools.borrow(index, purpose, session.waiting(), wanted, began, deadline);
            served = true;
            return new Lease(session, index, reader, connection);
        } finally {
            long waited = System.nanoTime() - began;
            if (waited > WORTH_COUNTING_NANOS) {
                recorder.waited(purpose.hostgroup(), names[index], waited, served);
            }
        }
    }
}
