package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.topology.RoleCheck;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How instances are asked. Immutable.
 *
 * @param interval how often each instance is asked (option {@code monitorInterval}, 1 s by default)
 * @param timeout how long one check may take (option {@code monitorTimeout}, 800 ms by default)
 * @param check what is asked (option {@code checkType})
 * @param user the monitor's user; null leaves it to the driver
 * @param password the user's password; null means none; never shown
 * @param driverProperties Connector/J's options for the monitor's connections, such as {@code sslMode}; user, password and the two timeouts
 *     of this record win over them
 * @param silencesUntilDown after how many unanswered checks in a row an instance counts as down; ProxySQL's default is 3
 */
public record MonitorSettings(
        Duration interval,
        Duration timeout,
        RoleCheck check,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> driverProperties,
        int silencesUntilDown) {
    /** ProxySQL's {@code mysql-monitor_ping_max_failures}. */
    public static final int DEFAULT_SILENCES_UNTIL_DOWN = 3;

    /** @throws IllegalArgumentException if a duration is less than a millisecond, or {@code silencesUntilDown} less than 1 */
    public MonitorSettings {
        Objects.requireNonNull(check, "check");
        driverProperties = Map.copyOf(driverProperties);
        if (interval.toMillis() < 1 || timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "interval " + interval + " and timeout " + timeout + " must be 1 ms or more");
        }
        if (silencesUntilDown < 1) {
            throw new IllegalArgumentException("silencesUntilDown " + silencesUntilDown + " must be 1 or more");
        }
    }

    /** Everything but secrets: of the driver's properties only the names. */
    @Override
    public String toString() {
        return "MonitorSettings[interval=" + interval.toMillis() + "ms, timeout=" + timeout.toMillis() + "ms, check="
                + check.describe() + ", user=" + user + ", driverProperties=" + new TreeSet<>(driverProperties.keySet())
                + ", silencesUntilDown=" + silencesUntilDown + ']';
    }
}
