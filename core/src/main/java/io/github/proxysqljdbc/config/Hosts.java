package io.github.proxysqljdbc.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How hosts and ports are written: {@code host}, {@code host:port}, {@code [IPv6]:port}. Looks nothing up. Stateless. */
final class Hosts {
    /** Letters, digits, hyphens and dots (RFC 1123), and the underscores that container networks use. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]+(:[0-9]+(\\.[0-9]+){3})?");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    /** RFC 1035, section 2.3.4. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_ADDRESS = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private Hosts() {}

    /** What is wrong with a host as {@link Instance} holds it, an IPv6 address without brackets; null if nothing is. */
    static @Nullable String mistakeInHost(String host) {
        if (host.isBlank()) {
            return "a host is empty; name a host, like db1 or db1:3306";
        }
        if (host.indexOf(':') >= 0) {
            return isIpv6(host) ? null : "host " + Quoted.of(host) + " is not an IPv6 address";
        }
        if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
            return "host " + Quoted.of(host) + " is not a host name; allowed are letters, digits, '-', '.' and '_',"
                    + " or an IPv6 address in brackets";
        }
        return null;
    }

    /** @throws ConfigurationException if the text names no instance */
    static Instance parse(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            String after = end < 0 ? "" : text.substring(end + 1);
            if (end < 0 || !(after.isEmpty() || after.startsWith(":"))) {
                throw new ConfigurationException("host " + Quoted.of(text)
                        + ": an IPv6 address is written in brackets, the port after them, like [::1]:3306");
            }
            String address = text.substring(1, end);
            if (!isIpv6(address)) {
                throw new ConfigurationException(
                        "host " + Quoted.of(text) + ": " + Quoted.of(address) + " is not an IPv6 address");
            }
            return instance(text, address, after);
        }
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            throw new ConfigurationException("host " + Quoted.of(text)
                    + " has several colons; write an IPv6 address in brackets, like [::1]:3306");
        }
        return colon < 0 ? instance(text, text, "") : instance(text, text.substring(0, colon), text.substring(colon));
    }

    private static Instance instance(String text, String host, String colonAndPort) {
        if (colonAndPort.isEmpty()) {
            return new Instance(host, Instance.DEFAULT_PORT);
        }
        String port = colonAndPort.substring(1);
        if (!DIGITS.matcher(port).matches()) {
            throw new ConfigurationException("host " + Quoted.of(text) + ": port " + Quoted.of(port)
                    + " is not allowed; allowed is a whole number from 1 to 65535");
        }
        return new Instance(host, Integer.parseInt(port));
    }

    /** Notes a mistake for each instance that is named more than once, however its address is written. */
    static void refuseDoubled(List<Instance> instances, Mistakes mistakes) {
        Set<String> seen = new HashSet<>();
        for (Instance instance : instances) {
            InetAddress address = ipv6(instance.host());
            String host = address == null ? instance.host() : address.getHostAddress();
            if (!seen.add(host + ' ' + instance.port())) {
                mistakes.add("host " + Quoted.of(instance.toString()) + " is named twice; name each instance once");
            }
        }
    }

    private static boolean isIpv6(String host) {
        return ipv6(host) != null;
    }

    private static @Nullable InetAddress ipv6(String host) {
        if (host.indexOf(':') < 0
                || host.length() > LONGEST_ADDRESS
                || !IPV6.matcher(host).matches()) {
            return null;
        }
        try {
            // A literal in brackets is never looked up: it is an address or refused (InetAddress.getByName).
            return InetAddress.getByName('[' + host + ']');
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
