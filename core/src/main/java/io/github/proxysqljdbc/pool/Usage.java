package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.stats.Holding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Who has one physical connection at the moment, since when, and why. Written by the borrower at the price of some plain writes, and read by
 * anybody for messages and statistics, who may catch it between two of them.
 */
final class Usage {
    private static final VarHandle BORROWER;

    static {
        try {
            BORROWER = MethodHandles.lookup().findVarHandle(Usage.class, "borrower", Borrower.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final boolean tracing;
    private final boolean multiplexing;

    @SuppressWarnings("unused") // by its handle
    private @Nullable Borrower borrower;

    private @Nullable Thread thread;
    private String hostgroup = "";
    private long since;
    private volatile @Nullable Pin pin;
    private long pinnedAt;
    private @Nullable Place place;
    private volatile @Nullable Leak leak;

    Usage(PoolSettings settings) {
        this.tracing = !settings.leakDetectionThreshold().isZero();
        this.multiplexing = settings.multiplexing();
    }

    /** It was borrowed. */
    void begin(Borrower by, String forHostgroup, long nanoTime) {
        thread = Thread.currentThread();
        hostgroup = forHostgroup;
        since = nanoTime;
        if (tracing) {
            place = new Place();
        }
        BORROWER.setRelease(this, by);
    }

    /** Its session is bound to it, and has been since that time. */
    void pinned(Pin why, long nanoTime) {
        thread = Thread.currentThread();
        pinnedAt = nanoTime;
        if (tracing) {
            place = new Place();
        }
        pin = why;
    }

    /** Its session is free again. */
    void unpinned(long nanoTime) {
        pin = null;
        Leak ended = leak;
        if (ended != null && ended.since() == pinnedAt) {
            leak = null;
            ended.ended(nanoTime);
        }
    }

    /** It goes back. */
    void end() {
        BORROWER.setRelease(this, null);
        thread = null;
        Leak ended = leak;
        if (ended != null) {
            leak = null;
            ended.ended(System.nanoTime());
        }
        if (tracing) {
            place = null;
        }
    }

    /** Who has it; null if nobody does. */
    @Nullable
    Borrower borrower() {
        return (Borrower) BORROWER.getAcquire(this);
    }

    /** What it was borrowed for. */
    String hostgroup() {
        return hostgroup;
    }

    /** Where in the code the hold began; null unless that is recorded. */
    @Nullable
    Place place() {
        return place;
    }

    /** The leak that was named for the present hold; null if there is none. */
    @Nullable
    Leak leak() {
        return leak;
    }

    void leak(Leak found) {
        leak = found;
    }

    /** {@code System.nanoTime()} when the present hold began. */
    long heldSince() {
        return pin == null ? since : pinnedAt;
    }

    /**
     * What holds it; null if nobody has it.
     *
     * @param keeper who keeps it without using it
     * @param now {@code System.nanoTime()}
     */
    @Nullable
    Holding holding(@Nullable Keeper keeper, long now) {
        Borrower by = borrower();
        if (by == null) {
            return null;
        }
        Pin why = pin;
        if (why != null) {
            return new Holding(why.kind().key(), why.toString(), name(thread), now - pinnedAt);
        }
        long held = now - since;
        if (by.waitsFor() == null && by.isBusy()) {
            return new Holding(Holding.STATEMENT, "a running statement", name(thread), held);
        }
        if (!multiplexing) {
            return new Holding(Holding.CONNECTION, "a connection that is not closed", name(thread), held);
        }
        if (keeper != null && keeper.isIdle()) {
            return new Holding(Holding.KEPT, "what its last statement left", name(thread), held);
        }
        return new Holding(PinKind.OPEN_RESULT.key(), "an open result set or statement", name(thread), held);
    }

    /** A virtual thread has no name of its own unless it was given one. */
    private static String name(@Nullable Thread thread) {
        if (thread == null) {
            return "gone";
        }
        return thread.getName().isEmpty() ? thread.toString() : thread.getName();
    }
}
