package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An instance that accepts no further connection (error 1040), because others have them all; closing gives them back. */
final class Exhaustion implements AutoCloseable {
    private static final int FEW = 10;
    private static final int NO_SUCH_THREAD = 1094;
    private static final int TOO_MANY_CONNECTIONS = 1040;

    private final Connection admin;
    private final String usual;
    private final List<Connection> others = new ArrayList<>();
    private boolean refused;

    private Exhaustion(Connection admin, String usual) {
        this.admin = admin;
        this.usual = usual;
    }

    /** Lowers {@code max_connections}, ends the connections of {@code user}, and takes what is free. */
    static Exhaustion of(ServerInstance instance, String user) throws SQLException {
        String usual = String.valueOf(instance.variable("max_connections"));
        Exhaustion exhaustion = new Exhaustion(instance.openAdminConnection(), usual);
        exhaustion.execute("SET GLOBAL max_connections=" + FEW);
        exhaustion.endConnections(user);
        exhaustion.takeWhatIsFree(instance);
        return exhaustion;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private void endConnections(String user) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
            while (rows.next()) {
                if (user.equals(rows.getString("User"))) {
                    ids.add(rows.getLong("Id"));
                }
            }
        }
        for (long id : ids) {
            try {
                execute("KILL " + id);
            } catch (SQLException e) {
                if (e.getErrorCode() != NO_SUCH_THREAD) {
                    throw e;
                }
            }
        }
    }

    private void takeWhatIsFree(ServerInstance instance) throws SQLException {
        while (!refused && others.size() <= FEW) {
            try {
                others.add(instance.openDirectConnection());
            } catch (SQLException e) {
                if (e.getErrorCode() != TOO_MANY_CONNECTIONS) {
                    throw e;
                }
                refused = true;
            }
        }
    }

    /** Whether the instance said that it has too many connections. */
    boolean refused() {
        return refused;
    }

    @Override
    public void close() throws SQLException {
        try (admin) {
            for (Connection other : others) {
                other.close();
            }
            execute("SET GLOBAL max_connections=" + usual);
        }
    }
}
