package io.github.proxysqljdbc.pool;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one connection of the driver's that are used again, as an application would that keeps them: making and closing one costs
 * Connector/J a fifth of the bytes of a point select (4.9 KB with a new one, 3.9 KB without). At most {@value #MOST}, each with another text;
 * the one that was not used for the longest time is closed. Not thread-safe: owned as its connection is.
 */
final class IdleStatements {
    static final int MOST = 64;

    private final Map<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    /** A text's place; it stays while its statement is in use, so that taking and giving back allocates nothing. */
    private static final class Slot {
        private @Nullable Statement idle;
    }

    /** The idle statement of that text, which is the caller's now; null if there is none. */
    @Nullable
    Statement take(String text) {
        Slot slot = slots.get(text);
        if (slot == null) {
            return null;
        }
        Statement taken = slot.idle;
        slot.idle = null;
        return taken;
    }

    /** Keeps a statement for the next time, if there is none of that text yet. */
    void keep(String text, Statement statement) throws SQLException {
        Slot slot = slots.get(text);
        if (slot == null) {
            if (slots.size() == MOST) {
                closeEldest();
            }
            slot = new Slot();
            slots.put(text, slot);
        }
        if (slot.idle == null) {
            if (statement instanceof PreparedStatement prepared) {
                prepared.clearParameters();
            }
            slot.idle = statement;
        } else {
            statement.close();
        }
    }

    private void closeEldest() throws SQLException {
        var eldest = slots.entrySet().iterator();
        Statement idle = eldest.next().getValue().idle;
        eldest.remove();
        if (idle != null) {
            idle.close();
        }
    }

    /** Closes all of them: what they took from their connection when they were made is no longer so. */
    void clear() throws SQLException {
        while (!slots.isEmpty()) {
            closeEldest();
        }
    }
}
