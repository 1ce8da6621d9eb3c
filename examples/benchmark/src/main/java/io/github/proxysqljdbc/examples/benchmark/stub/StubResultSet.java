package io.github.proxysqljdbc.examples.benchmark.stub;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** One row that holds the same value in each column. */
public abstract class StubResultSet implements ResultSet {
    private static final MethodHandle NEW =
            StubClasses.constructorOf(MethodHandles.lookup(), StubResultSet.class, String.class);

    /** Nobody reads it; asking for it must not fail. */
    private static final ResultSetMetaData META_DATA = metaData();

    private final String value;
    private int row;
    private boolean closed;

    /** Called by the class that is made of this one. */
    protected StubResultSet(String value) {
        this.value = value;
    }

    static ResultSet open(String value) {
        try {
            return (StubResultSet) NEW.invokeExact(value);
        } catch (Throwable e) {
            throw StubClasses.unexpected(e);
        }
    }

    private static ResultSetMetaData metaData() {
        try {
            return (ResultSetMetaData) StubClasses.constructorOf(MethodHandles.lookup(), StubMetaData.class)
                    .invoke();
        } catch (Throwable e) {
            throw StubClasses.unexpected(e);
        }
    }

    /** Metadata that answers nothing. */
    public abstract static class StubMetaData implements ResultSetMetaData {}

    @Override
    public boolean next() throws SQLException {
        if (closed) {
            throw new SQLException("the result set is closed");
        }
        return ++row == 1;
    }

    @Override
    public String getString(int columnIndex) {
        return value;
    }

    @Override
    public long getLong(int columnIndex) throws SQLException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new SQLException("not a number: " + value, e);
        }
    }

    @Override
    public ResultSetMetaData getMetaData() {
        return META_DATA;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
