package io.github.proxysqljdbc.examples.benchmark.stub;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** A prepared statement whose every query answers one row. */
public abstract class StubPreparedStatement extends StubStatement implements PreparedStatement {
    private static final MethodHandle NEW = StubClasses.constructorOf(
            MethodHandles.lookup(), StubPreparedStatement.class, Connection.class, boolean.class);

    /** Called by the class that is made of this one. */
    protected StubPreparedStatement(Connection connection, boolean writer) {
        super(connection, writer);
    }

    static PreparedStatement open(Connection connection, boolean writer) {
        try {
            return (StubPreparedStatement) NEW.invokeExact(connection, writer);
        } catch (Throwable e) {
            throw StubClasses.unexpected(e);
        }
    }

    @Override
    public void setInt(int parameterIndex, int value) {}

    @Override
    public void clearParameters() {}

    @Override
    public ResultSet executeQuery() {
        return row();
    }
}
