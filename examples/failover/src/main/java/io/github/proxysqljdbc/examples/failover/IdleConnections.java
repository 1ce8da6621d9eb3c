package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.examples.failover.Attempt.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Logical connections with prepared statements that were used before a scenario, lie idle through it, and are used afterwards. Every other
 * one has written before.
 */
final class IdleConnections implements AutoCloseable {
    static final int COUNT = 10;

    private static final int FIRST = 300;
    private static final int LONGEST_SECONDS = 40;

    private final Ledger ledger;
    private final List<Idle> all = new ArrayList<>();

    private IdleConnections(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Idle(int client, Connection connection, PreparedStatement read, PreparedStatement insert) {}

    static IdleConnections open(DataSource dataSource, Ledger ledger) throws SQLException {
        IdleConnections idle = new IdleConnections(ledger);
        for (int i = 0; i < COUNT; i++) {
            Connection connection = dataSource.getConnection();
            Idle one = new Idle(
                    FIRST + i,
                    connection,
                    connection.prepareStatement(Entries.READ),
                    connection.prepareStatement(Entries.INSERT));
            idle.all.add(one);
            Load.readItem(one.read, i);
            if (i % 2 == 0) {
                idle.write(one, 1);
            }
        }
        return idle;
    }

    private boolean write(Idle one, int sequence) {
        long began = System.nanoTime();
        try {
            Load.insert(one.insert, one.client, sequence, 1);
            ledger.wrote(Kind.IDLE, one.client, sequence, began, true, null);
            return true;
        } catch (SQLException | RuntimeException e) {
            ledger.wrote(Kind.IDLE, one.client, sequence, began, false, Failure.of(e));
            return false;
        }
    }

    private boolean read(Idle one) {
        long began = System.nanoTime();
        try {
            Load.readItem(one.read, one.client);
            return true;
        } catch (SQLException | RuntimeException e) {
            ledger.wrote(Kind.IDLE, one.client, 0, began, false, Failure.of(e));
            return false;
        }
    }

    /** Reads and writes on each of them, all at the same time. @return how many did both */
    int use() throws InterruptedException {
        AtomicInteger worked = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (Idle one : all) {
            Thread thread = new Thread(
                    () -> {
                        if (read(one) && write(one, 2)) {
                            worked.incrementAndGet();
                        }
                    },
                    Resources.HARNESS + "idle-" + one.client);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return worked.get();
    }

    @Override
    public void close() {
        for (Idle one : all) {
            try {
                one.connection.close();
            } catch (SQLException e) {
                ledger.wrote(Kind.IDLE, one.client, 0, System.nanoTime(), false, Failure.of(e));
            }
        }
    }
}
