package io.github.proxysqljdbc.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generated keys to be read: numbers in memory, scrollable, read-only. Not thread-safe, as no result set is. */
final class GeneratedKeysResultSet extends ForwardingResultSet {
    private final LeasingStatement statement;
    private final ResultSetMetaData columns;
    private final List<Object[]> rows;
    private int row;
    private boolean wasNull;
    private boolean closed;

    GeneratedKeysResultSet(LeasingStatement statement, ResultSetMetaData columns, List<Object[]> rows) {
        this.statement = statement;
        this.columns = columns;
        this.rows = rows;
    }

    /** Everything that is not overridden here makes no sense for generated keys. */
    @Override
    ResultSet delegate() throws SQLException {
        checkOpen();
        throw new SQLFeatureNotSupportedException("generated keys are numbers that can only be read", "0A000");
    }

    private void checkOpen() throws SQLException {
        if (isClosed()) {
            throw new SQLException("the result set is closed", "HY010");
        }
    }

    // ---- values

    private @Nullable Object value(int column) throws SQLException {
        checkOpen();
        if (row < 1 || row > rows.size()) {
            throw new SQLException(row < 1 ? "before the first key; call next()" : "after the last key", "HY000");
        }
        Object[] values = rows.get(row - 1);
        if (column < 1 || column > values.length) {
            throw new SQLException("there is no column " + column + "; the last is " + values.length, "07009");
        }
        Object value = values[column - 1];
        wasNull = value == null;
        return value;
    }

    private BigDecimal number(int column) throws SQLException {
        Object value = value(column);
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    private BigDecimal within(int column, long lowest, long highest) throws SQLException {
        BigDecimal number = number(column);
        if (number.compareTo(BigDecimal.valueOf(lowest)) < 0 || number.compareTo(BigDecimal.valueOf(highest)) > 0) {
            throw new SQLException("the key " + number + " is out of range for the type asked for", "22003");
        }
        return number;
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        return value(column);
    }

    @Override
    public @Nullable Object getObject(int column, Map<String, Class<?>> types) throws SQLException {
        return value(column);
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        Object converted;
        if (type == Long.class) {
            converted = getLong(column);
        } else if (type == Integer.class) {
            converted = getInt(column);
        } else if (type == Short.class) {
            converted = getShort(column);
        } else if (type == Byte.class) {
            converted = getByte(column);
        } else if (type == BigInteger.class) {
            converted = number(column).toBigInteger();
        } else if (type == BigDecimal.class) {
            converted = number(column);
        } else if (type == String.class) {
            converted = value.toString();
        } else if (type == Double.class) {
            converted = getDouble(column);
        } else if (type == Float.class) {
            converted = getFloat(column);
        } else if (type == Boolean.class) {
            converted = getBoolean(column);
        } else if (type.isInstance(value)) {
            converted = value;
        } else {
            throw new SQLException("a generated key cannot be read as " + type.getName(), "HY004");
        }
        return type.cast(converted);
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        Object value = value(column);
        return value == null ? null : value.toString();
    }

    @Override
    public long getLong(int column) throws SQLException {
        return within(column, Long.MIN_VALUE, Long.MAX_VALUE).longValue();
    }

    @Override
    public int getInt(int column) throws SQLException {
        return within(column, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
    }

    @Override
    public short getShort(int column) throws SQLException {
        return within(column, Short.MIN_VALUE, Short.MAX_VALUE).shortValue();
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return within(column, Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue();
    }

    @Override
    public double getDouble(int column) throws SQLException {
        return number(column).doubleValue();
    }

    @Override
    public float getFloat(int column) throws SQLException {
        return number(column).floatValue();
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        return number(column).signum() != 0;
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        return value(column) == null ? null : number(column);
    }

    @Override
    public @Nullable Object getObject(String label) throws SQLException {
        return getObject(findColumn(label));
    }

    @Override
    public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        return getObject(findColumn(label), type);
    }

    @Override
    public @Nullable String getString(String label) throws SQLException {
        return getString(findColumn(label));
    }

    @Override
    public long getLong(String label) throws SQLException {
        return getLong(findColumn(label));
    }

    @Override
    public int getInt(String label) throws SQLException {
        return getInt(findColumn(label));
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(String label) throws SQLException {
        return getBigDecimal(findColumn(label));
    }

    @Override
    public boolean wasNull() throws SQLException {
        checkOpen();
        return wasNull;
    }

    @Override
    public int findColumn(String label) throws SQLException {
        checkOpen();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(label)) {
                return i;
            }
        }
        throw new SQLException(
                "there is no column '" + label + "'; the first is " + columns.getColumnLabel(1), "S0022");
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        return columns;
    }

    // ---- the cursor: 0 before the first row, size + 1 after the last

    private boolean move(int to) throws SQLException {
        checkOpen();
        row = Math.max(0, Math.min(to, rows.size() + 1));
        return row > 0 && row <= rows.size();
    }

    @Override
    public boolean next() throws SQLException {
        return move(row + 1);
    }

    @Override
    public boolean previous() throws SQLException {
        return move(row - 1);
    }

    @Override
    public boolean first() throws SQLException {
        return move(rows.isEmpty() ? 0 : 1);
    }

    @Override
    public boolean last() throws SQLException {
        return move(rows.size());
    }

    @Override
    public boolean absolute(int number) throws SQLException {
        return move(number < 0 ? rows.size() + 1 + number : number);
    }

    @Override
    public boolean relative(int offset) throws SQLException {
        return move(row + offset);
    }

    @Override
    public void beforeFirst() throws SQLException {
        move(0);
    }

    @Override
    public void afterLast() throws SQLException {
        move(rows.size() + 1);
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        checkOpen();
        return row == 0 && !rows.isEmpty();
    }

    @Override
    public boolean isFirst() throws SQLException {
        checkOpen();
        return row == 1 && !rows.isEmpty();
    }

    @Override
    public boolean isLast() throws SQLException {
        checkOpen();
        return row == rows.size() && !rows.isEmpty();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        checkOpen();
        return row > rows.size() && !rows.isEmpty();
    }

    @Override
    public int getRow() throws SQLException {
        checkOpen();
        return row > rows.size() ? 0 : row;
    }

    @Override
    public int getType() throws SQLException {
        checkOpen();
        return TYPE_SCROLL_INSENSITIVE;
    }

    @Override
    public int getConcurrency() throws SQLException {
        checkOpen();
        return CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        checkOpen();
        return HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getFetchSize() throws SQLException {
        checkOpen();
        return 0;
    }

    @Override
    public void setFetchSize(int count) throws SQLException {
        checkOpen();
    }

    @Override
    public int getFetchDirection() throws SQLException {
        checkOpen();
        return FETCH_FORWARD;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        checkOpen();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        checkOpen();
    }

    @Override
    public Statement getStatement() throws SQLException {
        checkOpen();
        return statement;
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            statement.resultClosed();
        }
    }

    void closeForStatement() {
        closed = true;
    }

    /** Whether it was closed. */
    boolean done() {
        return closed;
    }

    @Override
    public boolean isClosed() {
        return closed || statement.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a wrapper for " + type.getName(), "HY000");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
