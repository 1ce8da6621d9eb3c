package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.error.SqlStates;
import io.github.proxysqljdbc.pool.ConnectionState;
import io.github.proxysqljdbc.sql.PinKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What JDBC's methods set on a connection. Most touch no server: the next lease is brought into the wanted state. */
public final class Settings {
    private final Session session;
    private final ConnectionState wanted;
    private final Transaction transaction;

    Settings(Session session, ConnectionState wanted, Transaction transaction) {
        this.session = session;
        this.wanted = wanted;
        this.transaction = transaction;
    }

    /** Whether each statement is a transaction of its own. */
    public boolean autoCommit() {
        return wanted.autoCommit();
    }

    /** Sets autocommit. Off touches no connection; on commits an open transaction, as JDBC has it. */
    public void autoCommit(boolean on) throws SQLException {
        session.enter();
        try {
            if (on != wanted.autoCommit()) {
                transaction.beforeAutoCommit(on);
                wanted.autoCommit(on);
            }
        } finally {
            session.exit();
        }
    }

    /** Whether the session said that it only reads. */
    public boolean readOnly() {
        return wanted.readOnly();
    }

    /** Says whether the session only reads. @throws SQLException SQLState 25001 inside a transaction */
    public void readOnly(boolean on) throws SQLException {
        session.enter();
        try {
            if (transaction.isOpen() && on != wanted.readOnly()) {
                throw new SQLException(
                        "read-only cannot be changed inside a transaction; commit or roll back first",
                        SqlStates.ACTIVE_TRANSACTION);
            }
            wanted.readOnly(on);
            NextTransaction next = session.nextTransaction();
            if (next != null) {
                next.overridden(on);
            }
        } finally {
            session.exit();
        }
    }

    /** The isolation level: what was set, or what the server gives. */
    public int isolation() throws SQLException {
        int level = wanted.isolation();
        return level != ConnectionState.SERVER_DEFAULT
                ? level
                : session.questions().ask(Connection::getTransactionIsolation);
    }

    /** Sets the isolation level of the transactions to come. @throws SQLException SQLState HY024 for a level that MySQL does not have */
    public void isolation(int level) throws SQLException {
        session.enter();
        try {
            switch (level) {
                case Connection.TRANSACTION_READ_UNCOMMITTED,
                        Connection.TRANSACTION_READ_COMMITTED,
                        Connection.TRANSACTION_REPEATABLE_READ,
                        Connection.TRANSACTION_SERIALIZABLE -> {
                    wanted.isolation(level);
                    NextTransaction next = session.nextTransaction();
                    if (next != null) {
                        next.overridden(level);
                    }
                }
                default -> throw new SQLException("MySQL has no transaction isolation level " + level, "HY024");
            }
        } finally {
            session.exit();
        }
    }

    /** The default schema; null for none. */
    public @Nullable String catalog() {
        return wanted.catalog();
    }

    /**
     * Sets the default schema, at a round trip, so that a name that does not exist is refused now. A blank name changes nothing.
     *
     * @throws SQLException SQLState HY009 for null: MySQL has no way back to no schema; the server's if there is no such schema
     */
    public void catalog(@Nullable String name) throws SQLException {
        session.enter();
        try {
            if (name == null) {
                throw new SQLException("the catalog cannot be null; name a schema", "HY009");
            }
            if (name.isBlank() || name.equals(wanted.catalog())) {
                return;
            }
            session.questions().askLeasing(lease -> {
                lease.physical().changeCatalog(name);
                return name;
            });
            wanted.catalog(name);
        } finally {
            session.exit();
        }
    }

    /** How long the driver waits for the server's answer, in milliseconds; 0 for ever. */
    public int networkTimeoutMillis() {
        int millis = wanted.networkTimeoutMillis();
        return millis == ConnectionState.DRIVER_DEFAULT ? session.driverNetworkTimeoutMillis() : millis;
    }

    /** JDBC's client info. Immutable. */
    public Map<String, String> clientInfo() {
        return wanted.clientInfo();
    }

    /** Sets JDBC's client info. A driver that does more with it than writing it into each text keeps the session on its connection. */
    public void clientInfo(Map<String, String> properties) throws SQLException {
        Map<String, String> info = Map.copyOf(properties);
        session.questions().askLeasing(lease -> {
            lease.physical().changeClientInfo(info);
            wanted.clientInfo(info);
            if (!lease.physical().clientInfoIsComment()) {
                session.pin(PinKind.SESSION_STATE);
            }
            return lease;
        });
    }

    /** Sets how long the driver waits for the server's answer; 0 for ever. */
    public void networkTimeoutMillis(int millis) throws SQLException {
        session.enter();
        try {
            if (millis < 0) {
                throw new SQLException("a network timeout cannot be " + millis + " ms", "HY024");
            }
            wanted.networkTimeoutMillis(millis);
        } finally {
            session.exit();
        }
    }
}
