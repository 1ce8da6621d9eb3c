package io.github.proxysqljdbc.stats;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts statements by hostgroup, and in each by reason. Thread-safe; bounded in both, as {@link KeyedCounter} is, and as fast twice over. */
final class RouteCounter {
    private final ConcurrentHashMap<String, KeyedCounter> byHostgroup = new ConcurrentHashMap<>();

    void increment(String hostgroup, String reason) {
        KeyedCounter reasons = byHostgroup.get(hostgroup);
        if (reasons == null) {
            reasons = byHostgroup.computeIfAbsent(
                    byHostgroup.size() < KeyedCounter.MOST_KEYS ? hostgroup : KeyedCounter.OTHER,
                    absent -> new KeyedCounter());
        }
        reasons.increment(reason);
    }

    /** The counts so far, sorted. Immutable in effect: a copy. */
    Map<String, Map<String, Long>> snapshot() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        byHostgroup.forEach((hostgroup, reasons) -> copy.put(hostgroup, reasons.snapshot()));
        return copy;
    }
}
