package io.github.proxysqljdbc.examples.benchmark.stub;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A plain statement whose every query answers one row. */
public abstract class StubStatement implements Statement {
    private static final MethodHandle NEW =
            StubClasses.constructorOf(MethodHandles.lookup(), StubStatement.class, Connection.class, boolean.class);

    private final Connection connection;
    private final boolean writer;
    private boolean closed;

    /** Called by the class that is made of this one. */
    protected StubStatement(Connection connection, boolean writer) {
        this.connection = connection;
        this.writer = writer;
    }

    static Statement open(Connection connection, boolean writer) {
        try {
            return (StubStatement) NEW.invokeExact(connection, writer);
        } catch (Throwable e) {
            throw StubClasses.unexpected(e);
        }
    }

    /** The row: 0 from the writer, so that {@code SELECT @@global.read_only} tells its role, 1 from others. */
    final ResultSet row() {
        return StubResultSet.open(writer ? "0" : "1");
    }

    @Override
    public ResultSet executeQuery(String sql) {
        return row();
    }

    @Override
    public boolean execute(String sql) {
        return false;
    }

    @Override
    public int executeUpdate(String sql) {
        return 1;
    }

    @Override
    public void setQueryTimeout(int seconds) {}

    @Override
    public @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() {}

    @Override
    public Connection getConnection() {
        return connection;
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
