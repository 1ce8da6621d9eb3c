package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SET TRANSACTION} said of the next transaction only (MySQL manual, "SET TRANSACTION Statement"). The server is told just before a statement
 * that may begin a transaction. If that one began none, the server is made to forget it, so that the connection can go to another session, and is told
 * again before the next statement. Guarded by the session's lock.
 */
final class NextTransaction {
    private @Nullable String isolation;
    private @Nullable Boolean readOnly;
    private @Nullable Lease told;

    boolean isEmpty() {
        return isolation == null && readOnly == null;
    }

    /** The access mode; null if nothing was said of it. */
    @Nullable
    Boolean readOnly() {
        return readOnly;
    }

    void isolation(@Nullable String level) {
        isolation = level;
    }

    void readOnly(@Nullable Boolean on) {
        readOnly = on;
    }

    void clear() {
        isolation = null;
        readOnly = null;
    }

    /** Tells the server, unless the statement to come begins no transaction whatever it is told. */
    void before(Lease lease, StatementInfo info) throws SQLException {
        if (isEmpty() || lease.inTransaction()) {
            return;
        }
        switch (info.kind()) {
            case SET, USE -> {}
            default -> {
                execute(lease, text());
                told = lease;
            }
        }
    }

    private String text() {
        String level = isolation == null ? "" : " ISOLATION LEVEL " + isolation.replace('-', ' ');
        String mode = readOnly == null ? "" : readOnly ? " READ ONLY" : " READ WRITE";
        return "SET TRANSACTION" + level + (level.isEmpty() || mode.isEmpty() ? "" : ",") + mode;
    }

    /**
     * Finds out whether a statement that succeeded used it up. The server's word on the transaction must have been taken in.
     *
     * @return whether the server still knows it, and has to {@link #forget} it
     */
    boolean completed(Lease lease, StatementInfo info) {
        if (told != lease) {
            return false;
        }
        told = null;
        boolean begun = lease.inTransaction();
        if (begun || usesUp(info)) {
            clear();
        }
        return !begun;
    }

    /** The same after a statement that failed. An error packet does not say whether a transaction is open, so the server is asked. */
    boolean failed(Lease lease) {
        if (told != lease) {
            return false;
        }
        told = null;
        try {
            lease.physical().askStatus();
            lease.seeTransaction();
        } catch (SQLException e) {
            lease.physical().spoil();
        }
        if (lease.inTransaction()) {
            clear();
            return false;
        }
        return true;
    }

    /** In autocommit mode a statement that reads or writes a table is the next transaction; a query without a table is not. */
    private static boolean usesUp(StatementInfo info) {
        return switch (info.kind()) {
            case WRITE, CALL, MULTI -> true;
            case READ -> info.digest().toUpperCase(Locale.ROOT).contains("FROM ");
            default ->
                info.implicitCommit() || info.kind() == StatementKind.COMMIT || info.kind() == StatementKind.ROLLBACK;
        };
    }

    /** Has the server forget it: COMMIT does, although no transaction is open. What the last statement left is lost with it. */
    static void forget(Lease lease) throws SQLException {
        execute(lease, "COMMIT");
    }

    private static void execute(Lease lease, String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
