package io.github.proxysqljdbc.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a URL apart: {@code jdbc:proxysql://host[:port][,host[:port]…]/[database][?name=value[&name=value…]]}. For one URL, one thread.
 *
 * <p>What it says of a mistake never shows the URL as a whole, nor a part of it that may belong to a password written in the wrong place.
 */
final class UrlParser {
    static final String SCHEME = "jdbc:proxysql:";
    private static final String PREFIX = SCHEME + "//";
    private static final Pattern ANY_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.:-]{0,30}(?=//)");
    private static final Pattern WHITESPACE = Pattern.compile("[\\s\\p{Cntrl}]");

    private final Mistakes mistakes;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable String database;

    UrlParser(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** The instances in the URL's order, without those that are a mistake. */
    List<Instance> instances() {
        return instances;
    }

    /** The database, decoded; null if none is named. */
    @Nullable
    String database() {
        return database;
    }

    /** The decoded values of the known options, by canonical name, in the URL's order. */
    Map<String, String> parameters() {
        return parameters;
    }

    /** Notes each mistake of the URL. */
    void parse(String url) {
        if (!url.startsWith(PREFIX)) {
            Matcher scheme = ANY_SCHEME.matcher(url);
            String given = scheme.lookingAt() ? ", not with " + Quoted.of(scheme.group() + "//") : "";
            mistakes.add("the URL must begin with '" + PREFIX + "'" + given);
            return;
        }
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        if (hasUserInfo(rest, place)) {
            mistakes.add(
                    "the URL names a user or password before '@'; write ?user=…&password=… at its end instead, and '@' in a value"
                            + " of an address as %40");
            return;
        }
        if (WHITESPACE.matcher(url).find()) {
            mistakes.add(
                    "the URL has white space or a control character in it; remove it, or write a space in a value as %20");
            return;
        }
        int slash = place.indexOf('/');
        if (!parseHosts(slash < 0 ? place : place.substring(0, slash)) && url.indexOf('@') >= 0) {
            mistakes.clear();
            mistakes.add(
                    "the list of hosts is not written host:port,host:port (it is not shown, as the '@' later in the URL may mean that"
                            + " it holds a password; write ?user=…&password=… at the end of the URL)");
            return;
        }
        if (slash >= 0) {
            parseDatabase(place.substring(slash + 1));
        }
        if (question >= 0 && question + 1 < rest.length()) {
            parseParameters(rest.substring(question + 1));
        }
    }

    /** An {@code @} before the first value can only end user information; a password in it may hold any other sign. */
    private static boolean hasUserInfo(String rest, String place) {
        int at = rest.indexOf('@');
        int equals = rest.indexOf('=');
        return place.indexOf('@') >= 0 || (at >= 0 && (equals < 0 || at < equals));
    }

    /** Returns whether each host is well written. */
    private boolean parseHosts(String list) {
        if (list.isEmpty()) {
            mistakes.add("the URL names no host; write at least one, like " + PREFIX + "db1:3306,db2:3306/app");
            return true;
        }
        boolean wellWritten = true;
        String[] hosts = list.split(",", -1);
        for (int i = 0; i < hosts.length; i++) {
            if (hosts[i].isEmpty()) {
                String place = i + 1 == hosts.length
                        ? "the list of hosts ends with a comma; remove it, or name a host after it"
                        : "host " + (i + 1) + " of " + hosts.length + " is empty; remove the comma, or name a host";
                mistakes.add(place);
                continue;
            }
            try {
                instances.add(Hosts.parse(hosts[i]));
            } catch (ConfigurationException mistake) {
                wellWritten = false;
                mistakes.add(mistake.getMessage());
            }
        }
        return wellWritten;
    }

    private void parseDatabase(String encoded) {
        if (encoded.indexOf('/') >= 0) {
            mistakes.add("database " + Quoted.of(encoded) + " has a '/' in it; write %2F if it belongs to the name");
            return;
        }
        String decoded = PercentCode.decode(encoded);
        if (decoded == null) {
            mistakes.add("database " + Quoted.of(encoded) + " is not percent-encoded UTF-8; write a '%' as %25");
        } else if (!decoded.isEmpty()) {
            database = decoded;
        }
    }

    private void parseParameters(String query) {
        boolean afterSecret = false;
        for (String parameter : query.split("&", -1)) {
            if (mistakes.isFull()) {
                return;
            }
            afterSecret = parseParameter(parameter, afterSecret);
        }
    }

    /** Returns whether what follows may belong to a secret. */
    private boolean parseParameter(String parameter, boolean afterSecret) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String canonical = OptionNames.canonical(name);
        if (afterSecret && canonical == null && DriverProperties.reasonToRefuse(name) == null) {
            mistakes.add(
                    "what follows the '&' after a password is no known option (it is not shown, as it may be a part of the password);"
                            + " write '&' in a value as %26");
            return true;
        }
        if (parameter.isEmpty()) {
            mistakes.add("an option is empty; remove the '&' before or after it");
        } else if (name.isEmpty()) {
            mistakes.add("an option has a value and no name; write name=value");
        } else if (canonical == null) {
            mistakes.add(OptionNames.refusal(name));
        } else if (equals < 0) {
            mistakes.add("option '" + name + "' has no value; write " + name + "=value");
        } else {
            keep(name, canonical, parameter.substring(equals + 1));
        }
        return OptionNames.mayMeanSecret(name);
    }

    private void keep(String name, String canonical, String encoded) {
        String value = PercentCode.decode(encoded);
        if (value == null) {
            String shown = OptionNames.isSecret(canonical) ? "its value (not shown)" : Quoted.of(encoded);
            mistakes.add("option '" + name + "': " + shown + " is not percent-encoded UTF-8; write a '%' as %25");
        } else if (parameters.putIfAbsent(canonical, value) != null) {
            String other = name.equals(canonical) ? "" : " (it is another name of '" + canonical + "')";
            mistakes.add("option '" + name + "' is given twice" + other + "; give it once");
        }
    }
}
