package io.github.proxysqljdbc.topology;

import java.util.List;

/**
 * Chooses the instance for one read. Called for every statement that is read without a lease, by many threads at once: an implementation
 * should take no lock, allocate nothing, and remember a bounded amount.
 */
@FunctionalInterface
public interface ReaderSelector {
    /**
     * One of these instances.
     *
     * @param readers what {@link Topology#readTargets()} says; never empty
     * @param load how busy they are
     */
    InstanceState select(List<InstanceState> readers, Load load);

    /** How busy instances are. */
    @FunctionalInterface
    interface Load {
        /** Physical connections of the instance at that place of the configured list that are in use now. */
        int inUse(int index);
    }
}
