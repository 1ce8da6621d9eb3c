package io.github.proxysqljdbc.stats;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one data source, called one after the other. Thread-safe; their number is fixed.
 *
 * <p>A caller on the hot path asks {@link #isEnabled()} before it builds an event.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(ProxysqlListener.class);

    private final Guarded[] listeners;

    Listeners(List<? extends ProxysqlListener> listeners) {
        this.listeners = listeners.stream().map(Guarded::new).toArray(Guarded[]::new);
    }

    /** Whether anybody listens. */
    boolean isEnabled() {
        return listeners.length > 0;
    }

    /** Calls the method on each listener, whatever another one throws. */
    <E> void tell(BiConsumer<ProxysqlListener, E> method, E event) {
        for (Guarded listener : listeners) {
            listener.tell(method, event);
        }
    }

    /** One listener, and whether it has been complained about. */
    private static final class Guarded {
        private final ProxysqlListener listener;
        private final AtomicBoolean reported = new AtomicBoolean();

        Guarded(ProxysqlListener listener) {
            this.listener = listener;
        }

        <E> void tell(BiConsumer<ProxysqlListener, E> method, E event) {
            try {
                method.accept(listener, event);
            } catch (RuntimeException | LinkageError | AssertionError thrown) {
                if (reported.compareAndSet(false, true)) {
                    LOG.warn(
                            "listener {} failed on {}; further failures of this listener are not logged",
                            listener.getClass().getName(),
                            event,
                            thrown);
                }
            }
        }
    }
}
