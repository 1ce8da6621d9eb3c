package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.credentials.CredentialsSource;
import java.sql.Driver;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the pools are made; the same for each instance.
 *
 * @param name the first part of the pools' names
 * @param driver what connects
 * @param database the default schema; null for none
 * @param properties what the driver is given beside user and password; not changed by the pools
 * @param credentials says what connections are opened with
 * @param trackedVariables the session variables, in lower case, whose changes servers are asked to report
 * @param maxPoolSize the most physical connections of one instance
 * @param minIdle how many idle connections are kept ready
 * @param idleTimeout how long a connection beyond {@code minIdle} stays idle before it is closed
 * @param maxLifetime after how long a connection is replaced
 * @param leakDetectionThreshold how long a session may hold a connection without being named; zero for as long as it likes
 * @param multiplexing whether sessions give connections back between statements
 */
public record PoolSettings(
        String name,
        Driver driver,
        @Nullable String database,
        Properties properties,
        CredentialsSource credentials,
        Set<String> trackedVariables,
        int maxPoolSize,
        int minIdle,
        Duration idleTimeout,
        Duration maxLifetime,
        Duration leakDetectionThreshold,
        boolean multiplexing) {
    /** Leaves the properties out: they may hold passwords, such as those of key stores. */
    @Override
    public String toString() {
        return "PoolSettings[" + name + ", database=" + database + ", maxPoolSize=" + maxPoolSize + ", minIdle="
                + minIdle + ']';
    }
}
