package io.github.proxysqljdbc.config;

import java.util.ArrayList;
import java.util.List;

/** The mistakes found so far in one configuration, so that all are reported at once. For one thread. */
final class Mistakes {
    /** More than this is noise, and the memory of a message must not depend on its input. */
    private static final int MOST = 20;

    private final List<String> found = new ArrayList<>();

    void add(String mistake) {
        if (!isFull() && !found.contains(mistake)) {
            found.add(mistake);
        }
    }

    /** Whether a further one would not be reported, so that there is no need to look for any. */
    boolean isFull() {
        return found.size() >= MOST;
    }

    /** Forgets all of them. */
    void clear() {
        found.clear();
    }

    /** @throws ConfigurationException if there are any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
