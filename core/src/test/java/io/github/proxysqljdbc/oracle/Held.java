package io.github.proxysqljdbc.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an application holds of one session: its connection, and what it has open there, by the names that the steps use. */
final class Held {
    final Connection connection;
    final boolean plain;
    final Map<String, Statement> statements = new HashMap<>();
    final Map<String, ResultSet> results = new HashMap<>();
    final Map<String, Savepoint> savepoints = new HashMap<>();

    /** The slots whose last execution failed. */
    final Set<String> refused = new HashSet<>();

    /** The slots whose statement was asked for more results since, so that Connector/J has forgotten its keys. */
    final Set<String> exhausted = new HashSet<>();

    /** The slots of prepared statements that return generated keys. */
    final Set<String> keyed = new HashSet<>();

    /** The statement whose rows are being streamed, which on a plain connection forbids all others. */
    @Nullable
    String streaming;

    /** Whether this step left the diagnostics of its own statement, and whether the one before did. */
    boolean diagnosticsLeft;

    boolean diagnosticsThere;

    /** Whether the step before failed. */
    boolean failedThere;

    boolean failed;

    Held(Connection connection, boolean plain) {
        this.connection = connection;
        this.plain = plain;
    }

    /** Ends a stream before another statement, on both sides alike. */
    void endStream() throws SQLException {
        String slot = streaming;
        if (slot != null) {
            streaming = null;
            ResultSet rows = results.remove(slot);
            if (rows != null) {
                rows.close();
            }
        }
    }

    /** Forgets and closes what is in a slot; a stream first, which the driver leaves open with dontTrackOpenResources. */
    void vacate(String slot) throws SQLException {
        if (slot.equals(streaming)) {
            endStream();
        }
        results.remove(slot);
        refused.remove(slot);
        keyed.remove(slot);
        exhausted.remove(slot);
        Statement statement = statements.remove(slot);
        if (statement != null) {
            statement.close();
        }
    }
}
