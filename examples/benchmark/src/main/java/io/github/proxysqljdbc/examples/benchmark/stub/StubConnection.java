package io.github.proxysqljdbc.examples.benchmark.stub;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection to nothing: what pools and the library ask of one. */
public abstract class StubConnection implements Connection {
    private static final MethodHandle NEW =
            StubClasses.constructorOf(MethodHandles.lookup(), StubConnection.class, boolean.class);

    private final boolean writer;
    private boolean autoCommit = true;
    private boolean readOnly;
    private boolean closed;

    /** Called by the class that is made of this one. */
    protected StubConnection(boolean writer) {
        this.writer = writer;
    }

    static Connection open(boolean writer) {
        try {
            return (StubConnection) NEW.invokeExact(writer);
        } catch (Throwable e) {
            throw StubClasses.unexpected(e);
        }
    }

    @Override
    public Statement createStatement() {
        return StubStatement.open(this, writer);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) {
        return StubPreparedStatement.open(this, writer);
    }

    @Override
    public boolean getAutoCommit() {
        return autoCommit;
    }

    @Override
    public void setAutoCommit(boolean on) {
        autoCommit = on;
    }

    @Override
    public void commit() {}

    @Override
    public void rollback() {}

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void setReadOnly(boolean on) {
        readOnly = on;
    }

    @Override
    public int getTransactionIsolation() {
        return TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public void setTransactionIsolation(int level) {}

    @Override
    public @Nullable String getCatalog() {
        return null;
    }

    @Override
    public void setCatalog(String catalog) {}

    @Override
    public @Nullable String getSchema() {
        return null;
    }

    @Override
    public int getHoldability() {
        return java.sql.ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getNetworkTimeout() {
        return 0;
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) {}

    @Override
    public boolean isValid(int timeout) {
        return !closed;
    }

    @Override
    public @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() {}

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort(Executor executor) {
        closed = true;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("no wrapper for " + type.getName());
    }
}
