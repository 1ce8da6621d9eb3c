package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.stats.FailoverEvent;
import io.github.proxysqljdbc.stats.Recorder;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells when the writer is lost, and when there is one again. Called by one thread at a time, as all listeners of a topology are. */
public final class FailoverWatch implements TopologyListener {
    private final Recorder recorder;
    private @Nullable String last;

    /** @param recorder is told */
    public FailoverWatch(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void changed(Topology before, Topology after) {
        InstanceState old = before.writer();
        InstanceState now = after.writer();
        if (old != null && (now == null || now.index() != old.index())) {
            last = old.instance().toString();
            String reason = after.of(old.index()).evidence();
            recorder.failoverBegan(new FailoverEvent(last, null, 0, reason));
        }
        String from = last;
        if (now != null && from != null && (old == null || old.index() != now.index())) {
            Duration none = old == null ? Duration.between(before.writerSince(), after.writerSince()) : Duration.ZERO;
            recorder.failoverEnded(new FailoverEvent(from, now.instance().toString(), none.toNanos(), now.evidence()));
            last = null;
        }
    }
}
