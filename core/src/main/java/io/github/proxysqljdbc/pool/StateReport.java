package io.github.proxysqljdbc.pool;

import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChange;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server of one connection reported to have changed in its session, collected from all answers since it was last {@link #clear
 * cleared} (MySQL manual, "Server Tracking of Client Session State"). Not thread-safe: owned as its connection is.
 *
 * <p>A report names what it is sure of, and is not complete: servers tell nothing of named locks and of {@code SELECT … INTO @x}; MariaDB names
 * {@code autocommit} for each variable that is a bit of the same word, such as {@code foreign_key_checks}.
 */
public final class StateReport implements SessionStateChangesListener {
    private static final Set<String> SET_BY_DRIVER = Set.of("net_write_timeout", "sql_select_limit");

    private final ConnectionState actual;
    private final Set<String> variables = new LinkedHashSet<>();
    private boolean any;
    private boolean something;
    private @Nullable String schema;

    /** @param actual the state that the connection is in */
    StateReport(ConnectionState actual) {
        this.actual = actual;
    }

    @Override
    public void handleSessionStateChanges(ServerSessionStateChanges changes) {
        List<SessionStateChange> list = changes.getSessionStateChangesList();
        if (!list.isEmpty() && !isNothing(list)) {
            list.forEach(this::take);
        }
    }

    /**
     * Whether an answer tells of nothing that was done in the session: Connector/J sets {@code net_write_timeout} before it streams rows and
     * {@code sql_select_limit} for {@code setMaxRows}, and both back afterwards; MariaDB reports the schema that the session is in anyway for some queries of {@code information_schema}.
     */
    private boolean isNothing(List<SessionStateChange> answer) {
        boolean nothing = false;
        for (SessionStateChange change : answer) {
            String value = change.getValues().get(0);
            switch (change.getType()) {
                case ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES -> {
                    if (!SET_BY_DRIVER.contains(value.toLowerCase(Locale.ROOT))) {
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

    private void take(SessionStateChange change) {
        switch (change.getType()) {
            case ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES ->
                variables.add(change.getValues().get(0).toLowerCase(Locale.ROOT));
            case ServerSessionStateController.SESSION_TRACK_SCHEMA ->
                schema = change.getValues().get(0);
            case ServerSessionStateController.SESSION_TRACK_STATE_CHANGE -> something = true;
            default -> {
                return;
            }
        }
        any = true;
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
        return variables;
    }

    /** The new default schema, empty for none; null if it was not reported. */
    public @Nullable String schema() {
        return schema;
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
        return "schema " + schema + ", variables " + variables + (something ? ", something" : "");
    }
}
