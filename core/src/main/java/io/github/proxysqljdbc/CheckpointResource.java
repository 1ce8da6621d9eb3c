package io.github.proxysqljdbc;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Prepares a data source for a checkpoint of its process, such as AWS Lambda SnapStart makes: no socket outlives it. Connections are closed before
 * it, and made as they are needed after the process was restored. Loaded only where {@code org.crac} is there.
 */
final class CheckpointResource implements Resource {
    private final Parts parts;

    private CheckpointResource(Parts parts) {
        this.parts = parts;
    }

    static Resource register(Parts parts) {
        Resource resource = new CheckpointResource(parts);
        Core.getGlobalContext().register(resource);
        return resource;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        parts.suspend();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        parts.resume();
    }
}
