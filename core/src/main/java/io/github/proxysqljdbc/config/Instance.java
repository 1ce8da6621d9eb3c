package io.github.proxysqljdbc.config;

import java.util.Locale;
import java.util.Objects;

/**
 * One MySQL server, as the application's configuration names it. Two instances are equal if host (in lower case) and port are.
 *
 * @param host a host name or an IP address; an IPv6 address without its brackets; never empty
 * @param port 1 to 65535
 */
public record Instance(String host, int port) {
    /** MySQL's port where a URL names none. */
    public static final int DEFAULT_PORT = 3306;

    /** @throws IllegalArgumentException if the host is empty or the port out of range */
    public Instance {
        host = Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT);
        if (host.isBlank()) {
            throw new IllegalArgumentException("an instance needs a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of " + host + " is not between 1 and 65535");
        }
    }

    /** {@code host:port}, with brackets around an IPv6 address, as URLs write it. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
    }
}
