package io.github.proxysqljdbc.jdbc;

import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement of the session: text and parameters are kept here, and prepared and set on each physical connection that runs it. */
class RoutedPreparedStatement extends ForwardingPreparedStatement {
    private static final int MAX_PARAMETERS = 65_535;

    static final @Nullable Binding<PreparedStatement>[] NONE = none();

    private final String sql;
    private String text;
    private StatementInfo info;
    private @Nullable Dialect dialect;
    private boolean keysRequested;
    private @Nullable Binding<PreparedStatement>[] parameters = NONE;
    private @Nullable List<Binding<PreparedStatement>> batch;
    private @Nullable List<String> batchTexts;
    private boolean fewerThanBefore;
    private boolean readOnce;
    private boolean large;

    /** The rows of the batch that was executed last; null if it was no batch. */
    private @Nullable List<Binding<PreparedStatement>> executedBatch;

    RoutedPreparedStatement(RoutedConnection connection, String sql, Factory factory) throws SQLException {
        super(connection, sql, factory);
        this.sql = sql;
        this.text = sql;
        this.dialect = session.dialect();
        this.info = classify(sql);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Binding<PreparedStatement>[] none() {
        return new Binding[0];
    }

    @Override
    final String text() {
        return text;
    }

    /** Says that the application wants the generated keys of each execution. */
    final void requestKeys() {
        keysRequested = true;
        wantsKeys(true);
    }

    /** What the text means now: the session's {@code sql_mode} may have changed since it was prepared. */
    private StatementInfo info() throws SQLException {
        executesThis(null);
        Dialect now = session.dialect();
        if (now == null || !now.equals(dialect)) {
            dialect = now;
            info = classify(sql);
        }
        return info;
    }

    // ---- parameters

    @Override
    final void bind(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException {
        checkOpen();
        if (parameterIndex < 1 || parameterIndex > MAX_PARAMETERS) {
            throw new SQLException("there is no parameter " + parameterIndex + "; the first is 1", "S1009");
        }
        if (parameterIndex > parameters.length) {
            parameters = Arrays.copyOf(parameters, Math.max(parameterIndex, Math.min(parameters.length * 2, 64)));
        }
        parameters[parameterIndex - 1] = binding;
    }

    @Override
    final void bindOnce(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException {
        bindLarge(parameterIndex, binding);
        readOnce = true;
    }

    /**
     * What is prepared for values that are sent in pieces is not what was prepared for others, although it means the same: where a statement
     * that the server prepared had a number for a parameter before, servers take that, or worse, for the pieces (seen on MySQL 9.7 and
     * MariaDB 11.4), and what is prepared here is used by all sessions.
     */
    @Override
    final void bindLarge(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException {
        bind(parameterIndex, binding);
        large = true;
        if (text.equals(sql)) {
            text = sql + ' ';
        }
    }

    @Override
    final <V> void bindObject(int parameterIndex, V value, Setting<PreparedStatement, V> setting) throws SQLException {
        if (value instanceof InputStream || value instanceof Reader) {
            bindOnce(parameterIndex, setting.of(value));
        } else if (value instanceof Blob || value instanceof Clob || value instanceof SQLXML) {
            bindLarge(parameterIndex, setting.of(value));
        } else {
            bind(parameterIndex, setting.of(value));
        }
    }

    @Override
    final <V> void bindDate(int parameterIndex, V value, Calendar calendar, Setting.Dated<PreparedStatement, V> setting)
            throws SQLException {
        bind(parameterIndex, setting.of(value, calendar));
    }

    /** A stream that was sent is at its end: sent again it would be empty. */
    @Override
    final boolean repeatable() {
        return !readOnce;
    }

    @Override
    public void clearParameters() throws SQLException {
        checkOpen();
        readOnce = false;
        large = false;
        parameters = NONE;
        fewerThanBefore = true;
    }

    static void set(@Nullable Binding<PreparedStatement>[] row, PreparedStatement on) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            Binding<PreparedStatement> binding = row[i];
            if (binding != null) {
                try {
                    binding.replay(on);
                } catch (SQLException e) {
                    forgetRefused(row, i, e);
                    throw e;
                }
            }
        }
    }

    /** A value that the driver does not take is not tried again: on a plain connection it would never have been set. */
    private static void forgetRefused(@Nullable Binding<PreparedStatement>[] row, int index, SQLException failure) {
        if (!Failures.judge(failure).connectionUnusable()) {
            row[index] = null;
        }
    }

    /** Brings a physical statement to where this one is: all parameters set. */
    PreparedStatement ready(Statement physical) throws SQLException {
        PreparedStatement prepared = (PreparedStatement) physical;
        if (fewerThanBefore) {
            prepared.clearParameters();
            fewerThanBefore = false;
        }
        set(parameters, prepared);
        return prepared;
    }

    // ---- what was executed, to be executed once more

    @Override
    final RecordedExecution.@Nullable Work work(boolean keys) {
        if (executedText()) {
            return super.work(keys);
        }
        List<Binding<PreparedStatement>> batched = executedBatch;
        if (large || workBytes() < 0) {
            return null;
        }
        return batched == null
                ? RecordedExecution.parameters(BatchEntry.asItIsNow(parameters))
                : RecordedExecution.rows(
                        batched.stream().map(Binding::asItIsNow).toList());
    }

    /** Negative if a parameter cannot be kept. */
    @Override
    final long workBytes() {
        if (executedText()) {
            return super.workBytes();
        }
        List<Binding<PreparedStatement>> batched = executedBatch;
        return batched == null ? BatchEntry.weight(parameters) : BatchEntry.weight(batched);
    }

    private void executesThis(@Nullable List<Binding<PreparedStatement>> rows) {
        executesNoText();
        executedBatch = rows;
    }

    // ---- executions

    @Override
    public ResultSet executeQuery() throws SQLException {
        StatementInfo now = info();
        run(now, keysRequested, statement -> opened(ready(statement).executeQuery(), now));
        return openResult();
    }

    @Override
    public int executeUpdate() throws SQLException {
        run(info(), keysRequested, statement -> counted(ready(statement).executeUpdate()));
        return getUpdateCount();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        run(info(), keysRequested, statement -> counted(ready(statement).executeLargeUpdate()));
        return getLargeUpdateCount();
    }

    @Override
    public boolean execute() throws SQLException {
        StatementInfo now = info();
        run(now, keysRequested, statement -> executedAny(ready(statement).execute(), statement, now));
        return getResultSet() != null;
    }

    @Override
    public void addBatch() throws SQLException {
        addToBatch(BatchEntry.row(row()));
    }

    /** A text among the rows, which JDBC does not know and Connector/J runs in its turn. */
    @Override
    public void addBatch(String text) throws SQLException {
        addToBatch(BatchEntry.text(text));
        List<String> texts = batchTexts;
        if (texts == null) {
            texts = new ArrayList<>(List.of(sql));
            batchTexts = texts;
        }
        texts.add(text);
    }

    private void addToBatch(Binding<PreparedStatement> entry) throws SQLException {
        checkOpen();
        List<Binding<PreparedStatement>> entries = batch;
        if (entries == null) {
            entries = new ArrayList<>();
            batch = entries;
        }
        entries.add(entry);
    }

    /** The parameters as they are now, for one row of a batch. */
    @Nullable
    Binding<PreparedStatement>[] row() {
        @Nullable Binding<PreparedStatement>[] row = parameters.clone();
        for (int i = 0; i < row.length; i++) {
            Binding<PreparedStatement> binding = row[i];
            row[i] = binding == null ? null : binding.inBatch();
        }
        return row;
    }

    @Override
    public void clearBatch() throws SQLException {
        checkOpen();
        batch = null;
        batchTexts = null;
    }

    @Override
    void runBatch(Call call) throws SQLException {
        checkOpen();
        List<Binding<PreparedStatement>> entries = batch;
        List<String> texts = batchTexts;
        clearBatch();
        if (entries == null) {
            return;
        }
        StatementInfo all = texts == null ? info() : session.classifyAll(texts);
        executesThis(entries);
        runBatch(all, keysRequested, statement -> {
            PreparedStatement prepared = (PreparedStatement) statement;
            prepared.clearBatch();
            for (Binding<PreparedStatement> entry : entries) {
                entry.on(prepared);
            }
            call.on(prepared);
        });
    }

    // ---- what can be asked before an execution

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return onPhysical(statement -> ((PreparedStatement) statement).getMetaData());
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return onPhysical(statement -> ((PreparedStatement) statement).getParameterMetaData());
    }

    @Override
    public String toString() {
        return "RoutedPreparedStatement[" + sql + ']';
    }
}
