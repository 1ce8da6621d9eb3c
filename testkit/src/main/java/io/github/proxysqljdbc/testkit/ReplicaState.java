package io.github.proxysqljdbc.testkit;

import org.jspecify.annotations.Nullable;

/**
 * How replication fares on one instance.
 *
 * @param sourcePort the direct port of the instance it follows, 0 if none
 * @param receiving whether it is connected to that instance
 * @param applying whether it executes what it received
 * @param failure why it stopped for good, or null
 */
record ReplicaState(
        int sourcePort,
        boolean receiving,
        boolean applying,
        @Nullable String failure) {
    static final ReplicaState NONE = new ReplicaState(0, false, false, null);

    boolean follows(int port) {
        return sourcePort == port && receiving && applying;
    }
}
