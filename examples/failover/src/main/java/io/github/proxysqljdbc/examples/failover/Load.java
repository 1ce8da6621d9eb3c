package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.examples.failover.Attempt.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The application: threads that write numbered rows, that run transactions, and that read. Each takes a connection for each piece of
 * work, does it once, notes in the ledger what it was told, and goes on with the next number. Between two pieces it thinks for some
 * milliseconds: the processor, shared with the servers, is not to be what is measured.
 */
final class Load {
    private static final int WRITERS = 16;
    private static final int TRANSACTIONS = 8;
    private static final int READERS = 16;
    private static final int THINK_MILLIS = 10;
    private static final int FIRST_TRANSACTION = 100;
    private static final int FIRST_READER = 200;

    private final DataSource dataSource;
    private final Ledger ledger;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private Load(DataSource dataSource, Ledger ledger) {
        this.dataSource = dataSource;
        this.ledger = ledger;
    }

    static Load start(DataSource dataSource, Ledger ledger) {
        Load load = new Load(dataSource, ledger);
        for (int i = 0; i < WRITERS; i++) {
            load.add(1 + i, THINK_MILLIS, load::write);
        }
        for (int i = 0; i < TRANSACTIONS; i++) {
            load.add(FIRST_TRANSACTION + i, 2 * THINK_MILLIS, load::transaction);
        }
        for (int i = 0; i < READERS; i++) {
            load.add(FIRST_READER + i, THINK_MILLIS, load::read);
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    /** One piece of work. */
    private interface Work {
        void run(int client, int sequence);
    }

    private void add(int client, int thinkMillis, Work work) {
        Thread thread = new Thread(() -> loop(client, thinkMillis, work), Resources.HARNESS + "load-" + client);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void loop(int client, int thinkMillis, Work work) {
        try {
            for (int sequence = 1; !stopped.await(thinkMillis, TimeUnit.MILLISECONDS); sequence++) {
                work.run(client, sequence);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(int client, int sequence) {
        long began = System.nanoTime();
        boolean acknowledged = false;
        Failure failure = null;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(Entries.INSERT)) {
            insert(insert, client, sequence, 1);
            acknowledged = true;
        } catch (SQLException | RuntimeException e) {
            failure = Failure.of(e);
        }
        ledger.wrote(Kind.WRITE, client, sequence, began, acknowledged, failure);
    }

    static void insert(PreparedStatement insert, int client, int sequence, int part) throws SQLException {
        insert.setInt(1, client);
        insert.setInt(2, sequence);
        insert.setInt(3, part);
        insert.executeUpdate();
    }

    private void transaction(int client, int sequence) {
        long began = System.nanoTime();
        boolean acknowledged = false;
        Failure failure = null;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                readItem(connection, sequence);
                try (PreparedStatement insert = connection.prepareStatement(Entries.INSERT)) {
                    insert(insert, client, sequence, 1);
                    insert(insert, client, sequence, 2);
                }
                connection.commit();
                acknowledged = true;
            } catch (SQLException | RuntimeException e) {
                failure = Failure.of(e);
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            failure = first(failure, e);
        }
        ledger.wrote(Kind.TRANSACTION, client, sequence, began, acknowledged, failure);
    }

    private static Failure first(@Nullable Failure earlier, Exception e) {
        return earlier != null ? earlier : Failure.of(e);
    }

    private void read(int client, int sequence) {
        long began = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            ledger.read(readItem(connection, sequence), began);
        } catch (SQLException | RuntimeException e) {
            ledger.readFailed(client, began, Failure.of(e));
        }
    }

    private static int readItem(Connection connection, int sequence) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(Entries.READ)) {
            return readItem(read, sequence);
        }
    }

    /** Reads one item. @return the server that answered */
    static int readItem(PreparedStatement read, int sequence) throws SQLException {
        int item = sequence % Entries.ITEMS;
        read.setInt(1, item);
        try (ResultSet row = read.executeQuery()) {
            if (!row.next() || row.getInt(1) != Entries.valueOf(item)) {
                throw new IllegalStateException("a wrong answer for item " + item);
            }
            return row.getInt(2);
        }
    }

    /**
     * Ends the load.
     *
     * @return how many threads were still busy with the same piece of work after {@code seconds}
     */
    int stop(int seconds) throws InterruptedException {
        stopped.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int stuck = 0;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                stuck++;
                thread.interrupt();
            }
        }
        return stuck;
    }
}
