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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an application holds of one session: its connection, and what it has open there, by the names that the steps use. */
final class Held {
    private static final Pattern LEVEL_OF_SESSION = Pattern.compile(
            "^\\d+ ISOLATION |SESSION TRANSACTION ISOLATION|(?<!@@)\\btransaction_isolation =",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT_TRANSACTION = Pattern.compile(
            "^\\d+ (SQL )?(COMMIT|ROLLBACK)$|SET (TRANSACTION|@@transaction_)", Pattern.CASE_INSENSITIVE);

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

    /** Whether the session was told the isolation level of its transactions while one may be open. */
    private boolean levelTold;

    Held(Connection connection, boolean plain) {
        this.connection = connection;
        this.plain = plain;
    }

    /**
     * MySQL 9.7 has the transaction after one that {@code SET autocommit=1} ended run with the isolation level of that one, although the session was told
     * another one meanwhile. Ours tells the server only then, so that it follows the session; the plain side is told again.
     */
    void follow(Step step) throws SQLException {
        String said = step.toString();
        if (connection.getAutoCommit()) {
            if (levelTold && plain) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET SESSION transaction_isolation = @@session.transaction_isolation");
                }
            }
            levelTold = false;
        } else if (LEVEL_OF_SESSION.matcher(said).find()) {
            levelTold = true;
        } else if (NEXT_TRANSACTION.matcher(said).find()) {
            levelTold = false;
        }
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
