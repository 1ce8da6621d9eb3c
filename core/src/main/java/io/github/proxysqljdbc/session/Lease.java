package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.Keeper;
import io.github.proxysqljdbc.pool.PhysicalConnection;
import io.github.proxysqljdbc.route.Route;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time a session holds one physical connection. It lasts while anything retains it: the statement that runs, an open result, the
 * transaction or the pins of its session. The last to release it ends it: the physical statements made on it are closed and the connection
 * goes back to its pool. Guarded by its session's lock.
 */
public final class Lease implements Keeper {
    private final Session session;
    private final int index;
    private final boolean reader;
    private final PhysicalConnection connection;
    private int holds = 1;
    private volatile boolean ended;
    private volatile boolean unshared;
    private boolean streaming;
    private @Nullable InsertIds insertIds;
    private boolean inTransaction;
    private @Nullable Statement first;
    private @Nullable String firstText;
    private @Nullable List<Statement> more;
    private String reason = "asked by the connection itself";
    private String reasonKey = Route.Ground.SAME_CONNECTION.key();

    @Nullable
    Lease next;

    Lease(Session session, int index, boolean reader, PhysicalConnection connection) {
        this.session = session;
        this.index = index;
        this.reader = reader;
        this.connection = connection;
    }

    /** The driver's connection. */
    public Connection connection() {
        return connection.driver();
    }

    PhysicalConnection physical() {
        return connection;
    }

    int index() {
        return index;
    }

    /** Whether it was leased for reads of a reader. */
    boolean reader() {
        return reader;
    }

    /** Whether a transaction is open here, as of the last statement after which the server's word was to be had. */
    boolean inTransaction() {
        return inTransaction;
    }

    /**
     * Takes in the server's word after a statement that succeeded. While rows are streamed it is not to be had: Connector/J clears its
     * record of the server's status then, and again with what it sends when the stream is closed.
     */
    void seeTransaction() {
        if (!streaming) {
            inTransaction = connection.inTransaction();
        }
    }

    /**
     * Takes in that a question may have begun a transaction: the driver executes a query to learn its columns. None ends one, and there may be no
     * word of the server's: an answer to a preparation has none, and after a stream Connector/J's record is empty.
     */
    void seeTransactionBegun() {
        if (!inTransaction) {
            seeTransaction();
        }
    }

    /** Whether only the connection knows the session's insert id. */
    boolean unsettled() {
        return insertIds != null && insertIds.unsettled();
    }

    /** Has the session know its insert id, at a round trip if only the connection knows it. */
    void settle() throws SQLException {
        if (insertIds != null) {
            insertIds.settle(connection, session.wanted());
        }
    }

    /** What is known of the insert ids; made when something was written, or asked. */
    InsertIds insertIds() {
        InsertIds known = insertIds;
        if (known == null) {
            known = new InsertIds();
            insertIds = known;
        }
        return known;
    }

    /** Takes in that a statement wrote, with the id that the answer named. */
    public void wrote(Statement executed, boolean several) {
        long id = several ? 0 : PhysicalConnection.insertIdOf(executed);
        if (several) {
            insertIds().changed(connection);
        } else if (id != 0) {
            insertIds().wrote(connection, id);
        }
    }

    /** Like {@link #settle}; a connection that does not answer is closed when the lease ends. */
    void trySettle() {
        try {
            settle();
        } catch (SQLException e) {
            connection.spoil();
        }
    }

    /** Why the last statement was sent here, in words. */
    String reason() {
        return reason;
    }

    String reasonKey() {
        return reasonKey;
    }

    /** Why the next statement runs here, in words and as a key for statistics. */
    void reason(String words, String key) {
        reason = words;
        reasonKey = key;
    }

    /** How many rows a result has, if the driver has them all; negative if it has not. */
    public static long sizeOf(ResultSet rows) {
        return PhysicalConnection.sizeOf(rows);
    }

    /** Whether the connection went back: its physical statements are closed. */
    public boolean ended() {
        return ended;
    }

    /** Whether rows are still to come over the connection, so that nothing else can run on it. */
    boolean streaming() {
        return streaming;
    }

    /** Says whether the rows of a result come one by one now. */
    public void streams(boolean now) {
        boolean ends = streaming && !now;
        streaming = now;
        if (ends) {
            session.streamEnded(this);
        }
    }

    /** One more reason to keep it. */
    public void retain() {
        holds++;
    }

    /** One reason less to keep it; the last one ends it. */
    public void release() {
        if (ended) {
            return;
        }
        if (--holds == 0) {
            session.lastReleased(this);
        } else if (holds == 1) {
            session.leases().mayBeKept(this);
        }
    }

    /** Says that the connection goes to no other session when this lease ends: something may be on its way to what it runs then. */
    public void unshared() {
        unshared = true;
    }

    /**
     * Whether that statement runs here and may be cancelled now. The order is given out before the end of the lease, or not at all: cancelling
     * takes a connection of its own and a while, in which the lease may end. Then this connection is closed, so that the order meets
     * nobody else. Takes no lock.
     */
    public boolean cancelling(Statement running) {
        if (ended || !connection.executes(running)) {
            return false;
        }
        unshared = true;
        return !ended;
    }

    /** Brings the connection into a schema for one statement, at a round trip if it is not there; whatever follows has it brought back. */
    public void enterSchema(String name) throws SQLException {
        if (!name.equals(connection.actual().catalog())) {
            connection.changeCatalog(name);
            connection.report().clear();
        }
    }

    /** Has a statement that was made here run in the schema in which the connection is now. */
    public void bring(Statement statement) {
        connection.bring(statement);
    }

    /** Says that a statement runs here whose rows the driver limits. */
    public void rowsLimited() {
        connection.rowsLimited();
    }

    /** Whether open results retain it, beside the statement that runs, the transaction, and what is kept. */
    boolean retainedByResults() {
        int others = 1;
        others += session.leases().bound() == this ? 1 : 0;
        others += session.leases().isKept(this) ? 1 : 0;
        return holds > others;
    }

    /** Whether only one thing retains it. */
    @Override
    public boolean isIdle() {
        return holds == 1;
    }

    @Override
    public boolean relinquish() {
        return session.relinquish(this);
    }

    /** A physical statement of that text that was kept by the connection; null if there is none, or the session is pinned. */
    public @Nullable Statement takeStatement(String text) {
        return session.pinned() ? null : connection.takeStatement(text);
    }

    /**
     * Says whether a tracked statement is in the state of a new one, and may be used again when it is let go of. In a pinned session it may
     * not: the driver's settings may be other ones than those it was made under.
     *
     * @param text what it is kept under; null if it may not be used again
     */
    @SuppressWarnings("ReferenceEquality") // the driver's statements are told apart by identity
    public void reusable(Statement statement, @Nullable String text) {
        if (first == statement) {
            firstText = session.pinned() ? null : text;
        }
    }

    /** A physical statement that is closed when the lease ends. */
    public void track(Statement statement) {
        if (first == null) {
            first = statement;
        } else {
            if (more == null) {
                more = new ArrayList<>(4);
            }
            more.add(statement);
        }
    }

    /** Lets go of a tracked statement: it is kept to be used again, or closed. */
    @SuppressWarnings("ReferenceEquality") // the driver's statements are told apart by identity
    public void letGo(Statement statement) throws SQLException {
        if (first == statement) {
            String text = firstText;
            first = null;
            firstText = null;
            if (text != null && !unshared && !connection.spoilt()) {
                connection.keepStatement(text, statement);
                return;
            }
        } else if (more != null) {
            more.remove(statement);
        }
        statement.close();
    }

    /** Closes the physical statements; those that fail make the connection unusable. */
    void end() {
        ended = true;
        if (unshared) {
            connection.spoil();
        }
        if (insertIds != null) {
            insertIds.guess(session.wanted());
        }
        holds = 0;
        letGoQuietly(first);
        if (more != null) {
            List.copyOf(more).forEach(this::letGoQuietly);
        }
    }

    private void letGoQuietly(@Nullable Statement statement) {
        if (statement == null) {
            return;
        }
        try {
            letGo(statement);
        } catch (SQLException e) {
            connection.spoil();
        }
    }

    /**
     * Changes a row through an open result of this lease.
     *
     * @param inserts whether the server may give the row an id
     */
    public void changeRow(boolean inserts, Question<Connection, ?> change) throws SQLException {
        session.questions().changeRow(this, inserts, change);
    }

    /** Takes the session's lock; {@link #exit} gives it back. */
    public void enter() {
        session.enterAlways();
    }

    /** Gives the session's lock back. */
    public void exit() {
        session.exit();
    }

    /** Judges an exception that came while rows were read, and hands it on. */
    public SQLException readFailed(SQLException failure) {
        session.readFailed(this, failure);
        return failure;
    }
}
