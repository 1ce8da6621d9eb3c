package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a session does to replay a transaction that it loses (option {@code transactionReplay}). This one does nothing, and is that of all sessions
 * while the option is off; {@link RecordedTransaction} is the other one. Used under the session's lock.
 */
public class TransactionReplay {
    /** Replays nothing. */
    static final TransactionReplay OFF = new TransactionReplay();

    TransactionReplay() {}

    /** Whether a statement that has run on that lease is to be described to {@link #executed} or {@link #failed}. */
    public boolean records(Lease lease) {
        return false;
    }

    /**
     * Takes in that a statement succeeded; told before {@link Session#completed}.
     *
     * @param what the execution; null if it cannot be made once more
     * @param outcome a checksum over what came out; null if that is not known yet
     */
    public void executed(Lease lease, StatementInfo info, @Nullable Replayable what, @Nullable String outcome) {}

    /** Takes in that a statement about a savepoint succeeded. */
    void executed(Lease lease, ReplayedText what) {}

    /** Takes in that a statement failed; told before {@link Recovery#failed}. */
    public void failed(StatementInfo info, SQLException failure, @Nullable Replayable what) {}

    /** Says that the transaction that runs now, or that the statement begins, cannot be replayed. */
    void refuse(ReplayRefusal reason) {}

    /** Takes in that the transaction has ended. */
    void ended() {}

    /** Takes in whether a transaction is open after a statement, and what ties the session to its connection. */
    void settled(boolean open, Pins pins) {}

    /**
     * Whether a transaction that goes down with this failure is to be replayed; says so in log and statistics if not.
     *
     * @param info the statement that failed; null if it was about a savepoint
     */
    boolean willReplay(Lease lease, @Nullable StatementInfo info, FailureKind kind, SQLException failure) {
        return false;
    }

    /**
     * Replays the transaction that was lost, on another connection, to which the session is bound then.
     *
     * @return whether it stands where it stood before; if not, nothing of it is left
     */
    boolean replay(Lease lost) {
        return false;
    }
}
