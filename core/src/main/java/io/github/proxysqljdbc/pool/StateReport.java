package io.github.proxysqljdbc.pool;

import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChange;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server of one connection reported to have changed in its session, collected from all answers since it was last {@link #clear
 * cleared} (MySQL manual, "Server Tracking of Client Session State"). Not thread-safe: owned as its connection is.
 *
 * <p>A report names what it is sure of, and is not complete: servers tell nothing of named locks and of {@code SELECT … INTO @x}; MariaDB names
 * {@code autocommit} for each variable that is a bit of the same word, such as {@code foreign_key_checks}.
 */
public final class StateReport implements SessionStateChangesListener {
    private static final String SET_FOR_STREAMS = "net_write_timeout";
    private static final String SET_FOR_LIMIT = "sql_select_limit";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d+)?");

    private final ConnectionState actual;
    private final IntSupplier driversLimit;
    private int limit;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private boolean any;
    private boolean something;
    private @Nullable String schema;
    private @Nullable String nextTransaction;

    /**
     * @param actual the state that the connection is in
     * @param driversLimit how many rows the driver limits selects to at the moment, by its own record
     */
    StateReport(ConnectionState actual, IntSupplier driversLimit) {
        this.actual = actual;
        this.driversLimit = driversLimit;
        this.limit = driversLimit.getAsInt();
    }

    @Override
    public void handleSessionStateChanges(ServerSessionStateChanges changes) {
        List<SessionStateChange> list = changes.getSessionStateChangesList();
        list.forEach(this::takeNextTransaction);
        if (!list.isEmpty() && !isNothing(list)) {
            list.forEach(this::take);
        }
    }

    /**
     * Whether an answer tells of nothing that was done in the session: Connector/J sets {@code net_write_timeout} before it streams rows and
     * {@code sql_select_limit} for {@code setMaxRows}, and both back afterwards; MariaDB reports the schema that the session is in anyway for
     * some queries of {@code information_schema}.
     */
    private boolean isNothing(List<SessionStateChange> answer) {
        boolean nothing = false;
        for (SessionStateChange change : answer) {
            String value = change.getValues().get(0);
            switch (change.getType()) {
                case ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES -> {
                    if (!value.equalsIgnoreCase(SET_FOR_STREAMS) && !isLimitOfDriver(value)) {
                        return false;
                    }
                    nothing = true;
                }
                case ServerSessionStateController.SESSION_TRACK_SCHEMA -> {
                    if (!value.equals(actual.catalog())) {
                        return false;
                    }
                    nothing = true;
                }
                default -> {}
            }
        }
        return nothing;
    }

    /** Whether the driver has set its limit of rows: it records it, and sends it then. A routine may set the same variable. */
    private boolean isLimitOfDriver(String variable) {
        int before = limit;
        limit = driversLimit.getAsInt();
        return variable.equalsIgnoreCase(SET_FOR_LIMIT) && limit != before;
    }

    private void takeNextTransaction(SessionStateChange change) {
        if (change.getType() == ServerSessionStateController.SESSION_TRACK_TRANSACTION_CHARACTERISTICS) {
            nextTransaction = change.getValues().get(0);
        }
    }

    private void take(SessionStateChange change) {
        switch (change.getType()) {
            case ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES ->
                variables.put(
                        name(change.getValues().get(0)), change.getValues().get(1));
            case ServerSessionStateController.SESSION_TRACK_SCHEMA ->
                schema = change.getValues().get(0);
            case ServerSessionStateController.SESSION_TRACK_STATE_CHANGE -> something = true;
            default -> {
                return;
            }
        }
        any = true;
    }

    /** MariaDB before 11.1 and MySQL 5.7 call some variables otherwise. */
    private static String name(String reported) {
        String name = reported.toLowerCase(Locale.ROOT);
        return name.startsWith("tx_") ? "transaction_" + name.substring(3) : name;
    }

    /** Whether anything was reported. */
    public boolean any() {
        return any;
    }

    /** Whether the server said that something has changed; it says so, too, where it names what. */
    public boolean something() {
        return something;
    }

    /** The tracked variables that were set, in lower case. */
    public Set<String> variables() {
        return variables.keySet();
    }

    /** What a variable was set to, as SQL text; null if that was not reported, or cannot be written safely. */
    public @Nullable String value(String name) {
        String value = variables.get(name);
        if (value == null || value.indexOf('\\') >= 0) {
            return null;
        }
        if (value.isEmpty() && name.equals("character_set_results")) {
            return "NULL";
        }
        return NUMBER.matcher(value).matches() ? value : '\'' + value.replace("'", "''") + '\'';
    }

    /** The new default schema, empty for none; null if it was not reported. */
    public @Nullable String schema() {
        return schema;
    }

    /**
     * Whether SET TRANSACTION holds for the next transaction, or for the one that is open, as of the last report of it: not of a statement
     * that failed, nor of the end of a transaction by {@code SET autocommit = 1}. It stays when the rest is {@link #clear cleared}.
     */
    public boolean nextTransaction() {
        return nextTransaction != null && !nextTransaction.isEmpty();
    }

    /** Whether the server reports that. */
    boolean tellsNextTransaction() {
        return nextTransaction != null;
    }

    /** Forgets what was reported. */
    public void clear() {
        if (any) {
            any = false;
            something = false;
            schema = null;
            variables.clear();
        }
    }

    @Override
    public String toString() {
        return "schema " + schema + ", variables " + variables.keySet() + (something ? ", something" : "");
    }
}
