package io.github.proxysqljdbc;

import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * What Connector/J is given for the application's connections beside user and password: what the application configured, and defaults for
 * what it did not.
 */
final class DriverSettings {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    /**
     * Has the driver leave out COMMIT and ROLLBACK where its record of the server's status says that nothing is open, and that record is empty after
     * streamed rows. It has no effect: where nothing is open, sessions send neither.
     */
    private static final String LOCAL_TRANSACTION_STATE = "useLocalTransactionState";

    private DriverSettings() {}

    static Properties of(ProxysqlConfig config) {
        Properties properties = new Properties();
        defaults(config).forEach(properties::setProperty);
        config.driverProperties().forEach(properties::setProperty);
        properties.setProperty(LOCAL_TRANSACTION_STATE, "false");
        return properties;
    }

    /**
     * Each saves work on connections that are shared by many sessions, and changes nothing that an application sees ("Performance
     * Extensions" in the Connector/J Developer Guide); connectTimeout keeps an attempt from hanging on an instance that is silent.
     */
    private static Map<String, String> defaults(ProxysqlConfig config) {
        Duration longest = config.get(Options.CONNECTION_TIMEOUT);
        Duration connect = longest.compareTo(LONGEST_CONNECT) < 0 ? longest : LONGEST_CONNECT;
        return Map.of(
                "cachePrepStmts", "true",
                "prepStmtCacheSize", "250",
                "prepStmtCacheSqlLimit", "2048",
                "useLocalSessionState", "true",
                "trackSessionState", "true",
                "maintainTimeStats", "false",
                "connectTimeout", Long.toString(connect.toMillis()));
    }
}
