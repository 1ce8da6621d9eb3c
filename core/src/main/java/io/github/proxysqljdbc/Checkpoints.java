package io.github.proxysqljdbc;

/** Has a data source told of checkpoints of its process, where {@code org.crac} is there; it is an optional dependency. Stateless. */
final class Checkpoints {
    private Checkpoints() {}

    /**
     * Has these parts suspended before a checkpoint and resumed after a restore.
     *
     * @return what must be held on to for as long as the parts are used: resources are held weakly
     */
    static Object register(Parts parts) {
        try {
            Class.forName("org.crac.Core", false, Checkpoints.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            return parts;
        }
        return CheckpointResource.register(parts);
    }
}
