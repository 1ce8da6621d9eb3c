package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.Variables;
import io.github.proxysqljdbc.route.TrackedVariables;
import io.github.proxysqljdbc.sql.Assignment;
import io.github.proxysqljdbc.sql.Assignment.Scope;
import io.github.proxysqljdbc.sql.Assignment.ValueKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SET statement sets, in a form that can be set again on another connection. A SET that has no such form keeps the session on its
 * connection instead.
 */
final class Recording {
    private static final Set<String> CHARACTER_SETS =
            Set.of("character_set_client", "character_set_connection", "character_set_results", "collation_connection");

    /** Known to the server only, or by JDBC's methods, or good for one transaction only. */
    private static final Set<String> NEVER = Set.of(
            "autocommit",
            "transaction_isolation",
            "transaction_read_only",
            "tx_isolation",
            "tx_read_only",
            "gtid_next",
            "character_set_database",
            "collation_database");

    private final List<Assignment> assignments;
    private final List<String> toReadBack = new ArrayList<>(0);

    private Recording(List<Assignment> assignments) {
        this.assignments = assignments;
    }

    /** The recording of a statement; null if it has none. */
    static @Nullable Recording of(StatementInfo info) {
        if (info.assignments().isEmpty() || !info.pins().isEmpty()) {
            return null;
        }
        Recording recording = new Recording(info.assignments());
        for (Assignment assignment : info.assignments()) {
            if (!recording.canTake(assignment)) {
                return null;
            }
        }
        return recording;
    }

    private boolean canTake(Assignment assignment) {
        if (assignment.valueKind() == ValueKind.STRING && assignment.value().indexOf('\\') >= 0) {
            return false;
        }
        return switch (assignment.scope()) {
            case USER, NAMES, CHARACTER_SET -> assignment.literal();
            case SESSION -> canTakeVariable(assignment);
            default -> false;
        };
    }

    private boolean canTakeVariable(Assignment assignment) {
        String name = assignment.name();
        if (NEVER.contains(name) || !TrackedVariables.contains(name)) {
            return false;
        }
        if (!assignment.literal()) {
            toReadBack.add(name);
            return !CHARACTER_SETS.contains(name) && !name.equals("timestamp");
        }
        return true;
    }

    /** Whether the server has to be asked which value it computed. */
    List<String> toReadBack() {
        return toReadBack;
    }

    /** The variables whose values before must be known, so that they can be undone. */
    List<String> names() {
        return assignments.stream().map(Recording::entry).distinct().toList();
    }

    private static String entry(Assignment assignment) {
        return switch (assignment.scope()) {
            case USER -> "@`" + assignment.name().replace("`", "``") + '`';
            case NAMES, CHARACTER_SET -> Variables.CHARACTER_SETS;
            default -> CHARACTER_SETS.contains(assignment.name()) ? Variables.CHARACTER_SETS : assignment.name();
        };
    }

    /** Whether no server can refuse it. */
    boolean cannotFail() {
        return assignments.stream().allMatch(assignment -> assignment.scope() == Scope.USER);
    }

    /**
     * What was there, with this; null if that cannot be recorded.
     *
     * @param readBack the values that were read back, by name
     */
    @Nullable
    Variables into(Variables before, Map<String, String> readBack) {
        Variables after = before;
        for (Assignment assignment : assignments) {
            String value = assignment.literal() ? sql(assignment) : readBack.get(assignment.name());
            if (value == null) {
                return null;
            }
            after = switch (assignment.scope()) {
                case NAMES -> after.with(Variables.CHARACTER_SETS, names(assignment, value));
                case CHARACTER_SET -> after.with(Variables.CHARACTER_SETS, "CHARACTER SET " + value);
                default ->
                    entry(assignment).equals(Variables.CHARACTER_SETS)
                            ? after.withCharacterSet(assignment.name() + " = " + value)
                            : after.with(entry(assignment), value);
            };
        }
        return after.tooLong() ? null : after;
    }

    private static String names(Assignment assignment, String value) {
        return "NAMES " + value + (assignment.collation() == null ? "" : " COLLATE '" + assignment.collation() + '\'');
    }

    private static String sql(Assignment assignment) {
        return assignment.valueKind() == ValueKind.STRING
                ? '\'' + assignment.value().replace("'", "''") + '\''
                : assignment.value();
    }

    /** The same text for the same assignments. */
    @Override
    public String toString() {
        return assignments.toString();
    }
}
