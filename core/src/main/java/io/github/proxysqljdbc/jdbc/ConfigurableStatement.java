package io.github.proxysqljdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The settings of a statement: kept here, and set on each physical statement. */
abstract class ConfigurableStatement implements Statement {
    private @Nullable StatementSettings settings;
    private int resultSetType = ResultSet.TYPE_FORWARD_ONLY;
    private int resultSetConcurrency = ResultSet.CONCUR_READ_ONLY;
    private int resultSetHoldability = ResultSet.HOLD_CURSORS_OVER_COMMIT;

    abstract void checkOpen() throws SQLException;

    final void resultSets(int type, int concurrency, int holdability) {
        resultSetType = type;
        resultSetConcurrency = concurrency;
        resultSetHoldability = holdability;
    }

    final void applySettings(Statement physical) throws SQLException {
        if (settings != null) {
            settings.on(physical);
        }
    }

    /** What was set, as it is now; null if nothing was. */
    final @Nullable StatementSettings settingsNow() {
        return settings == null ? null : settings.copy();
    }

    /** Whether anything was set that {@link #applySettings} sets on a physical statement. */
    final boolean configured() {
        return settings != null;
    }

    /** Whether a result set can only be read once, from its first row to its last. */
    final boolean forwardOnly() {
        return resultSetType == ResultSet.TYPE_FORWARD_ONLY && resultSetConcurrency == ResultSet.CONCUR_READ_ONLY;
    }

    /** Whether rows may be changed through the result set, for which only the writer will do. */
    final boolean updatable() {
        return resultSetConcurrency == ResultSet.CONCUR_UPDATABLE;
    }

    /** Whether rows come one by one while the connection is busy. */
    final boolean streams() {
        return settings != null && settings.streams();
    }

    /** Whether the driver is to limit the rows, which it does by a variable of the session. */
    final boolean limitsRows() {
        return settings != null && settings.maxRows() > 0;
    }

    /** How long an execution may take; 0 for as long as it likes. */
    final long timeoutNanos() {
        return settings == null ? 0 : TimeUnit.SECONDS.toNanos(settings.queryTimeoutSeconds());
    }

    private StatementSettings known() throws SQLException {
        checkOpen();
        StatementSettings known = settings;
        return known == null ? new StatementSettings() : known;
    }

    private StatementSettings changed() throws SQLException {
        StatementSettings known = known();
        settings = known;
        return known;
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        return known().maxFieldSize();
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        changed().maxFieldSize(max);
    }

    @Override
    public int getMaxRows() throws SQLException {
        return (int) Math.min(Integer.MAX_VALUE, known().maxRows());
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        changed().maxRows(max);
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        return known().maxRows();
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        changed().maxRows(max);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        changed().escapeProcessing(enable);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        return known().queryTimeoutSeconds();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        changed().queryTimeoutSeconds(seconds);
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        changed().cursorName(name);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return known().fetchDirection();
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        changed().fetchDirection(direction);
    }

    @Override
    public int getFetchSize() throws SQLException {
        return known().fetchSize();
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        changed().fetchSize(rows);
    }

    @Override
    public boolean isPoolable() throws SQLException {
        return known().poolable();
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        changed().poolable(poolable);
    }

    @Override
    public int getResultSetType() throws SQLException {
        checkOpen();
        return resultSetType;
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        checkOpen();
        return resultSetConcurrency;
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        checkOpen();
        return resultSetHoldability;
    }

    @Override
    public String enquoteLiteral(String value) throws SQLException {
        return Statement.super.enquoteLiteral(value);
    }

    @Override
    public String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
        checkOpen();
        String bare = identifier.length() > 1 && identifier.startsWith("`") && identifier.endsWith("`")
                ? identifier.substring(1, identifier.length() - 1).replace("``", "`")
                : identifier;
        if (bare.isEmpty() || bare.indexOf('\0') >= 0) {
            throw new SQLException("not an identifier: '" + identifier + "'", "42000");
        }
        return !alwaysQuote && isSimpleIdentifier(bare) ? bare : '`' + bare.replace("`", "``") + '`';
    }

    @Override
    public boolean isSimpleIdentifier(String identifier) throws SQLException {
        return Statement.super.isSimpleIdentifier(identifier);
    }

    @Override
    public String enquoteNCharLiteral(String value) throws SQLException {
        return Statement.super.enquoteNCharLiteral(value);
    }
}
