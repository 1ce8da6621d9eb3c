package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Diagnostic;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The leases that one session has now: nearly always none or one. Guarded by the session's lock, but for {@link #abort}.
 *
 * <p>A <em>bound</em> lease takes every statement of the session: it has the transaction, or what a pin stands for. A <em>kept</em> lease is
 * held for what the last statement left on the connection (counts, warnings, an insert id), or because multiplexing is off; it takes a
 * statement if that one would go there anyway.
 */
final class Leases {
    private final Dispatcher dispatcher;
    private final Diagnostics diagnostics;
    private final boolean multiplexing;
    private volatile @Nullable Lease newest;
    private @Nullable Lease bound;
    private Pin boundBy = Pins.TRANSACTION;
    private long boundAt;
    private @Nullable Lease keptWriter;
    private @Nullable Lease keptReader;
    private @Nullable Lease last;

    Leases(Dispatcher dispatcher, Diagnostics diagnostics, boolean multiplexing) {
        this.dispatcher = dispatcher;
        this.diagnostics = diagnostics;
        this.multiplexing = multiplexing;
    }

    @Nullable
    Lease bound() {
        return bound;
    }

    /** Has the session know its insert id, if a kept lease other than this one knows it. */
    void settleAllBut(Lease lease) {
        if (keptWriter != null && keptWriter != lease) {
            keptWriter.trySettle();
        }
        if (keptReader != null && keptReader != lease) {
            keptReader.trySettle();
        }
    }

    /** Whether that lease answers what the last statement left. */
    boolean ranLast(Lease lease) {
        return last == lease;
    }

    /** Has the session know what the last statement left, if it ran on that lease, before something else overwrites it there. */
    void askWhatIsLeft(Lease lease) throws SQLException {
        if (last == lease) {
            diagnostics.capture(lease.physical());
            last = null;
        }
    }

    /** The lease of the last statement, if it lasts and can take another statement. */
    @Nullable
    Lease last() {
        Lease lease = last;
        return lease == null || lease.ended() || lease.streaming() ? null : lease;
    }

    void ran(Lease lease) {
        last = lease;
    }

    void opened(Lease lease) {
        lease.next = newest;
        newest = lease;
    }

    /** Gives a lease's connection back. */
    void end(Lease lease) {
        forget(lease);
        lease.end();
        if (lease.physical().report().nextTransaction()) {
            lease.physical().spoil(); // Another session's transaction would be begun by what was said of this one's.
        }
        dispatcher.release(lease);
    }

    private void forget(Lease lease) {
        if (bound == lease) {
            setFree(lease);
        }
        if (isKept(lease)) {
            unkeep(lease);
        }
        if (last == lease) {
            last = null;
        }
        Lease before = null;
        for (Lease each = newest; each != null; before = each, each = each.next) {
            if (each == lease) {
                if (before == null) {
                    newest = lease.next;
                } else {
                    before.next = lease.next;
                }
                return;
            }
        }
    }

    void bind(Lease lease, Pin why) {
        if (bound != lease) {
            unbind();
            lease.retain();
            bound = lease;
            boundBy = why;
            boundAt = System.nanoTime();
            dispatcher.pinned(lease, why, boundAt);
        } else if (!why.equals(boundBy)) {
            dispatcher.unpinned(lease, boundBy, System.nanoTime() - boundAt);
            boundBy = why;
            dispatcher.pinned(lease, why, boundAt);
        }
    }

    void unbind() {
        Lease lease = bound;
        if (lease != null) {
            setFree(lease);
            lease.release();
        }
    }

    private void setFree(Lease lease) {
        bound = null;
        long now = System.nanoTime();
        lease.physical().unpinned(now);
        dispatcher.unpinned(lease, boundBy, now - boundAt);
    }

    /** Keeps a lease beyond its statement; the one kept before on that side goes. */
    void keep(Lease lease) {
        if (kept(lease.reader()) == lease) {
            return;
        }
        drop(lease.reader());
        lease.retain();
        lease.physical().keptBy(lease);
        if (lease.reader()) {
            keptReader = lease;
        } else {
            keptWriter = lease;
        }
    }

    private void unkeep(Lease lease) {
        lease.physical().keptBy(null);
        if (keptReader == lease) {
            keptReader = null;
        } else {
            keptWriter = null;
        }
    }

    /** Whether the lease is kept, whatever else retains it. */
    boolean isKept(Lease lease) {
        return keptWriter == lease || keptReader == lease;
    }

    @Nullable
    Lease kept(boolean reader) {
        return reader ? keptReader : keptWriter;
    }

    /** Keeps the lease for what the statement left on its connection. */
    void keepIfNeeded(Lease lease, StatementInfo info) {
        boolean messages = lease.physical().hasWarnings();
        boolean rows = false;
        if (ranLast(lease)) {
            diagnostics.left(info, messages);
            rows = diagnostics.rowsUntold();
        }
        if (info.leaves().contains(Diagnostic.LAST_INSERT_ID)) {
            lease.insertIds().changed(lease.physical());
        }
        boolean untold = messages || rows || lease.streaming() || lease.unsettled();
        if (untold || mayBeAskedAgain(info) || !multiplexing) {
            keep(lease);
        } else {
            dropIfKept(lease);
        }
    }

    /** Whether a statement left, or asked for, what its answer did not tell. */
    private static boolean mayBeAskedAgain(StatementInfo info) {
        return !info.simple()
                && (info.mayReturnMoreResults()
                        || !info.leaves().isEmpty()
                        || !info.diagnostics().isEmpty());
    }

    /** Gives back what is merely kept; called while this session waits, when nobody else can. */
    void giveUpKept() {
        for (Lease kept : new Lease[] {kept(false), kept(true)}) {
            if (kept != null) {
                giveUp(kept);
            }
        }
    }

    /** Told that nothing but one thing retains a lease any more. */
    void mayBeKept(Lease lease) {
        if (isKept(lease) && dispatcher.hasWaiters(lease)) {
            giveUp(lease);
        }
    }

    /** Gives a kept lease back, after it was asked for what only its connection knows; false if it is in use. */
    boolean giveUp(Lease lease) {
        if (!multiplexing || !lease.isIdle() || !isKept(lease)) {
            return false;
        }
        try {
            if (ranLast(lease)) {
                diagnostics.capture(lease.physical());
            }
            lease.settle();
        } catch (SQLException e) {
            lease.physical().spoil();
        }
        dropIfKept(lease);
        return true;
    }

    /** Lets go of the lease kept on that side. */
    void drop(boolean reader) {
        Lease lease = kept(reader);
        if (lease != null) {
            unkeep(lease);
            lease.release();
        }
    }

    /** Lets go of a lease that a statement before this one left something on. */
    void dropIfKept(Lease lease) {
        if (isKept(lease)) {
            drop(lease.reader());
        }
    }

    /** Lets go of what was kept only until the next statement, now that there is one and it runs on another lease. */
    void dropPassing(Lease next) {
        if (keptWriter != null && keptWriter != next && !keptWriter.unsettled()) {
            drop(false);
        }
        if (keptReader != null && keptReader != next && !keptReader.unsettled()) {
            drop(true);
        }
    }

    /**
     * A lease that takes a statement for that side, because it is kept or has an open result; null if there is none. A session never waits
     * for a second connection to an instance to which it has one that could take the statement: it might wait for itself.
     */
    @Nullable
    Lease reusable(Session session, boolean reader) throws SQLException {
        Lease kept = kept(reader);
        if (kept != null && !kept.streaming() && !dispatcher.lives(session, kept)) {
            kept.physical().spoil();
            drop(reader);
        } else if (kept != null && !dispatcher.fits(kept, reader)) {
            if (dispatcher.isUp(kept)) {
                kept.trySettle();
            }
            drop(reader);
        }
        for (Lease each = newest; each != null; each = each.next) {
            if (!each.streaming() && !each.physical().spoilt() && dispatcher.fits(each, reader)) {
                return each;
            }
        }
        return null;
    }

    /** Ends all of them, whatever retains them. */
    void endAll() {
        for (Lease each = newest; each != null; each = newest) {
            end(each);
        }
    }

    /** Breaks the physical connections; takes no lock, so that it frees a thread that is stuck in one. */
    void abort(Executor executor) throws SQLException {
        for (Lease each = newest; each != null; each = each.next) {
            each.physical().spoil();
            each.connection().abort(executor);
        }
    }
}
