package io.github.proxysqljdbc.examples.failover;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program's arguments.
 *
 * @param rounds how often each scenario runs
 * @param seed for what happens at random; round n uses seed + n
 */
record Settings(List<Scenario> scenarios, List<Participant> participants, int rounds, long seed, Duration flapping) {

    /**
     * Reads {@code name=value} arguments.
     *
     * @throws IllegalArgumentException for an argument that there is not; the message names all, with their defaults
     */
    static Settings of(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "scenarios",
                String.join(
                        ",",
                        Arrays.stream(Scenario.values()).map(Scenario::toString).toList()));
        values.put("participants", "proxysql");
        values.put("rounds", "1");
        values.put("seed", String.valueOf(System.currentTimeMillis() % 100_000));
        values.put("flapping", "60");
        String defaults = values.toString();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0 || values.replace(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
                throw new IllegalArgumentException("not an argument: " + argument + "; there are " + defaults);
            }
        }
        return new Settings(
                list(values, "scenarios").stream().map(Scenario::of).toList(),
                list(values, "participants").stream()
                        .map(name -> Participant.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList(),
                Integer.parseInt(values.getOrDefault("rounds", "")),
                Long.parseLong(values.getOrDefault("seed", "")),
                Duration.ofSeconds(Long.parseLong(values.getOrDefault("flapping", ""))));
    }

    private static List<String> list(Map<String, String> values, String name) {
        return List.of(values.getOrDefault(name, "").split(",", -1));
    }
}
