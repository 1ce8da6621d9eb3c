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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a SET statement sets, or several statements in one text, in a form that can be set again on another connection. A statement that has
 * no such form keeps the session on its connection instead.
 */
final class Recording {
    /** Those that SET NAMES stands for, in the order in which they are set again: the collation follows its character set. */
    static final List<String> CHARACTER_SETS = List.of(
            "character_set_client", "character_set_results", "character_set_connection", "collation_connection");

    /** For which JDBC has a method. */
    static final Set<String> OF_JDBC = Set.of("autocommit", "transaction_isolation", "transaction_read_only");

    /** Known to the server only, good for one transaction only, or what session tracking itself depends on. */
    private static final Set<String> NEVER = Set.of(
            "gtid_next",
            "character_set_database",
            "collation_database",
            "session_track_schema",
            "session_track_state_change",
            "session_track_system_variables");

    private static final Pattern SMALL_NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    private final List<Assignment> assignments = new ArrayList<>(2);
    private final List<String> toReadBack = new ArrayList<>(0);
    private final List<String> ofJdbc = new ArrayList<>(0);
    private @Nullable String schema;
    private @Nullable String text;

    private Recording() {}

    /** The recording of a statement; null if it has none. */
    static @Nullable Recording of(StatementInfo info) {
        if (info.assignments().isEmpty()) {
            return null;
        }
        Recording recording = new Recording();
        for (Assignment assignment : info.assignments()) {
            if (!recording.take(assignment)) {
                return null;
            }
        }
        return recording;
    }

    /** Whether a session variable of that name can be set again on another connection from its value now. */
    static boolean canRead(String name) {
        return !NEVER.contains(name)
                && !OF_JDBC.contains(name)
                && !name.equals("timestamp")
                && TrackedVariables.contains(name);
    }

    private boolean take(Assignment assignment) {
        if (assignment.valueKind() == ValueKind.STRING && assignment.value().indexOf('\\') >= 0) {
            return false;
        }
        return switch (assignment.scope()) {
            case USER, NAMES, CHARACTER_SET -> assignment.literal() && assignments.add(assignment);
            case SESSION -> takeVariable(assignment);
            case SCHEMA -> {
                schema = assignment.value();
                yield !assignment.value().isBlank();
            }
            default -> false;
        };
    }

    private boolean takeVariable(Assignment assignment) {
        String name = assignment.name();
        if (OF_JDBC.contains(name)) {
            return ofJdbc.add(name);
        }
        if (NEVER.contains(name) || !TrackedVariables.contains(name)) {
            return false;
        }
        boolean dialectUnknown = name.equals("sql_mode") && assignment.valueKind() == ValueKind.DEFAULT;
        if (!assignment.literal() || dialectUnknown) {
            if (CHARACTER_SETS.contains(name) || !canRead(name)) {
                return false;
            }
            toReadBack.add(name);
        }
        return assignments.add(assignment);
    }

    /** The variables of which the server has to be asked which value it computed. */
    List<String> toReadBack() {
        return toReadBack;
    }

    /** The names of the variables that JDBC has a method for. */
    List<String> ofJdbc() {
        return ofJdbc;
    }

    /** The new default schema; null if there is none. */
    @Nullable
    String schema() {
        return schema;
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

    /** Whether it is variables alone, whose values are all in the text. */
    boolean isPlain() {
        return toReadBack.isEmpty() && ofJdbc.isEmpty() && schema == null;
    }

    /** Whether no server can refuse it. */
    boolean cannotFail() {
        return assignments.stream().allMatch(Recording::cannotFail);
    }

    private static boolean cannotFail(Assignment assignment) {
        return assignment.scope() == Scope.USER
                && switch (assignment.valueKind()) {
                    case STRING, NULL, KEYWORD -> true;
                    case NUMBER -> SMALL_NUMBER.matcher(assignment.value()).matches();
                    default -> false;
                };
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
            String value = toReadBack.contains(assignment.name()) ? readBack.get(assignment.name()) : sql(assignment);
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
        String known = text;
        if (known == null) {
            known = assignments.toString();
            text = known;
        }
        return known;
    }
}
