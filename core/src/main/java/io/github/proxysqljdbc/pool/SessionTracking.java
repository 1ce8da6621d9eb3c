package io.github.proxysqljdbc.pool;

import com.mysql.cj.jdbc.JdbcConnection;
import io.github.proxysqljdbc.error.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server of one instance report what statements change in their sessions: a round trip for each new connection, and one more for the
 * first. Thread-safe.
 *
 * <p>The variables to report are named, because MySQL reports {@code statement_id} for each statement if all are asked for. Which of them a server has
 * is learnt from itself: MariaDB refuses a list with an unknown name.
 */
final class SessionTracking {
    private static final Logger LOG = LoggerFactory.getLogger(SessionTracking.class);
    private static final String NAMES = "session_track_system_variables";
    private static final String ALL = "*";

    private final Set<String> catalogue;
    private volatile @Nullable String statement;

    /** @param catalogue the variables to be reported, in lower case, where a server has them */
    SessionTracking(Set<String> catalogue) {
        this.catalogue = catalogue;
    }

    /** Switches it on for a new connection; false if the driver or the server cannot. */
    boolean switchOn(Connection driver) throws SQLException {
        if (!isOffered(driver)) {
            return false;
        }
        String known = statement;
        if (known != null && accepted(driver, known)) {
            return true;
        }
        String learnt = learn(driver);
        boolean on = learnt != null && accepted(driver, learnt);
        statement = on ? learnt : null;
        return on;
    }

    /** Whether driver and server agreed on it when they shook hands: MySQL 5.7 or MariaDB 10.2 and later, and {@code trackSessionState}. */
    private static boolean isOffered(Connection driver) throws SQLException {
        return driver.isWrapperFor(JdbcConnection.class)
                && driver.unwrap(JdbcConnection.class)
                        .getSession()
                        .getServerSession()
                        .isSessionStateTrackingEnabled();
    }

    private static boolean accepted(Connection driver, String set) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            statement.execute(set);
            return true;
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private static boolean refused(SQLException e) throws SQLException {
        if (Failures.judge(e).connectionUnusable()) {
            throw e;
        }
        LOG.debug("the server does not track its sessions as asked: {}", e.getMessage());
        return false;
    }

    private @Nullable String learn(Connection driver) throws SQLException {
        String wanted = catalogue.stream().map(name -> '\'' + name + '\'').collect(Collectors.joining(", "));
        Set<String> names = new LinkedHashSet<>();
        try (Statement statement = driver.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SHOW SESSION VARIABLES WHERE Variable_name IN ('" + NAMES + "', " + wanted + ')')) {
            while (rows.next()) {
                String name = rows.getString(1).toLowerCase(Locale.ROOT);
                if (name.equals(NAMES)) {
                    addAsked(rows.getString(2), names);
                }
                names.add(name);
            }
        } catch (SQLException e) {
            refused(e);
            return null;
        }
        return "SET SESSION session_track_schema = ON, session_track_state_change = ON, " + NAMES + " = '"
                + (names.contains(ALL) ? ALL : String.join(",", names)) + '\'';
    }

    /** Has the server report what SET TRANSACTION said: now, and with each answer that changes it. */
    static void askNextTransaction(Connection driver) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            statement.execute("SET SESSION session_track_transaction_info = 'CHARACTERISTICS'");
        }
    }

    /** What the server, or the application with the driver's {@code sessionVariables}, asked for stays asked for. */
    private static void addAsked(@Nullable String before, Set<String> names) {
        if (before != null && !before.isBlank()) {
            for (String name : before.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
    }
}
