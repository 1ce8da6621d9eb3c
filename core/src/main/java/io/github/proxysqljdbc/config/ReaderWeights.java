package io.github.proxysqljdbc.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often each instance is chosen as a reader, in proportion to the others (the {@code readerWeights} option). Immutable.
 *
 * @param byInstance the weights, in the order in which they were named; an instance that is not named has weight 1
 */
public record ReaderWeights(Map<Instance, Integer> byInstance) {
    /** The largest weight: that of ProxySQL's {@code mysql_servers.weight}. */
    public static final int MOST = 10_000_000;

    /** Copies the map. */
    public ReaderWeights {
        byInstance = Collections.unmodifiableMap(new LinkedHashMap<>(byInstance));
    }

    /** {@code host:port=weight} for each, with commas between. */
    @Override
    public String toString() {
        return byInstance.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
