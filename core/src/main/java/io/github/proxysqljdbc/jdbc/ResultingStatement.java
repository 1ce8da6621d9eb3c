package io.github.proxysqljdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last execution of a statement returned: the current result, those kept beside it, and the generated keys. */
abstract class ResultingStatement extends ConfigurableStatement {
    /** In Connector/J's words, which applications may know. */
    private static final String NOT_WANTED =
            "Generated keys not requested. You need to specify Statement.RETURN_GENERATED_KEYS to Statement.executeUpdate(),"
                    + " Statement.executeLargeUpdate() or Connection.prepareStatement().";

    private @Nullable RoutedResultSet result;
    private @Nullable List<RoutedResultSet> kept;
    private @Nullable GeneratedKeys generatedKeys;
    private @Nullable GeneratedKeysResultSet openKeys;
    private boolean keysWanted;
    private long updateCount = -1;

    /** The counts of the batch that was executed; null if it was none. */
    private long @Nullable [] batchCounts;

    private boolean closeOnCompletion;

    /** The driver's call returned a count. */
    final void counted(long count) {
        updateCount = count;
    }

    /** The driver's call executed a batch, with these counts. */
    final void countedBatch(long[] counts) {
        batchCounts = counts;
    }

    /** The driver's call returned rows. */
    final void current(RoutedResultSet rows) {
        result = rows;
    }

    /** Says whether the application may ask for the generated keys. */
    final void wantsKeys(boolean wanted) {
        keysWanted = wanted;
    }

    /** The driver's call generated these keys. */
    final void generated(GeneratedKeys keys) {
        generatedKeys = keys;
    }

    /** The generated keys; null if they were not wanted, or nothing was executed. */
    final @Nullable GeneratedKeys generated() {
        return generatedKeys;
    }

    /** The update count, whatever the current result is. */
    final long counted() {
        return updateCount;
    }

    /** The current result; null if it is a count, or there is none. */
    final @Nullable RoutedResultSet current() {
        return result;
    }

    final RoutedResultSet openResult() throws SQLException {
        RoutedResultSet open = result;
        if (open == null) {
            throw new SQLException("the statement returned no result set", "HY000");
        }
        return open;
    }

    /** The call failed, or the next result is to come: there is no current result. Returns the one before. */
    final @Nullable RoutedResultSet noCurrent() {
        RoutedResultSet before = result;
        result = null;
        updateCount = -1;
        return before;
    }

    /** A checksum over what the execution returned; null if it is not all there. */
    final @Nullable String outcome() throws SQLException {
        if (updatable() || streams()) {
            return null;
        }
        ResultChecksum outcome = new ResultChecksum();
        RoutedResultSet rows = result;
        GeneratedKeys keys = generatedKeys;
        if (rows != null) {
            rows.into(outcome);
        } else if (batchCounts != null) {
            outcome.counts(batchCounts);
        } else {
            outcome.count(updateCount);
        }
        if (keys != null) {
            outcome.keys(keys);
        }
        return outcome.value();
    }

    /** Keeps a result that is no longer the current one. */
    final void keep(RoutedResultSet before) {
        List<RoutedResultSet> results = kept;
        if (results == null) {
            results = new ArrayList<>(2);
            kept = results;
        }
        results.add(before);
    }

    /** Closes everything that the last execution returned, as JDBC has it before another one. */
    final void closeResults() throws SQLException {
        batchCounts = null;
        RoutedResultSet before = noCurrent();
        generatedKeys = null;
        if (openKeys != null) {
            openKeys.closeForStatement();
            openKeys = null;
        }
        try {
            if (before != null) {
                before.closeForStatement();
            }
        } finally {
            closeKept();
        }
    }

    final void closeKept() throws SQLException {
        List<RoutedResultSet> results = kept;
        if (results == null) {
            return;
        }
        kept = null;
        SQLException failure = null;
        for (RoutedResultSet each : results) {
            try {
                each.closeForStatement();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Told by a result of this statement that the application closed it. */
    final void resultClosed() throws SQLException {
        if (closeOnCompletion) {
            closeIfComplete();
        }
    }

    /** JDBC 4.1, {@code Statement.closeOnCompletion}: with the last of its results. */
    final void closeIfComplete() throws SQLException {
        List<RoutedResultSet> results = kept;
        if (closeOnCompletion
                && (result == null || result.done())
                && (openKeys == null || openKeys.done())
                && (results == null || results.stream().allMatch(RoutedResultSet::done))) {
            close();
        }
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        checkOpen();
        return result;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return (int) getLargeUpdateCount();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        checkOpen();
        return result != null ? -1 : updateCount;
    }

    /** The keys of an execution that did not take place, or failed: none. */
    abstract GeneratedKeys noKeys() throws SQLException;

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        checkOpen();
        if (!keysWanted) {
            throw new SQLException(NOT_WANTED, "S1009");
        }
        GeneratedKeys keys = generatedKeys;
        GeneratedKeysResultSet opened = (keys == null ? noKeys() : keys).open();
        openKeys = opened;
        return opened;
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        checkOpen();
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        checkOpen();
        return closeOnCompletion;
    }
}
