package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.PhysicalConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SET TRANSACTION} said of the next transaction only (MySQL manual, "SET TRANSACTION Statement"). A server is told just before a statement
 * that may begin a transaction, and says itself when it was used up: no text tells that. A query of an InnoDB table uses it up, one of a MyISAM table
 * does not; a statement that failed may have; and it outlives a transaction that {@code SET autocommit = 1} ends. Where the lease ends before it
 * was used up, the server is made to forget it, and another one is told before the next statement. Guarded by the session's lock.
 */
final class NextTransaction {
    private static final Map<Integer, String> LEVELS = Map.of(
            Connection.TRANSACTION_READ_UNCOMMITTED, "READ UNCOMMITTED",
            Connection.TRANSACTION_READ_COMMITTED, "READ COMMITTED",
            Connection.TRANSACTION_REPEATABLE_READ, "REPEATABLE READ",
            Connection.TRANSACTION_SERIALIZABLE, "SERIALIZABLE");

    private final Leases leases;
    private @Nullable String isolation;
    private @Nullable Boolean readOnly;
    private @Nullable Lease told;
    private boolean begun;

    NextTransaction(Leases leases) {
        this.leases = leases;
    }

    boolean isEmpty() {
        return isolation == null && readOnly == null;
    }

    /** The access mode of a transaction to come; null if nothing was said of it. */
    @Nullable
    Boolean readOnly() {
        return begun ? null : readOnly;
    }

    void isolation(@Nullable String level) {
        isolation = level;
    }

    void readOnly(@Nullable Boolean on) {
        readOnly = on;
    }

    /** Takes in that the level of all transactions was set, so that it is that of the next one, too. */
    void overridden(int level) throws SQLException {
        isolation = null;
        Lease knows = told;
        if (knows != null && !begun) {
            isolation = LEVELS.get(level);
            execute(knows, text());
        }
    }

    /** Takes in that the access mode of all transactions was set, so that it is that of the next one, too. */
    void overridden(boolean on) throws SQLException {
        readOnly = null;
        Lease knows = told;
        if (knows != null && !begun) {
            readOnly = on;
            execute(knows, text());
        }
    }

    void clear() {
        isolation = null;
        readOnly = null;
    }

    /** Where a server knows of it now, which another SET TRANSACTION has to reach, too; null if none does. */
    @Nullable
    Lease told() {
        return told;
    }

    /** Says that the server of that lease was told by the application itself. */
    void told(Lease lease) {
        told = lease;
        begun = false;
    }

    /**
     * Tells the server before a statement.
     *
     * @return false if that server will not say when it was used up: it is the session's own from now on
     */
    boolean before(Lease lease) throws SQLException {
        if (isEmpty() || told == lease || lease.inTransaction()) {
            return true;
        }
        boolean reports = lease.physical().reportNextTransaction();
        execute(lease, text());
        told(lease);
        if (!reports) {
            clear();
            untold();
        }
        return reports;
    }

    private String text() {
        String level = isolation == null ? "" : " ISOLATION LEVEL " + isolation.replace('-', ' ');
        String mode = readOnly == null ? "" : readOnly ? " READ ONLY" : " READ WRITE";
        return "SET TRANSACTION" + level + (level.isEmpty() || mode.isEmpty() ? "" : ",") + mode;
    }

    /** Takes in what the server said of it with its answer to a statement, and what that leaves the session bound to. */
    void settled(Lease lease) {
        if (told == lease && !lease.streaming()) {
            quietly(lease, () -> {
                takeIn(lease);
                if (leases.bound() != lease) {
                    forget(lease);
                }
            });
        }
    }

    /** The same after a statement that failed: an error packet says neither this nor whether a transaction is open. */
    void failed(Lease lease) {
        if (told == lease && !lease.streaming()) {
            quietly(lease, () -> {
                leases.askWhatIsLeft(lease);
                lease.physical().askNextTransaction();
                lease.seeTransaction();
            });
        }
    }

    /** Takes in that a lease is about to end, perhaps with the last one of many rows. */
    void leaving(Lease lease) {
        if (told == lease) {
            quietly(lease, () -> {
                takeIn(lease);
                forget(lease);
            });
        }
    }

    private void takeIn(Lease lease) throws SQLException {
        PhysicalConnection physical = lease.physical();
        if (lease.inTransaction()) {
            begun = true;
        } else if (begun && physical.report().nextTransaction()) {
            leases.askWhatIsLeft(lease);
            physical.askNextTransaction();
            begun = false;
        }
        if (!lease.inTransaction() && !physical.report().nextTransaction()) {
            clear();
            untold();
        }
    }

    /** Has the server forget it: COMMIT does, although no transaction is open. */
    private void forget(Lease lease) throws SQLException {
        if (told == lease) {
            untold();
            leases.askWhatIsLeft(lease);
            execute(lease, "COMMIT");
        }
    }

    private void untold() {
        told = null;
        begun = false;
    }

    /** Takes in that the connection is gone, with its transaction if one was begun. */
    void lost(Lease lease) {
        if (told == lease) {
            if (begun) {
                clear();
            }
            untold();
        }
    }

    private interface Exchange {
        void take() throws SQLException;
    }

    /** What the application did is done: a connection that fails here is no good for others. */
    private void quietly(Lease lease, Exchange exchange) {
        try {
            exchange.take();
        } catch (SQLException e) {
            untold();
            lease.physical().spoil();
        }
    }

    private static void execute(Lease lease, String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
