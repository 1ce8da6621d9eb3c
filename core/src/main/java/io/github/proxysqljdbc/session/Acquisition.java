package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.error.SqlErrors;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.sql.Diagnostic;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How one session comes by a physical connection in the state that it wants. Guarded by the session's lock. */
public final class Acquisition {
    static final Duration NO_LIMIT = Duration.ofDays(1);

    private final Session session;
    private final SessionContext context;
    private final Leases leases;
    private boolean writerNext;
    private Duration patience = NO_LIMIT;

    Acquisition(Session session, SessionContext context, Leases leases) {
        this.session = session;
        this.context = context;
        this.leases = leases;
    }

    /** Has the next statement go to the writer: a reader refused it. */
    void writerNext() {
        writerNext = true;
    }

    /** Limits how long the leases to come may be waited for, whatever the options say. */
    void patience(Duration longest) {
        patience = longest;
    }

    /** A lease for the next statement of a session that is bound to none. */
    Lease forStatement(boolean reader, StatementInfo info) throws SQLException {
        boolean onReader = reader && !writerNext;
        writerNext = false;
        return obtain(onReader, info);
    }

    private Lease obtain(boolean forReading, @Nullable StatementInfo info) throws SQLException {
        boolean reader = forReading;
        for (int attempt = 1; ; attempt++) {
            Lease lease = obtainAsItIs(reader);
            if (context.multiplexing()) {
                leases.dropPassing(lease);
            }
            try {
                return ready(lease, info, reader && session.autocommit() && info != null && surelyReads(info));
            } catch (SQLException e) {
                boolean unusable = Failures.judge(e).connectionUnusable();
                if (attempt == Recovery.MAX_ATTEMPTS || !(unusable || reader)) {
                    throw e;
                }
                reader = reader && unusable; // A reader may refuse a setting that the writer took.
            }
        }
    }

    /** Whether a statement is harmless also where the server is not told that the session only reads. */
    private static boolean surelyReads(StatementInfo info) {
        return info.simple() && info.target() == Target.READER;
    }

    private Lease obtainAsItIs(boolean reader) throws SQLException {
        Lease lease = leases.reusable(session, reader);
        if (lease != null) {
            lease.retain();
            return lease;
        }
        Dispatcher dispatcher = context.dispatcher();
        lease = reader
                ? dispatcher.reader(session, session.wanted(), patience)
                : dispatcher.writer(session, session.wanted(), patience);
        leases.opened(lease);
        if (session.closed()) { // An abort sees either this lease or is seen here.
            throw SqlErrors.connectionClosed();
        }
        return lease;
    }

    /** Brings the connection into the wanted state; if that fails, the lease is released. */
    Lease ready(Lease lease, @Nullable StatementInfo info, boolean plainRead) throws SQLException {
        try {
            PhysicalConnection physical = lease.physical();
            if (info != null && Diagnostics.answers(info)) {
                beforeSettings(lease);
            }
            physical.apply(session.wanted(), plainRead && !seesReadOnly(physical, info));
            if (info != null && !info.simple()) {
                beforeQuestion(lease, info);
            }
            if (info != null && info.checkServer()) {
                session.witness().before(lease, info);
            }
            session.beforeSettings(lease, info);
            physical.report().clear();
            return lease;
        } catch (SQLException e) {
            throw session.recovery().notReady(lease, e);
        } catch (RuntimeException e) {
            session.recovery().threw(lease);
            throw e;
        }
    }

    /** Whether a plain read would see that its connection is read-only while the session is not, or the other way round: it asks. */
    private boolean seesReadOnly(PhysicalConnection physical, @Nullable StatementInfo info) {
        return physical.actual().readOnly() != session.readOnly()
                && info != null
                && info.digest().toLowerCase(Locale.ROOT).contains("read_only");
    }

    /** What the statement before left is asked before settings are applied, which overwrites it. */
    private void beforeSettings(Lease lease) throws SQLException {
        if (!lease.physical().actual().matches(session.wanted())) {
            leases.askWhatIsLeft(lease);
        }
    }

    /** What has to be asked before, because asking overwrites the other things that the statement asks. */
    private void beforeQuestion(Lease lease, StatementInfo info) throws SQLException {
        if (asksOrHidesInsertId(info)) {
            if (info.diagnostics().size() > 1) {
                leases.askWhatIsLeft(lease);
            }
            makeInsertIdRight(lease);
        }
    }

    /** Several statements in one text or routine give several ids, of which only one comes with the answer. */
    private static boolean asksOrHidesInsertId(StatementInfo info) {
        return info.mayReturnMoreResults()
                || info.diagnostics().contains(Diagnostic.LAST_INSERT_ID)
                || info.leaves().contains(Diagnostic.LAST_INSERT_ID);
    }

    /** Has {@code LAST_INSERT_ID()} right there, also before several statements write, whose single ids will not be known. */
    public void makeInsertIdRight(Lease lease) throws SQLException {
        leases.settleAllBut(lease);
        lease.insertIds().makeRight(lease.physical(), session.wanted());
        if (session.replay().records(lease)) {
            lease.settle(); // What the statement to come is told must be known, to tell it once more.
        }
    }

    /** The lease this session has, or one on the writer, or on a reader where there is no writer at the moment. */
    Lease forQuestion() throws SQLException {
        Lease bound = leases.bound();
        if (bound != null) {
            bound.retain();
            return ready(bound, null, false);
        }
        return obtain(noWriter(), null);
    }

    /** A lease on the writer or on a reader, in the wanted state. */
    Lease on(boolean reader) throws SQLException {
        return obtain(reader, null);
    }

    /** Like {@link #forQuestion}, whatever state the connection is in. */
    Lease asItIs() throws SQLException {
        Lease bound = leases.bound();
        if (bound != null) {
            bound.retain();
            return bound;
        }
        return obtainAsItIs(noWriter());
    }

    private boolean noWriter() {
        return context.dispatcher().topology().writer() == null;
    }
}
