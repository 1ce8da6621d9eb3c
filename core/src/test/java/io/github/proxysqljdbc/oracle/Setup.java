package io.github.proxysqljdbc.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many sessions there are, and the options of their connections, as {@code name=value} with blanks between.
 *
 * @param sessions how many logical connections
 * @param options those of the library, and those of the driver, which both sides get
 */
record Setup(int sessions, Map<String, String> options) {
    private static final Set<String> OURS_ONLY = Set.of("maxPoolSize", "multiplexing", "readerSelection");

    static Setup parse(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : text.strip().split("\\s+")) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        int sessions = Integer.parseInt(options.remove("sessions"));
        return new Setup(sessions, options);
    }

    /** Another one for each seed. */
    static Setup random(long seed, boolean replicated) {
        Dice dice = new Dice(seed ^ 0x5e70);
        int sessions = 3 + dice.under(Schema.MOST_SESSIONS - 2);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("maxPoolSize", String.valueOf(1 + dice.under(3)));
        if (dice.once(12)) {
            options.put("multiplexing", "false");
            options.put("maxPoolSize", String.valueOf(sessions));
        }
        if (replicated) {
            options.put("readerSelection", dice.of("affinity", "round_robin"));
        }
        if (dice.coin()) {
            options.put("allowMultiQueries", "true");
        }
        boolean server = dice.coin();
        boolean cursors = server && dice.once(3);
        // With both, Connector/J keeps what it prepared for a plain statement, even for USE.
        boolean cached = !cursors && dice.coin();
        options.put("cachePrepStmts", String.valueOf(cached));
        if (cached) {
            options.put("prepStmtCacheSize", dice.of("2", "25"));
        }
        if (server) {
            options.put("useServerPrepStmts", "true");
        }
        if (cursors) {
            options.put("useCursorFetch", "true");
            options.put("defaultFetchSize", "2");
        }
        seldom(dice, options, "rewriteBatchedStatements", "true");
        seldom(dice, options, "useAffectedRows", "true");
        seldom(dice, options, "continueBatchOnError", "false");
        seldom(dice, options, "jdbcCompliantTruncation", "false");
        seldom(dice, options, "cacheCallableStmts", "true");
        seldom(dice, options, "connectionTimeZone", "UTC");
        return new Setup(sessions, options);
    }

    private static void seldom(Dice dice, Map<String, String> options, String name, String value) {
        if (dice.once(6)) {
            options.put(name, value);
        }
    }

    boolean has(String option) {
        return "true".equals(options.get(option));
    }

    int maxPoolSize() {
        return Integer.parseInt(options.getOrDefault("maxPoolSize", "10"));
    }

    /** With the options of the plain side, or of ours. */
    Properties properties(Properties credentials, boolean plain) {
        Properties properties = new Properties();
        properties.putAll(credentials);
        properties.setProperty("socketTimeout", "15000");
        options.forEach((name, value) -> {
            if (!plain || !OURS_ONLY.contains(name)) {
                properties.setProperty(name, value);
            }
        });
        if (!plain) {
            properties.setProperty("connectionTimeout", "2s");
        }
        return properties;
    }

    @Override
    public String toString() {
        return options.entrySet().stream()
                .map(option -> ' ' + option.getKey() + '=' + option.getValue())
                .collect(Collectors.joining("", "sessions=" + sessions, ""));
    }
}
