package io.github.proxysqljdbc.jdbc;

import com.mysql.cj.jdbc.BlobFromLocator;
import io.github.proxysqljdbc.session.Diagnostics;
import io.github.proxysqljdbc.session.Lease;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An open result. It keeps its lease until it is closed, or, where nothing can follow, until its last row was read: then the physical
 * result set is closed, and what may still be asked is answered from here.
 */
final class RoutedResultSet extends ForwardingResultSet {
    private final @Nullable LeasingStatement statement;
    private final Lease lease;
    private boolean untilClosed;
    private @Nullable ResultSet rows;
    private @Nullable ResultSetMetaData metaData;
    private boolean closed;

    /**
     * Retains the lease.
     *
     * @param statement the statement it came from; null where metadata listed it
     * @param untilClosed whether it keeps the lease until it is closed, even if its last row was read
     */
    RoutedResultSet(@Nullable LeasingStatement statement, Lease lease, ResultSet rows, boolean untilClosed) {
        this.statement = statement;
        this.lease = lease;
        this.rows = rows;
        this.untilClosed = untilClosed;
        lease.retain();
    }

    @Override
    ResultSet delegate() throws SQLException {
        ResultSet open = rows;
        if (open == null || lease.ended()) {
            throw isClosed()
                    ? new SQLException("the result set is closed", "HY010")
                    : new SQLException("after the end of the result set", "HY000");
        }
        return open;
    }

    /** Takes all of its rows into a checksum. */
    void into(ResultChecksum checksum) throws SQLException {
        checksum.rows(delegate());
    }

    /** How many rows it has; negative if the driver does not know. */
    long size() {
        ResultSet open = rows;
        return open == null ? Diagnostics.UNKNOWN : Lease.sizeOf(open);
    }

    @Override
    public boolean next() throws SQLException {
        if (rows == null) {
            return afterEnd();
        }
        ResultSet open = delegate();
        boolean more;
        try {
            more = open.next();
        } catch (SQLException e) {
            throw lease.readFailed(e);
        }
        if (!more && !untilClosed) {
            metaData = open.getMetaData();
            letGo();
        }
        return more;
    }

    private boolean afterEnd() throws SQLException {
        if (isClosed()) {
            delegate();
        }
        return false;
    }

    /** Closes the physical result set and ends its hold on the lease. */
    private void letGo() throws SQLException {
        ResultSet open = rows;
        if (open == null) {
            return;
        }
        rows = null;
        lease.enter();
        try {
            open.close();
            lease.streams(false);
        } catch (SQLException e) {
            throw lease.readFailed(e);
        } finally {
            try {
                lease.release();
            } finally {
                lease.exit();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        letGo();
        if (statement != null) {
            statement.resultClosed();
        }
    }

    /** Closed because its statement is executed again or closed, which is no completion of the statement. */
    void closeForStatement() throws SQLException {
        closed = true;
        letGo();
    }

    /**
     * Over because the driver went on to the next result of a statement that streams: it has read this one to its end, and would take an order to
     * close it for one to close the next.
     */
    void passed() {
        if (rows != null) {
            rows = null;
            lease.release();
        }
    }

    /** Whether it was closed. */
    boolean done() {
        return closed;
    }

    @Override
    public boolean isClosed() throws SQLException {
        ResultSet open = rows;
        return closed
                || (open != null && (lease.ended() || open.isClosed()))
                || (statement != null && statement.isClosed());
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        if (closed) {
            delegate();
        }
        return statement;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData known = metaData;
        return known != null && !closed ? known : delegate().getMetaData();
    }

    @Override
    public void insertRow() throws SQLException {
        change(true, ResultSet::insertRow);
    }

    @Override
    public void updateRow() throws SQLException {
        change(false, ResultSet::updateRow);
    }

    @Override
    public void deleteRow() throws SQLException {
        change(false, ResultSet::deleteRow);
    }

    @Override
    public void refreshRow() throws SQLException {
        change(false, ResultSet::refreshRow);
    }

    private void change(boolean inserts, Binding<ResultSet> change) throws SQLException {
        ResultSet open = delegate();
        lease.changeRow(inserts, driver -> {
            change.on(open);
            return open;
        });
    }

    @Override
    public Blob getBlob(int columnIndex) throws SQLException {
        return kept(delegate().getBlob(columnIndex));
    }

    @Override
    public Blob getBlob(String columnLabel) throws SQLException {
        return kept(delegate().getBlob(columnLabel));
    }

    /** With {@code emulateLocators}, bytes are asked of the connection when they are wanted, which is possible until the result is closed. */
    private Blob kept(Blob blob) {
        untilClosed |= blob instanceof BlobFromLocator;
        return blob;
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        return atEnd() || delegate().isAfterLast();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        return !atEnd() && delegate().isBeforeFirst();
    }

    @Override
    public boolean isFirst() throws SQLException {
        return !atEnd() && delegate().isFirst();
    }

    @Override
    public boolean isLast() throws SQLException {
        return !atEnd() && delegate().isLast();
    }

    @Override
    public int getRow() throws SQLException {
        return atEnd() ? 0 : delegate().getRow();
    }

    @Override
    public int getType() throws SQLException {
        return atEnd() ? TYPE_FORWARD_ONLY : delegate().getType();
    }

    @Override
    public int getConcurrency() throws SQLException {
        return atEnd() ? CONCUR_READ_ONLY : delegate().getConcurrency();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        return atEnd() ? null : delegate().getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        if (!atEnd()) {
            delegate().clearWarnings();
        }
    }

    private boolean atEnd() {
        return rows == null && !closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || (rows != null && delegate().isWrapperFor(type));
    }
}
