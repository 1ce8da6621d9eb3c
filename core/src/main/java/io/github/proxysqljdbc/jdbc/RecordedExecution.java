package io.github.proxysqljdbc.jdbc;

import io.github.proxysqljdbc.session.Replayable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement, as it was made, to be made once more: the statement's text and factory, its settings, and what was executed. It
 * keeps copies, so that the application may use its statement and its parameters anew. Immutable.
 */
final class RecordedExecution implements Replayable {
    /** What is executed on the physical statement, and what comes of it. */
    @FunctionalInterface
    interface Work {
        void on(Statement physical, ResultChecksum outcome) throws SQLException;
    }

    private final LeasingStatement owner;
    private final Factory factory;
    private final String prepared;
    private final @Nullable StatementSettings settings;
    private final boolean keys;
    private final long firstKey;
    private final long bytes;
    private final Work work;

    /**
     * @param prepared what is prepared; empty for a plain statement
     * @param keys whether the application was given the generated keys
     * @param firstKey the first of them; 0 if there was none
     * @param bytes what work keeps in memory
     */
    RecordedExecution(
            LeasingStatement owner,
            Factory factory,
            String prepared,
            @Nullable StatementSettings settings,
            boolean keys,
            long firstKey,
            long bytes,
            Work work) {
        this.owner = owner;
        this.factory = factory;
        this.prepared = prepared;
        this.settings = settings;
        this.keys = keys;
        this.firstKey = firstKey;
        this.bytes = bytes;
        this.work = work;
    }

    /** A text. */
    static Work text(String sql, boolean keys) {
        return (physical, outcome) -> {
            boolean rows = keys ? physical.execute(sql, Statement.RETURN_GENERATED_KEYS) : physical.execute(sql);
            taken(rows, physical, outcome);
        };
    }

    /** Several texts. */
    static Work texts(List<String> texts) {
        return (physical, outcome) -> {
            for (String text : texts) {
                physical.addBatch(text);
            }
            outcome.counts(physical.executeLargeBatch());
        };
    }

    /** What is prepared, with these parameters. */
    static Work parameters(@Nullable Binding<PreparedStatement>[] row) {
        return (physical, outcome) -> {
            PreparedStatement statement = (PreparedStatement) physical;
            for (Binding<PreparedStatement> each : row) {
                if (each != null) {
                    each.replay(statement);
                }
            }
            taken(statement.execute(), statement, outcome);
        };
    }

    /** What is prepared, with several rows of parameters. */
    static Work rows(List<Binding<PreparedStatement>> rows) {
        return (physical, outcome) -> {
            PreparedStatement statement = (PreparedStatement) physical;
            for (Binding<PreparedStatement> each : rows) {
                each.on(statement);
            }
            outcome.counts(statement.executeLargeBatch());
        };
    }

    private static void taken(boolean isResult, Statement physical, ResultChecksum outcome) throws SQLException {
        if (isResult) {
            try (ResultSet rows = physical.getResultSet()) {
                outcome.rows(rows);
            }
        } else {
            outcome.count(physical.getLargeUpdateCount());
        }
    }

    @Override
    public long bytes() {
        return prepared.length() + bytes;
    }

    /**
     * Has the next row get the key that it had: a rollback does not give back what was generated, and other transactions took keys meanwhile. If one
     * of them took this one, the server says so.
     */
    private void replayKey(Connection driver) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            statement.execute("SET insert_id = " + firstKey);
        }
    }

    @Override
    public boolean setsKey() {
        return firstKey != 0;
    }

    @Override
    public String on(Connection driver, int timeoutSeconds) throws SQLException {
        if (firstKey != 0) {
            replayKey(driver);
        }
        try (Statement physical = factory.on(driver, prepared)) {
            if (settings != null) {
                settings.on(physical);
            }
            int own = settings == null ? 0 : settings.queryTimeoutSeconds();
            physical.setQueryTimeout(own == 0 ? timeoutSeconds : Math.min(own, timeoutSeconds));
            ResultChecksum outcome = new ResultChecksum();
            work.on(physical, outcome);
            if (keys) {
                outcome.keys(GeneratedKeys.of(owner, physical));
            }
            String value = outcome.value();
            return value == null ? "not complete" : value;
        }
    }
}
