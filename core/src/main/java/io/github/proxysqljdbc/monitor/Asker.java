package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.monitor.Observation.Question;
import org.jspecify.annotations.Nullable;

/**
 * A thread that puts one question after the other to one instance, over a connection of its own. All but {@link #run} is guarded by the lock
 * of its {@link InstanceMonitor}.
 */
final class Asker implements Runnable {
    private final InstanceMonitor monitor;
    private final Probe probe;
    private @Nullable Question question;
    private long overdueFrom;
    private boolean overdue;
    private boolean dismissed;

    Asker(InstanceMonitor monitor, Probe probe) {
        this.monitor = monitor;
        this.probe = probe;
    }

    Probe probe() {
        return probe;
    }

    /** The question under way; null if there is none. */
    @Nullable
    Question question() {
        return question;
    }

    void begin(Question next) {
        question = next;
        overdueFrom = next.at();
        overdue = false;
    }

    void end() {
        question = null;
    }

    /** From when on the question's patience is counted: its start, or when it was last found overdue. */
    long overdueFrom() {
        return overdueFrom;
    }

    /** Whether the question under way was reported as unanswered already. */
    boolean isOverdue() {
        return overdue;
    }

    void overdue(long now) {
        overdue = true;
        overdueFrom = now;
    }

    /** Whether nobody waits for it any more: it ends. */
    boolean isDismissed() {
        return dismissed;
    }

    void dismiss() {
        dismissed = true;
    }

    @Override
    public void run() {
        Throwable cause = null;
        try {
            for (Question next = monitor.awaitTurn(this); next != null; next = monitor.awaitTurn(this)) {
                monitor.answered(this, probe.ask(next));
            }
        } catch (Throwable e) {
            cause = e;
        }
        try {
            probe.close();
        } finally {
            monitor.ended(this, cause);
        }
    }
}
