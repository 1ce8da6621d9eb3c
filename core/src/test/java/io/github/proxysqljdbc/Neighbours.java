package io.github.proxysqljdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Other sessions of one data source, which take physical connections between the calls of the session under test, so that its next call
 * meets another one, or the same one after somebody else. Wants {@code maxPoolSize=3}.
 */
final class Neighbours implements AutoCloseable {
    private final ProxysqlDataSource dataSource;
    private final Connection[] holders = new Connection[2];
    private int moves;

    Neighbours(ProxysqlDataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        for (int i = 0; i < holders.length; i++) {
            holders[i] = dataSource.getConnection();
            holders[i].setAutoCommit(false);
        }
    }

    /** Holds a connection to the writer that is idle now, lets go of the one held before, and works on what is idle then. */
    void move() throws SQLException {
        Connection next = holders[moves % 2];
        Connection before = holders[(moves + 1) % 2];
        moves++;
        Opened.ask(next, "SELECT COUNT(*) FROM neighbour");
        before.rollback();
        try (Connection passer = dataSource.getConnection();
                Statement statement = passer.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT CAST('12x' AS SIGNED)")) {
                rows.next();
            }
            passer.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            statement.executeUpdate(
                    "INSERT INTO neighbour (name) VALUES ('a'), ('b')", Statement.RETURN_GENERATED_KEYS);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection holder : holders) {
            holder.close();
        }
    }
}
