package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.pool.StateReport;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a statement left in its session, from its text and from the server's report. The two add up: a server does not report everything, and
 * a text does not tell what a routine or a trigger does. What neither explains ties the session to its connection.
 */
final class StateWitness {
    /** Pins of what a server reports without a name when it is made or given up. */
    private static final Set<PinKind> REPORTED =
            Set.of(PinKind.TEMPORARY_TABLE, PinKind.TEXT_PREPARE, PinKind.USER_VARIABLE);

    /** Refused before anything ran: syntax, no schema, unknown schema, access denied, no such routine or table, wrong number of arguments. */
    private static final Set<Integer> NOTHING_RAN = Set.of(1064, 1046, 1049, 1044, 1142, 1305, 1318, 1370);

    private final Session session;
    private final Pins pins;
    private final Routines routines;

    StateWitness(Session session, Pins pins, Routines routines) {
        this.session = session;
        this.pins = pins;
        this.routines = routines;
    }

    /** Learns of a routine that is going to be called what the server will not report of it. */
    void before(Lease lease, StatementInfo info) throws SQLException {
        if (info.kind() == StatementKind.CALL
                && pins.isEmpty()
                && lease.physical().tracked()) {
            routines.learn(lease.connection(), info, session.wanted().catalog());
        }
    }

    private boolean isTold(Lease lease, StatementInfo info) {
        return lease.physical().tracked()
                && !lease.streaming()
                && (info.kind() != StatementKind.CALL
                        || routines.areTold(info, session.wanted().catalog()));
    }

    /**
     * Whether autocommit is on after a statement. The server's status flags say so when it is; when they do not, it is asked: Connector/J's record of
     * them is also empty after some commands of its own, such as closing a prepared statement. To be seen before anything else is asked there.
     */
    boolean autoCommit(Lease lease, StatementInfo info) throws SQLException {
        PhysicalConnection physical = lease.physical();
        boolean before = physical.actual().autoCommit();
        if (lease.streaming() || !before || physical.serverAutoCommit()) {
            return lease.streaming() ? before : physical.serverAutoCommit();
        }
        session.rememberDiagnostics(lease, info);
        return physical.readAutoCommit();
    }

    /** Takes in what a statement that succeeded did. */
    void completed(Lease lease, StatementInfo info) throws SQLException {
        pins.after(info);
        PinKind cause = causeOfCompleted(lease, info);
        if (cause != null) {
            session.pin(cause);
        }
    }

    /** What ties the session to its connection, beside what the text names; null if nothing does. */
    private @Nullable PinKind causeOfCompleted(Lease lease, StatementInfo info) throws SQLException {
        PhysicalConnection physical = lease.physical();
        boolean understood = info.assignments().isEmpty() || session.sqlState().after(lease, info);
        PinKind cause = understood ? null : PinKind.SESSION_STATE;
        if (physical.report().any() && !explained(info)) {
            cause = unexplained(lease, info, physical.report(), cause);
        }
        if (cause == null && info.checkServer() && !isTold(lease, info)) {
            cause = kindOf(info);
        }
        physical.report().clear();
        return cause;
    }

    private @Nullable PinKind unexplained(Lease lease, StatementInfo info, StateReport report, @Nullable PinKind cause)
            throws SQLException {
        boolean unknown = report.something() || lostSchema(report);
        session.sqlState().adopt(lease, info, report);
        return unknown ? kindOf(info) : cause;
    }

    /** Whether there is no default schema any more: it was dropped, and other connections cannot be brought there. */
    private static boolean lostSchema(StateReport report) {
        String schema = report.schema();
        return schema != null && schema.isEmpty();
    }

    /** Whether the text tells what the server says to have changed without naming it. */
    private boolean explained(StatementInfo info) {
        if (info.kind() == StatementKind.SET) {
            return true;
        }
        if (info.checkServer()) {
            return false;
        }
        return !info.assignments().isEmpty()
                || namesReported(info)
                || (info.kind() == StatementKind.DDL && pins.holds(PinKind.TEMPORARY_TABLE))
                || setsForItself(info);
    }

    private static boolean namesReported(StatementInfo info) {
        for (Pin pin : info.pins()) {
            if (REPORTED.contains(pin.kind())) {
                return true;
            }
        }
        for (Pin pin : info.unpins()) {
            if (REPORTED.contains(pin.kind())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it sets variables for itself only: MySQL's SET_VAR hint and MariaDB's SET STATEMENT, which both are reported. */
    private static boolean setsForItself(StatementInfo info) {
        String digest = info.digest().toUpperCase(Locale.ROOT);
        return digest.contains("SET_VAR") || digest.startsWith("SET STATEMENT");
    }

    /** Takes in that a statement failed, perhaps half way. */
    void failed(Lease lease, StatementInfo info, SQLException failure) {
        try {
            PinKind cause = lease.ended() ? null : causeOfFailed(lease, info, failure);
            if (cause != null) {
                session.pin(cause);
            }
        } catch (SQLException e) {
            lease.physical().spoil();
        }
    }

    private @Nullable PinKind causeOfFailed(Lease lease, StatementInfo info, SQLException failure) throws SQLException {
        boolean ranInPart = info.kind() == StatementKind.MULTI
                || (info.checkServer()
                        && !NOTHING_RAN.contains(failure.getErrorCode())
                        && !routines.changeNothing(info, session.wanted().catalog()));
        if (!ranInPart) {
            return null;
        }
        PhysicalConnection physical = lease.physical();
        boolean told = physical.reportsAfterFailure();
        if (told) {
            physical.askStatus();
            lease.seeTransaction();
        }
        StateReport report = physical.report();
        PinKind cause = !told || report.something() || lostSchema(report) ? kindOf(info) : null;
        session.sqlState().adopt(lease, info, report);
        report.clear();
        return cause;
    }

    /** The pin for a statement whose text does not tell what it does. */
    static PinKind kindOf(StatementInfo info) {
        return info.kind() == StatementKind.CALL ? PinKind.ROUTINE : PinKind.SESSION_STATE;
    }
}
