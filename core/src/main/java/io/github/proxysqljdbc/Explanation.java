package io.github.proxysqljdbc;

import java.util.List;

/**
 * Where a statement would go, and why, for a fresh session in autocommit mode.
 *
 * @param hostgroup {@code writer} or {@code reader}
 * @param reason why, in words
 * @param digest the statement with its literals taken out
 * @param pins why the session would keep its physical connection afterwards; empty if it would not
 */
public record Explanation(String hostgroup, String reason, String digest, List<String> pins) {
    /** Copies the list. */
    public Explanation {
        pins = List.copyOf(pins);
    }

    /** Whether the session would keep its physical connection afterwards. */
    public boolean wouldPin() {
        return !pins.isEmpty();
    }

    @Override
    public String toString() {
        return hostgroup + " because: " + reason + "; digest: " + digest
                + (pins.isEmpty() ? "" : "; pins: " + String.join(", ", pins));
    }
}
