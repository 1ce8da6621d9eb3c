package io.github.proxysqljdbc.stats;

import java.util.List;

/**
 * A session holds a physical connection for longer than the option {@code leakDetectionThreshold} allows.
 *
 * @param holding what holds it, and for how long
 * @param hostgroup the hostgroup of the connection
 * @param instance {@code host:port}
 * @param place where in the application's code the hold began, innermost frame first; immutable
 */
public record LeakEvent(Holding holding, String hostgroup, String instance, List<StackTraceElement> place) {
    /** Copies the list. */
    public LeakEvent {
        place = List.copyOf(place);
    }
}
