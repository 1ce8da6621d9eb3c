package io.github.proxysqljdbc.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Settings that a server of the cluster has taken without a warning. A session that sets the same again needs no round trip for it: its next
 * lease brings the setting along, if the connection is not in that state anyway. Bounded; thread-safe.
 */
public final class AcceptedSettings {
    private static final int MOST = 1_000;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    boolean contains(Recording recording) {
        return accepted.contains(recording.toString());
    }

    /** Takes one in; when there are too many, it starts anew. */
    void add(Recording recording) {
        if (accepted.size() >= MOST) {
            accepted.clear();
        }
        accepted.add(recording.toString());
    }
}
