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

    /** @throws ConfigurationException if the host is none or the port out of range */
    public Instance {
        host = Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT);
        String mistake = Hosts.mistakeInHost(host);
        if (mistake != null) {
            throw new ConfigurationException(mistake);
        }
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException("host " + Quoted.of(host) + ": port " + port
                    + " is not allowed; allowed is a whole number from 1 to 65535");
        }
    }

    /**
     * The instance that {@code host} or {@code host:port} names, as in a URL: an IPv6 address stands in brackets, and the port is
     * {@value #DEFAULT_PORT} where none is given.
     *
     * @throws ConfigurationException if the text names none
     */
    public static Instance parse(String text) {
        return Hosts.parse(text);
    }

    /** {@code host:port}, with brackets around an IPv6 address, as URLs write it. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
    }
}
