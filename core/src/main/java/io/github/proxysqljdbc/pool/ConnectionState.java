package io.github.proxysqljdbc.pool;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one connection's settings are: those that a session wants, or those that a physical connection is in. The difference between the
 * two is applied when a lease begins. Not thread-safe; guarded by its session's lock, or owned by the one lease that holds it.
 */
public final class ConnectionState {
    /** The isolation level that the server gives a new connection. */
    public static final int SERVER_DEFAULT = -1;

    /** The network timeout that the driver's configuration gives a new connection. */
    public static final int DRIVER_DEFAULT = -1;

    /** What {@code LAST_INSERT_ID()} says is not known: something was written here. No id that a server gives is negative. */
    public static final long UNKNOWN_ID = -1;

    private boolean autoCommit = true;
    private boolean readOnly;
    private int isolation = SERVER_DEFAULT;
    private @Nullable String catalog;
    private int networkTimeoutMillis = DRIVER_DEFAULT;
    private Map<String, String> clientInfo = Map.of();
    private Variables variables = Variables.NONE;
    private long lastInsertId;

    /** The state of a fresh connection whose default schema is this one; null for none. */
    public ConnectionState(@Nullable String catalog) {
        this.catalog = catalog;
    }

    /** The same state, which does not change with this one. */
    public ConnectionState copy() {
        ConnectionState copy = new ConnectionState(catalog);
        copy.autoCommit = autoCommit;
        copy.readOnly = readOnly;
        copy.isolation = isolation;
        copy.networkTimeoutMillis = networkTimeoutMillis;
        copy.clientInfo = clientInfo;
        copy.variables = variables;
        copy.lastInsertId = lastInsertId;
        return copy;
    }

    /** Whether each statement is a transaction of its own. */
    public boolean autoCommit() {
        return autoCommit;
    }

    /** Sets whether each statement is a transaction of its own. */
    public void autoCommit(boolean value) {
        autoCommit = value;
    }

    /** Whether the session said that it only reads. */
    public boolean readOnly() {
        return readOnly;
    }

    /** Sets whether the session only reads. */
    public void readOnly(boolean value) {
        readOnly = value;
    }

    /** A {@code java.sql.Connection.TRANSACTION_…} level, or {@link #SERVER_DEFAULT}. */
    public int isolation() {
        return isolation;
    }

    /** Sets the isolation level. */
    public void isolation(int level) {
        isolation = level;
    }

    /** The default schema, which JDBC calls the catalog; null for none. */
    public @Nullable String catalog() {
        return catalog;
    }

    /** Sets the default schema. */
    public void catalog(@Nullable String name) {
        catalog = name;
    }

    /** How long a read from the socket may take, in milliseconds; 0 for ever, {@link #DRIVER_DEFAULT} as the driver's configuration says. */
    public int networkTimeoutMillis() {
        return networkTimeoutMillis;
    }

    /** Sets how long a read from the socket may take. */
    public void networkTimeoutMillis(int millis) {
        networkTimeoutMillis = millis;
    }

    /** JDBC's client info. Immutable. */
    public Map<String, String> clientInfo() {
        return clientInfo;
    }

    /** Sets JDBC's client info; the map must not change any more. */
    public void clientInfo(Map<String, String> properties) {
        clientInfo = properties;
    }

    /** What was set in SQL. */
    public Variables variables() {
        return variables;
    }

    /** Sets what was set in SQL. */
    public void variables(Variables values) {
        variables = values;
    }

    /** What {@code LAST_INSERT_ID()} says. */
    public long lastInsertId() {
        return lastInsertId;
    }

    /** Sets what {@code LAST_INSERT_ID()} says. */
    public void lastInsertId(long id) {
        lastInsertId = id;
    }

    /** Whether a statement runs on a connection in this state as it would in the other; the insert id is left to those who read it. */
    public boolean matches(ConnectionState other) {
        return autoCommit == other.autoCommit
                && readOnly == other.readOnly
                && isolation == other.isolation
                && networkTimeoutMillis == other.networkTimeoutMillis
                && Objects.equals(catalog, other.catalog)
                && clientInfo.equals(other.clientInfo)
                && variables.equals(other.variables);
    }
}
