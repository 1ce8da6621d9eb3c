package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.credentials.CredentialsSource;
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
 * @param silence how long an instance may answer nothing before it is taken for dead (option {@code silenceTimeout}, 2 s by default)
 * @param maxLag how far a reader may be behind and still take reads (option {@code maxReplicationLag}); null if that is not asked
 * @param check what is asked (option {@code checkType})
 * @param credentials says what the monitor's connections are opened with
 * @param driverProperties Connector/J's options for the monitor's connections, such as {@code sslMode}; the credentials and the timeouts
 *     of this record win over them
 */
public record MonitorSettings(
        Duration interval,
        Duration timeout,
        Duration silence,
        @Nullable Duration maxLag,
        RoleCheck check,
        CredentialsSource credentials,
        Map<String, String> driverProperties) {
    /** @throws IllegalArgumentException if a duration is less than a millisecond */
    public MonitorSettings {
        Objects.requireNonNull(check, "check");
        driverProperties = Map.copyOf(driverProperties);
        if (interval.toMillis() < 1
                || timeout.toMillis() < 1
                || timeout.toMillis() > Integer.MAX_VALUE
                || silence.toMillis() < 1
                || silence.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("interval " + interval + ", timeout " + timeout + " and silence "
                    + silence + " must be 1 ms or more");
        }
    }

    /** The whole time of a check: the driver's own timeouts come first, so that their words are heard. */
    long patienceNanos() {
        long nanos = timeout.toNanos();
        return nanos + Math.min(nanos / 4, 100_000_000);
    }

    /** The monitor's user as far as it is known beforehand; null if the driver or a provider chooses it. */
    @Nullable
    String user() {
        return credentials.user();
    }

    /** Everything but secrets: of the driver's properties only the names. */
    @Override
    public String toString() {
        return "MonitorSettings[interval=" + interval.toMillis() + "ms, timeout=" + timeout.toMillis() + "ms, silence="
                + silence.toMillis() + "ms, maxLag=" + (maxLag == null ? "none" : maxLag.toMillis() + "ms") + ", check="
                + check.describe() + ", user=" + user() + ", driverProperties="
                + new TreeSet<>(driverProperties.keySet())
                + ']';
    }
}
