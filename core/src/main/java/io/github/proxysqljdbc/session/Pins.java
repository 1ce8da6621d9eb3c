package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.util.ArrayList;
import java.util.List;

/** The pins of one session beside its transaction, each once for each time it was caused. Guarded by the session's lock. */
final class Pins {
    static final Pin TRANSACTION = new Pin(PinKind.TRANSACTION, null);

    /** Most sessions never have one, so the list that can grow is made with the first. */
    private List<Pin> held = List.of();

    /** What ties a session to its connection: the first of these, or else its transaction. */
    Pin strongest() {
        return held.isEmpty() ? TRANSACTION : held.get(0);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Whether one of them leaves something on the connection that another session must not meet. */
    boolean leaveTraces() {
        return held.stream().anyMatch(pin -> pin.kind().leavesTraces());
    }

    /** Takes in what a statement that succeeded caused and ended. */
    void after(StatementInfo info) {
        if (!held.isEmpty()) {
            info.unpins().forEach(this::remove);
        }
        for (Pin caused : info.pins()) {
            add(caused);
        }
    }

    private void remove(Pin ended) {
        if (ended.name() == null) {
            held.removeIf(pin -> pin.kind() == ended.kind());
        } else {
            held.remove(ended);
        }
    }

    /** Adds one; only a named lock counts each time it is taken (MySQL manual, "Locking Functions"). */
    void add(Pin pin) {
        if (held.isEmpty()) {
            held = new ArrayList<>(2);
        }
        if (pin.kind() == PinKind.NAMED_LOCK || !held.contains(pin)) {
            held.add(pin);
        }
    }

    boolean holds(PinKind kind) {
        for (Pin pin : held) {
            if (pin.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        held = List.of();
    }

    @Override
    public String toString() {
        return held.toString();
    }
}
