package io.github.proxysqljdbc.pool;

import com.mysql.cj.exceptions.MysqlErrorNumbers;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.NoCredentialsException;
import io.github.proxysqljdbc.error.PoolExhaustedException;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.stats.Holding;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One borrower's wait for a connection, which ends when there is one, or when there is a reason to give up. Made for those only who have to
 * wait. Belongs to the borrower's thread.
 */
final class Wait implements AutoCloseable {
    /** How often the first of the line looks around, and how long HikariCP is asked to wait at a time. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How often the others look whether they have become the first. */
    private static final long NAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InstancePool pool;
    private final Purpose purpose;
    private final Borrower borrower;
    private final long began;
    private final long deadline;
    private boolean asked;

    Wait(InstancePool pool, Purpose purpose, Borrower borrower, long began, long deadline) {
        this.pool = pool;
        this.purpose = purpose;
        this.borrower = borrower;
        this.began = began;
        this.deadline = deadline;
        borrower.waits(pool);
    }

    /**
     * Waits in the line, and returns inside the gate or throws outside of it.
     *
     * @return the connection, if it came meanwhile; null if one is to be had now
     */
    @Nullable
    PhysicalConnection inLine(Gate gate) throws SQLException {
        Gate.Waiter waiter = gate.join();
        borrower.standsInLine();
        boolean served = false;
        try {
            long nap = SLICE_NANOS;
            for (boolean first = true; !waiter.admitted(); first = gate.isFirst(waiter)) {
                if (first || !asked) {
                    askKeepers();
                }
                if (!waiter.admitted()) {
                    checkUseful();
                    PhysicalConnection made = makeOrPark(gate, waiter, nap);
                    if (made != null) {
                        served = true;
                        return made;
                    }
                    borrower.offer();
                    nap = first ? SLICE_NANOS : NAP_NANOS;
                }
            }
            served = true;
            return null;
        } finally {
            if (gate.quit(waiter) && !served) {
                gate.leave();
            }
        }
    }

    private @Nullable PhysicalConnection makeOrPark(Gate gate, Gate.Waiter waiter, long nap) throws SQLException {
        if (pool.mayGrow() && gate.startMaking(waiter)) {
            return make(gate, waiter);
        }
        LockSupport.parkNanos(gate, Math.min(nap, deadline - System.nanoTime()));
        return null;
    }

    private @Nullable PhysicalConnection make(Gate gate, Gate.Waiter waiter) throws SQLException {
        PhysicalConnection made = null;
        try {
            made = within();
            if (made != null && gate.isOwed(waiter, pool.taken())) {
                pool.putBack(made);
                made = null;
            }
        } finally {
            gate.stopMaking(waiter, made != null);
        }
        return made;
    }

    /** A connection that HikariCP makes or gets back within a slice; null if there is none. */
    @Nullable
    PhysicalConnection within() throws SQLException {
        try {
            return pool.takeWithin(Math.min(SLICE_NANOS, deadline - System.nanoTime()));
        } catch (SQLTransientConnectionException noneInTime) {
            return null;
        } catch (SQLException e) {
            throw pool.orInterrupted(e, purpose, began);
        }
    }

    /**
     * Has one session give up what it merely keeps, unless a new connection is about to be made: giving up may cost its session a round trip.
     * Which of those who wait gets it, the gate decides.
     */
    void askKeepers() {
        if (pool.isGrowing()) {
            return;
        }
        asked = true;
        for (PhysicalConnection each : pool.present()) {
            Keeper keeper = each.keptBy();
            if (keeper != null && keeper.relinquish()) {
                return;
            }
        }
    }

    /** Throws if there is a reason not to go on waiting. */
    void checkUseful() throws SQLException {
        if (pool.isClosed()) {
            throw SqlErrors.dataSourceClosed(pool.name());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw pool.interrupted(purpose, began, null);
        }
        borrower.checkWanted();
        DriverConnector.Failure failure = pool.lastFailure();
        boolean noneCanBeMade = false;
        if (failure != null && failure.nanoTime() - began >= 0) {
            if (failure.kind() == FailureKind.ACCESS_DENIED) {
                throw pool.credentialsRefused(failure.exception());
            }
            if (failure.exception().getErrorCode() == MysqlErrorNumbers.ER_BAD_DB_ERROR) {
                throw pool.noSchema(failure.exception());
            }
            noneCanBeMade = pool.isEmpty();
            if (noneCanBeMade && failure.exception() instanceof NoCredentialsException none) {
                throw new NoCredentialsException(none);
            }
        }
        if (deadline - System.nanoTime() <= 0
                || noneCanBeMade
                || !purpose.worthWaiting().getAsBoolean()) {
            throw noneAvailable(failure, false);
        }
        if (isDeadlock()) {
            throw noneAvailable(failure, true);
        }
    }

    /**
     * Whether this session has one of the connections, and each of the others belongs to a session that waits here, too: sessions that wait
     * give nothing back.
     */
    @SuppressWarnings("ReferenceEquality") // borrowers are told apart by identity
    private boolean isDeadlock() {
        boolean mine = false;
        int waiting = 0;
        for (PhysicalConnection each : pool.present()) {
            Borrower holder = each.usage().borrower();
            Keeper keeper = each.keptBy();
            boolean keptOnly = keeper != null && keeper.isIdle();
            if (holder == null || holder.waitsFor() != pool || keptOnly) {
                return false;
            }
            mine |= holder == borrower;
            waiting++;
        }
        return mine && waiting >= pool.maxPoolSize();
    }

    private SQLException noneAvailable(DriverConnector.@Nullable Failure failure, boolean deadlock) {
        return new PoolExhaustedException(
                purpose.hostgroup(),
                pool.instance().toString(),
                pool.counts(),
                Duration.ofNanos(System.nanoTime() - began),
                pool.longest().stream().map(Holding::toString).toList(),
                deadlock,
                failure == null ? null : failure.exception());
    }

    @Override
    public void close() {
        borrower.waits(null);
    }
}
