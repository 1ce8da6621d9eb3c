package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.pool.StateReport;
import io.github.proxysqljdbc.pool.Variables;
import io.github.proxysqljdbc.sql.Assignment;
import io.github.proxysqljdbc.sql.Assignment.Scope;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an application sets in SQL: SET and USE. Where JDBC has a method for it, the two are one; what can be recorded is recorded; anything
 * else ties the session to its connection. Guarded by the session's lock.
 */
final class SqlState {
    private static final Map<String, Integer> LEVELS = Map.of(
            "READ-UNCOMMITTED", Connection.TRANSACTION_READ_UNCOMMITTED,
            "READ-COMMITTED", Connection.TRANSACTION_READ_COMMITTED,
            "REPEATABLE-READ", Connection.TRANSACTION_REPEATABLE_READ,
            "SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE);

    private static final String READ_ONLY = "transaction_read_only";
    private static final String ISOLATION = "transaction_isolation";
    private static final Set<String> TRANSACTIONS = Set.of(READ_ONLY, ISOLATION);

    private final Session session;
    private final ConnectionState wanted;
    private final AcceptedSettings accepted;
    private final NextTransaction next;
    private @Nullable Dialect dialect;
    private @Nullable StatementInfo recorded;
    private @Nullable Recording recording;

    SqlState(Session session, ConnectionState wanted, AcceptedSettings accepted) {
        this.session = session;
        this.wanted = wanted;
        this.accepted = accepted;
        this.next = new NextTransaction(session.leases());
    }

    /** How texts are read at the moment; null as the server reads them by itself. */
    @Nullable
    Dialect dialect() {
        return dialect;
    }

    /** What was said of the next transaction only. */
    NextTransaction next() {
        return next;
    }

    /** The recording of a statement, made once for it. */
    @SuppressWarnings("ReferenceEquality") // what is known of a text is one object
    private @Nullable Recording recordingOf(StatementInfo info) {
        if (recorded != info) {
            recording = Recording.of(info);
            recorded = info;
        }
        return recording;
    }

    /**
     * Takes in what no server needs to be asked about; every other SET goes to a server.
     *
     * @param free whether the session has no connection of its own at the moment; the server of that one can be asked
     */
    boolean set(StatementInfo info, boolean free) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (isOfNextTransaction(assignments)) {
            return takeNextTransaction(assignments);
        }
        if (!isOfJdbc(assignments)) {
            return free && recordKnown(info);
        }
        for (Assignment each : assignments) {
            setOfJdbc(each);
        }
        return true;
    }

    private void setOfJdbc(Assignment assignment) throws SQLException {
        switch (assignment.name()) {
            case "autocommit" -> session.settings().autoCommit(assignment.on());
            case READ_ONLY -> wantReadOnly(assignment.on());
            default -> session.settings().isolation(LEVELS.getOrDefault(level(assignment), wanted.isolation()));
        }
    }

    /** Unlike JDBC's method, SQL may set it inside a transaction. */
    private void wantReadOnly(boolean on) throws SQLException {
        wanted.readOnly(on);
        next.overridden(on);
    }

    /** Inside a transaction the server refuses it; one that knows of another one has to know of this one. */
    private boolean takeNextTransaction(List<Assignment> assignments) {
        if (session.transaction().isOpen() || next.told() != null) {
            return false;
        }
        recordNextTransaction(assignments);
        return true;
    }

    private void recordNextTransaction(List<Assignment> assignments) {
        for (Assignment each : assignments) {
            if (each.name().equals(READ_ONLY)) {
                next.readOnly(each.on());
            } else {
                next.isolation(level(each));
            }
        }
    }

    /** Records a SET that needs no server, because one took it before or none can refuse it. */
    private boolean recordKnown(StatementInfo info) {
        Recording known = recordingOf(info);
        if (known == null || !known.isPlain() || !(known.cannotFail() || accepted.contains(known))) {
            return false;
        }
        Variables after = known.into(wanted.variables(), Map.of());
        if (after == null) {
            return false;
        }
        want(after);
        return true;
    }

    private void want(Variables variables) {
        wanted.variables(variables);
        String mode = variables.get("sql_mode");
        dialect = mode == null ? null : Dialect.ofSqlMode(mode.replace("'", ""));
    }

    /** Prepares the connection for a statement: tells it of the next transaction, and has it remember what is going to be set. */
    void before(Lease lease, StatementInfo info) throws SQLException {
        Recording known = info.assignments().isEmpty() ? null : recordingOf(info);
        if (known != null) {
            learn(lease, known);
        }
        if (isOfNextTransaction(info.assignments())) {
            lease.physical().reportNextTransaction();
        } else {
            tellNextTransaction(lease, info);
        }
    }

    private void tellNextTransaction(Lease lease, StatementInfo info) throws SQLException {
        if (!info.diagnostics().isEmpty()) {
            session.leases().askWhatIsLeft(lease);
        }
        tellNextTransaction(lease);
    }

    /** Tells the server of the next transaction, which what comes now may begin. */
    void tellNextTransaction(Lease lease) throws SQLException {
        if (!next.before(lease)) {
            session.pin(PinKind.SESSION_STATE);
        }
    }

    private static void learn(Lease lease, Recording known) throws SQLException {
        if (known.ofJdbc().contains(ISOLATION)) {
            lease.physical().learnIsolation();
        }
        try {
            lease.physical().learnOriginals(known.names());
        } catch (SQLException e) {
            if (Failures.judge(e).connectionUnusable()) {
                throw e;
            }
            // A variable that the server does not know: it will say so itself.
        }
    }

    /** Records what a server has taken; false if it has left what cannot be recorded. */
    boolean after(Lease lease, StatementInfo info) throws SQLException {
        if (isOfTheServer(info.assignments())) {
            return true;
        }
        if (isOfNextTransaction(info.assignments())) {
            recordNextTransaction(info.assignments());
            next.told(lease);
            return lease.physical().tracked();
        }
        Recording taken = recordingOf(info);
        if (taken == null) {
            return false;
        }
        PhysicalConnection physical = lease.physical();
        boolean clean = taken.isPlain() && !physical.hasWarnings();
        Map<String, String> values = valuesOf(taken.toReadBack(), lease, info);
        if (taken.schema() != null) {
            session.rememberDiagnostics(lease, info);
            takeCatalog(physical, taken.schema());
        }
        takeOfJdbc(lease, info, taken.ofJdbc());
        Variables after = taken.into(wanted.variables(), values);
        if (after == null) {
            return false;
        }
        if (clean) {
            accepted.add(taken);
        }
        want(after);
        physical.actual().variables(after);
        return true;
    }

    /** What the server reported that variables were set to; it is asked for what it did not report. */
    private Map<String, String> valuesOf(List<String> names, Lease lease, StatementInfo info) throws SQLException {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        List<String> unknown = new ArrayList<>(names);
        for (String name : names) {
            String reported = lease.physical().report().value(name);
            if (reported != null) {
                values.put(name, reported);
                unknown.remove(name);
            }
        }
        if (!unknown.isEmpty()) {
            session.rememberDiagnostics(lease, info);
            values.putAll(lease.physical().readVariables(unknown));
        }
        return values;
    }

    private void takeCatalog(PhysicalConnection physical, String name) throws SQLException {
        physical.tookCatalog(name);
        wanted.catalog(physical.actual().catalog());
    }

    /** The driver is told what the server has: it believes its own record. Of autocommit the server's status flag tells. */
    private void takeOfJdbc(Lease lease, StatementInfo info, List<String> names) throws SQLException {
        List<String> set = names.stream().filter(TRANSACTIONS::contains).toList();
        if (set.isEmpty()) {
            return;
        }
        PhysicalConnection physical = lease.physical();
        Map<String, String> values = valuesOf(set, lease, info);
        session.rememberDiagnostics(lease, info);
        String readOnly = values.get(READ_ONLY);
        if (readOnly != null) {
            wantReadOnly(readOnly.equals("1") || readOnly.equals("'ON'"));
            physical.changeReadOnly(wanted.readOnly());
        }
        Integer level = LEVELS.get(values.getOrDefault(ISOLATION, "").replace("'", ""));
        if (level != null) {
            session.settings().isolation(level);
            physical.changeIsolation(level);
        }
    }

    /** Takes in what a server reported that a statement set whose text does not tell; what cannot be recorded is left as it is. */
    void adopt(Lease lease, StatementInfo info, StateReport report) throws SQLException {
        PhysicalConnection physical = lease.physical();
        String schema = report.schema();
        List<String> names = List.copyOf(report.variables());
        if (schema != null) {
            takeCatalog(physical, schema);
        }
        takeOfJdbc(lease, info, names);
        List<String> readable =
                new ArrayList<>(names.stream().filter(Recording::canRead).toList());
        boolean characterSets = readable.removeAll(Recording.CHARACTER_SETS);
        if (characterSets) {
            readable.addAll(Recording.CHARACTER_SETS);
        }
        if (!readable.isEmpty()) {
            Variables after = wanted.variables();
            Map<String, String> values = valuesOf(readable, lease, info);
            for (String name : readable) {
                String value = values.get(name);
                if (value != null && !Recording.CHARACTER_SETS.contains(name)) {
                    after = after.with(name, value);
                }
            }
            after = characterSets ? withCharacterSets(after, values) : after;
            want(after);
            physical.actual().variables(after);
        }
    }

    private static Variables withCharacterSets(Variables variables, Map<String, String> values) {
        List<String> assignments = new ArrayList<>();
        for (String name : Recording.CHARACTER_SETS) {
            assignments.add(name + " = " + values.get(name));
        }
        return variables.with(Variables.CHARACTER_SETS, String.join(", ", assignments));
    }

    /** Whether a SET leaves nothing behind that would tie a session to its connection, as far as its text tells. */
    static boolean canFollow(StatementInfo info) {
        List<Assignment> assignments = info.assignments();
        return isOfTheServer(assignments)
                || isOfJdbc(assignments)
                || isOfNextTransaction(assignments)
                || Recording.of(info) != null;
    }

    /** Whether what a SET sets is the server's, and nothing of the session's. */
    private static boolean isOfTheServer(List<Assignment> assignments) {
        return all(assignments, each -> each.scope() == Scope.GLOBAL || each.scope() == Scope.PERSIST);
    }

    /** Whether a SET sets what JDBC has a method for, and so needs no server. */
    private static boolean isOfJdbc(List<Assignment> assignments) {
        return all(assignments, each -> each.scope() == Scope.SESSION && isClear(each));
    }

    private static boolean isOfNextTransaction(List<Assignment> assignments) {
        return all(assignments, each -> each.scope() == Scope.NEXT_TRANSACTION && isClear(each));
    }

    private static boolean all(List<Assignment> assignments, Predicate<Assignment> test) {
        return !assignments.isEmpty() && assignments.stream().allMatch(test);
    }

    /** Whether it is a variable that JDBC has a method for, with a value that no server refuses. */
    private static boolean isClear(Assignment assignment) {
        return switch (assignment.name()) {
            case "autocommit", READ_ONLY -> assignment.on() || assignment.off();
            case ISOLATION -> LEVELS.containsKey(level(assignment));
            default -> false;
        };
    }

    private static String level(Assignment assignment) {
        return assignment.value().toUpperCase(Locale.ROOT);
    }

    /** Takes in {@code USE schema}. */
    boolean use(StatementInfo info) throws SQLException {
        List<Assignment> assignments = info.assignments();
        if (assignments.size() != 1 || assignments.get(0).value().isBlank()) {
            return false;
        }
        session.settings().catalog(assignments.get(0).value());
        return true;
    }
}
