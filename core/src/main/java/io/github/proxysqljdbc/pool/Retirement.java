package io.github.proxysqljdbc.pool;

import io.github.proxysqljdbc.stats.Recorder;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections as the topology changes. Thread-safe; does not block.
 *
 * <ul>
 *   <li>An instance is dead: all its connections are aborted, so that whoever waits on one of them is free.
 *   <li>Another instance has become the writer, and the one that was has not said that it is a reader now: the same. It may be writable still, and
 *       what it acknowledged from now on would be lost.
 *   <li>An instance went down, was started anew, was replaced by another server, or says that it is a reader now and no longer the writer: idle
 *       connections are closed at once, those in use when their work ends. A server that became a reader refuses writes by itself; but sessions
 *       keep copies of global settings that operators change with the role, and the name may lead elsewhere by now.
 * </ul>
 *
 * <p>An instance that becomes the writer keeps its connections, so that the first write finds one.
 */
public final class Retirement implements TopologyListener {
    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    private final Pools pools;
    private final Recorder recorder;

    /** @param recorder hears of connections that were aborted */
    public Retirement(Pools pools, Recorder recorder) {
        this.pools = pools;
        this.recorder = recorder;
    }

    @Override
    public void changed(Topology before, Topology after) {
        for (InstanceState now : after.instances()) {
            InstanceState was = before.of(now.index());
            if (now.dead() && !was.dead()) {
                abort(now, now.evidence());
            } else if (wasSuperseded(before, after, now)) {
                abort(now, "it is not the writer any more, and has not said so");
            } else if (now.generation() != was.generation()) {
                pools.retire(now.index());
            }
        }
    }

    private static boolean wasSuperseded(Topology before, Topology after, InstanceState now) {
        InstanceState last = before.lastWriter();
        return last != null && last.index() == now.index() && after.isSuperseded(now.index());
    }

    private void abort(InstanceState state, String why) {
        pools.abort(state.index(), inUse -> {
            if (inUse > 0) {
                LOG.info("{} connections in use to {} were aborted: {}", inUse, state.instance(), why);
                recorder.connectionsAborted(state.instance().toString(), inUse, why);
            }
        });
    }
}
