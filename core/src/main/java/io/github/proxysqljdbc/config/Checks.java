package io.github.proxysqljdbc.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The one place that checks options against each other. Stateless. */
final class Checks {
    /** HikariCP ignores an idle timeout that comes closer than this to the longest life ({@code HikariConfig.validateNumerics}). */
    private static final Duration IDLE_MARGIN = Duration.ofSeconds(1);

    private Checks() {}

    /** Notes a mistake for each pair of options that contradict each other. Options that are not in the maps have their defaults. */
    static void check(
            List<Instance> instances,
            Map<Option<?>, Object> values,
            Map<String, String> driverProperties,
            Mistakes mistakes) {
        checkWeights(instances, values, mistakes);
        checkUser(values, mistakes);
        checkTokens(values, driverProperties, mistakes);
        checkCredentials(values, Options.MONITOR_USER, Options.MONITOR_PASSWORD, mistakes);
        checkNotMore(values, Options.MIN_IDLE, Options.MAX_POOL_SIZE, mistakes);
        checkNotMore(values, Options.MONITOR_TIMEOUT, Options.MONITOR_INTERVAL, mistakes);
        Duration timeout = value(values, Options.MONITOR_TIMEOUT);
        Duration silence = value(values, Options.SILENCE_TIMEOUT);
        if (timeout.multipliedBy(2).compareTo(silence) > 0) {
            mistakes.add(
                    "option 'silenceTimeout' (" + Durations.format(silence)
                            + ") must be at least twice 'monitorTimeout' (" + Durations.format(timeout)
                            + "), so that two checks are unanswered before an instance counts as dead; raise the one or lower the other");
        }
        Duration idle = value(values, Options.IDLE_TIMEOUT);
        Duration life = value(values, Options.MAX_LIFETIME);
        if (idle.plus(IDLE_MARGIN).compareTo(life) > 0) {
            mistakes.add("option 'idleTimeout' (" + Durations.format(idle)
                    + ") must be at least 1s shorter than 'maxLifetime' (" + Durations.format(life)
                    + "); lower the one or raise the other");
        }
    }

    /** A weight that nobody looks at is a mistake, be it that of a host that is misspelt. */
    private static void checkWeights(List<Instance> instances, Map<Option<?>, Object> values, Mistakes mistakes) {
        if (!(values.get(Options.READER_WEIGHTS) instanceof ReaderWeights weights)) {
            return;
        }
        if (value(values, Options.READER_SELECTION) != ReaderSelection.WEIGHTED) {
            mistakes.add(
                    "option 'readerWeights' means nothing without readerSelection=weighted; set that, or leave the weights out");
        }
        for (Instance named : weights.byInstance().keySet()) {
            if (!instances.contains(named)) {
                mistakes.add("option 'readerWeights': " + Quoted.of(named.toString())
                        + " is not one of the instances; allowed are " + names(instances));
            }
        }
    }

    private static String names(List<Instance> instances) {
        return instances.stream().map(Instance::toString).collect(Collectors.joining(", "));
    }

    private static void checkUser(Map<Option<?>, Object> values, Mistakes mistakes) {
        String source = value(values, Options.CREDENTIALS);
        if (source.equals(CredentialsType.FIXED)) {
            checkCredentials(values, Options.USER, Options.PASSWORD, mistakes);
        } else if (values.containsKey(Options.PASSWORD)) {
            mistakes.add("option 'password' means nothing with credentials=" + source
                    + ", which says where the password comes from; remove one of them");
        }
    }

    /** A token is signed for an account; Connector/J sends it as it is, and therefore over TLS only. */
    private static void checkTokens(
            Map<Option<?>, Object> values, Map<String, String> driverProperties, Mistakes mistakes) {
        String source = value(values, Options.CREDENTIALS);
        if (!CredentialsType.isRdsIam(source)) {
            return;
        }
        if (!values.containsKey(Options.USER)) {
            mistakes.add("option 'user' is missing; with credentials=" + source + " a token is signed for an account");
        }
        if (driverProperties.getOrDefault("sslMode", "").equalsIgnoreCase("DISABLED")) {
            mistakes.add("driver option 'sslMode=DISABLED' cannot be used with credentials=" + source
                    + ", whose tokens the driver sends over TLS only; set sslMode=VERIFY_IDENTITY, or REQUIRED");
        }
    }

    /**
     * A user without any password is nearly always one that was forgotten, so that an account without a password has to be written down
     * as such. Whether an empty password is right only the server knows.
     */
    private static void checkCredentials(
            Map<Option<?>, Object> values, Option<String> user, Option<String> password, Mistakes mistakes) {
        Object name = values.get(user);
        boolean hasPassword = values.containsKey(password);
        if (name != null && !hasPassword) {
            mistakes.add("option '" + user + "' is " + Quoted.of(name.toString()) + ", and '" + password
                    + "' is missing; give " + password + "=…, or an empty " + password
                    + "= for an account without a password");
        }
        if (name == null && hasPassword) {
            mistakes.add("option '" + password + "' is given without '" + user + "'; give both or neither");
        }
    }

    private static <T extends Comparable<T>> void checkNotMore(
            Map<Option<?>, Object> values, Option<T> lesser, Option<T> greater, Mistakes mistakes) {
        T less = value(values, lesser);
        T more = value(values, greater);
        if (less.compareTo(more) > 0) {
            mistakes.add("option '" + lesser + "' (" + lesser.format(less) + ") must not be more than '" + greater
                    + "' (" + greater.format(more) + "); lower the one or raise the other");
        }
    }

    private static <T> T value(Map<Option<?>, Object> values, Option<T> option) {
        Object given = values.get(option);
        T value = given == null ? option.defaultValue() : option.javaType().cast(given);
        if (value == null) {
            throw new IllegalStateException("option '" + option + "' has no default");
        }
        return value;
    }
}
