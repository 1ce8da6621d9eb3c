package io.github.proxysqljdbc.examples.benchmark.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/** What a thread does again and again: each operation takes a connection and gives it back. */
enum Work {
    /** A point select, prepared with one parameter. */
    PREPARED {
        @Override
        void once(Participant participant, SplittableRandom random) throws SQLException {
            try (Connection connection = participant.forRead()) {
                read(connection, anyId(random));
            }
        }
    },
    /** A point select with its literal in the text. */
    INLINED {
        @Override
        void once(Participant participant, SplittableRandom random) throws SQLException {
            try (Connection connection = participant.forRead();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT name FROM " + Site.TABLE + " WHERE id = " + anyId(random))) {
                check(rows);
            }
        }
    },
    /** Four prepared point selects to one prepared update by primary key. */
    MIXED {
        @Override
        void once(Participant participant, SplittableRandom random) throws SQLException {
            if (random.nextInt(5) > 0) {
                PREPARED.once(participant, random);
                return;
            }
            try (Connection connection = participant.forWrite()) {
                update(connection, anyId(random));
            }
        }
    },
    /** Two prepared point selects and two prepared updates by primary key, and a commit. */
    TRANSACTION {
        @Override
        void once(Participant participant, SplittableRandom random) throws SQLException {
            int id = anyId(random);
            try (Connection connection = participant.forWrite()) {
                connection.setAutoCommit(false);
                boolean done = false;
                try {
                    read(connection, id);
                    read(connection, anyId(random));
                    update(connection, Math.min(id, ROWS - 1));
                    update(connection, Math.min(id, ROWS - 1) + 1);
                    connection.commit();
                    done = true;
                } finally {
                    if (!done) {
                        connection.rollback();
                    }
                }
                connection.setAutoCommit(true);
            }
        }
    };

    /** How many rows the table has; their ids count from 1. */
    static final int ROWS = 10_000;

    abstract void once(Participant participant, SplittableRandom random) throws SQLException;

    private static int anyId(SplittableRandom random) {
        return random.nextInt(ROWS) + 1;
    }

    private static void read(Connection connection, int id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT name FROM " + Site.TABLE + " WHERE id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                check(rows);
            }
        }
    }

    private static void check(ResultSet rows) throws SQLException {
        if (!rows.next() || rows.getString(1).isEmpty()) {
            throw new SQLException("the row is missing");
        }
    }

    private static void update(Connection connection, int id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + Site.TABLE + " SET n = n + 1 WHERE id = ?")) {
            update.setInt(1, id);
            if (update.executeUpdate() != 1) {
                throw new SQLException("no row was updated");
            }
        }
    }
}
