package io.github.proxysqljdbc.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two that are compared: sessions over one kind of connection, with what the application holds of each. */
final class Side implements AutoCloseable {
    /** Opens one connection of this side. */
    interface Opener {
        Connection open() throws SQLException;
    }

    /** What the application holds of one session. */
    static final class Held {
        final Connection connection;
        final Map<String, PreparedStatement> prepared = new HashMap<>();

        @Nullable
        Savepoint savepoint;

        Held(Connection connection) {
            this.connection = connection;
        }
    }

    final String name;
    private final Opener opener;
    private final Held[] sessions;

    Side(String name, Opener opener, int sessions) {
        this.name = name;
        this.opener = opener;
        this.sessions = new Held[sessions];
    }

    Held session(int index) throws SQLException {
        Held held = sessions[index];
        if (held == null) {
            held = new Held(opener.open());
            sessions[index] = held;
        }
        return held;
    }

    void closeSession(int index) throws SQLException {
        Held held = sessions[index];
        sessions[index] = null;
        if (held != null) {
            held.connection.close();
        }
    }

    /** What an application would see of this step: values, or the server's error. */
    String see(Step step) {
        try {
            return step.on(this);
        } catch (SQLException e) {
            return "error " + e.getErrorCode() + (e.getErrorCode() == 0 ? "" : " " + e.getSQLState());
        }
    }

    @Override
    public void close() throws SQLException {
        for (int i = 0; i < sessions.length; i++) {
            closeSession(i);
        }
    }
}
