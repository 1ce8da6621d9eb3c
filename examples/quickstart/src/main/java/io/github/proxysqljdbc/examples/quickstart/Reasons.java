package io.github.proxysqljdbc.examples.quickstart;

import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.RouteEvent;

/** Remembers the reason that the library gave for the last statement. */
final class Reasons implements ProxysqlListener {
    private volatile String last = "";

    @Override
    public void routed(RouteEvent event) {
        last = event.reason();
    }

    /** The reason for what was routed since the last call, in words; empty if nothing was. */
    String take() {
        String reason = last;
        last = "";
        return reason;
    }
}
