package io.github.proxysqljdbc.jdbc;

import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of a stored routine. It keeps its lease after an execution, because what comes out is asked of the driver's statement. */
final class RoutedCallableStatement extends ForwardingCallableStatement {
    private final Map<Object, Binding<CallableStatement>> registered = new LinkedHashMap<>();
    private final Map<Object, Binding<CallableStatement>> named = new LinkedHashMap<>();

    RoutedCallableStatement(RoutedConnection connection, String sql, Factory factory) throws SQLException {
        super(connection, sql, factory);
    }

    @Override
    boolean keepsLease(StatementInfo info) {
        return true;
    }

    @Override
    void register(Object parameter, Binding<CallableStatement> binding) throws SQLException {
        checkOpen();
        registered.put(parameter, binding);
    }

    @Override
    void bindCall(Object parameter, Binding<CallableStatement> binding) throws SQLException {
        checkOpen();
        named.put(parameter, binding);
    }

    @Override
    <V> void bindCallObject(Object parameter, V value, Setting<CallableStatement, V> setting) throws SQLException {
        bindCall(parameter, setting.of(value));
    }

    @Override
    public void clearParameters() throws SQLException {
        super.clearParameters();
        named.clear();
    }

    @Override
    PreparedStatement ready(Statement physical) throws SQLException {
        CallableStatement call = (CallableStatement) super.ready(physical);
        for (Binding<CallableStatement> binding : registered.values()) {
            binding.replay(call);
        }
        for (Binding<CallableStatement> binding : named.values()) {
            binding.replay(call);
        }
        return call;
    }

    @Override
    @Nullable
    Binding<PreparedStatement>[] row() {
        @Nullable Binding<PreparedStatement>[] indexed = super.row();
        @Nullable Binding<PreparedStatement>[] row = Arrays.copyOf(indexed, indexed.length + named.size());
        int next = indexed.length;
        for (Binding<CallableStatement> each : named.values()) {
            Binding<CallableStatement> binding = each.inBatch();
            row[next++] = statement -> binding.on((CallableStatement) statement);
        }
        return row;
    }

    @Override
    CallableStatement executed() throws SQLException {
        checkOpen();
        if (live() instanceof CallableStatement call) {
            return call;
        }
        throw new SQLException("nothing came out yet: execute the call first", "HY010");
    }
}
