package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.util.ArrayList;
import java.util.List;

/** The pins of one session beside its transaction, each once for each time it was caused. Guarded by the session's lock. */
final class Pins {
    private final List<Pin> held = new ArrayList<>(0);

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Takes in what a statement that succeeded caused and ended. */
    void after(StatementInfo info) {
        for (Pin ended : info.unpins()) {
            if (ended.name() == null) {
                held.removeIf(pin -> pin.kind() == ended.kind());
            } else {
                held.remove(ended);
            }
        }
        for (Pin caused : info.pins()) {
            add(caused);
        }
    }

    /** Adds one; only a named lock counts each time it is taken (MySQL manual, "Locking Functions"). */
    void add(Pin pin) {
        if (pin.kind() == PinKind.NAMED_LOCK || !held.contains(pin)) {
            held.add(pin);
        }
    }

    void clear() {
        held.clear();
    }

    @Override
    public String toString() {
        return held.toString();
    }
}
