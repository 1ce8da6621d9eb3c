package io.github.proxysqljdbc.route;

import io.github.proxysqljdbc.route.Route.Action;
import io.github.proxysqljdbc.route.Route.Destination;
import io.github.proxysqljdbc.route.Route.Ground;
import io.github.proxysqljdbc.route.Route.TransactionChange;
import io.github.proxysqljdbc.sql.Assignment;
import io.github.proxysqljdbc.sql.Assignment.Scope;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import io.github.proxysqljdbc.sql.Target;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a statement goes, from what its text tells and from what its session is bound to. Pure: no state, no clock, no I/O, and no
 * allocation. Which reader it will be is decided elsewhere.
 */
public final class Router {
    private static final Route WRITER = to(Destination.WRITER, Ground.STATEMENT, null);
    private static final Route READER = to(Destination.READER, Ground.STATEMENT, null);
    private static final Route READER_FOR_READ_ONLY =
            to(Destination.READER, Ground.READ_ONLY_SESSION, "the session is read-only");
    private static final Route ANSWER_EMPTY = handled(Destination.NONE, Action.ANSWER, null);
    private static final Route ANSWER_NO_TRANSACTION =
            handled(Destination.NONE, Action.ANSWER, "no transaction is open");
    private static final Route RECORD = handled(Destination.NONE, Action.RECORD, null);
    private static final Route NEXT_TRANSACTION =
            handled(Destination.NONE, Action.NEXT_TRANSACTION, "kept for the next transaction");
    private static final Route EVALUATE =
            handled(Destination.WRITER, Action.EVALUATE, "a setting whose value only the server can tell");
    private static final Route EVALUATE_BOUND =
            handled(Destination.BOUND, Action.EVALUATE, "a setting whose value only the server can tell");
    private static final Route BEGIN_WRITER = begin(Destination.WRITER, "start of a transaction");
    private static final Route BEGIN_READER = begin(Destination.READER, "start of a read-only transaction");
    private static final Route FIRST_ON_WRITER = begin(Destination.WRITER, "first statement of a transaction");
    private static final Route FIRST_ON_READER =
            begin(Destination.READER, "first statement of a read-only transaction");
    private static final Route CHAIN = begin(Destination.WRITER, "AND CHAIN starts a transaction");
    private static final Route BEGIN_BOUND =
            begin(Destination.BOUND, "start of a transaction on the connection that the session has");
    private static final Route IN_WRITER_TRANSACTION =
            to(Destination.BOUND, Ground.TRANSACTION, "transaction on the writer");
    private static final Route IN_READER_TRANSACTION =
            to(Destination.BOUND, Ground.TRANSACTION, "transaction on a reader");
    private static final Route PINNED = to(Destination.BOUND, Ground.PINNED, "the session is pinned");
    private static final Route FIRST_PINNED =
            begin(Destination.BOUND, "first statement of a transaction; the session is pinned");
    private static final Route SAME =
            to(Destination.BOUND, Ground.SAME_CONNECTION, "asks the connection of the statement before");
    private static final Route END = end("end of the transaction");
    private static final Route IMPLICIT_COMMIT = end("commits the open transaction");

    private Router() {}

    private static Route to(Destination destination, Ground ground, @Nullable String words) {
        return new Route(destination, Action.SEND, TransactionChange.NONE, ground, words);
    }

    private static Route begin(Destination destination, String words) {
        return new Route(destination, Action.SEND, TransactionChange.BEGIN, Ground.TRANSACTION, words);
    }

    /** Of a statement that is not sent as it is. */
    private static Route handled(Destination destination, Action action, @Nullable String words) {
        return new Route(destination, action, TransactionChange.NONE, Ground.STATEMENT, words);
    }

    private static Route end(String words) {
        return new Route(Destination.BOUND, Action.SEND, TransactionChange.END, Ground.TRANSACTION, words);
    }

    /** The route of a statement. Never null; the result is a shared constant. */
    public static Route route(StatementInfo info, SessionView session) {
        StatementKind kind = info.kind();
        if (kind == StatementKind.EMPTY) {
            return ANSWER_EMPTY;
        }
        return switch (session.binding()) {
            case WRITER_TRANSACTION, READER_TRANSACTION -> inTransaction(info, kind, session);
            case PINNED -> pinned(info, kind, session);
            case SOFT -> info.diagnostics().isEmpty() ? free(info, kind, session) : SAME;
            case NONE -> free(info, kind, session);
        };
    }

    private static Route inTransaction(StatementInfo info, StatementKind kind, SessionView session) {
        boolean onReader = session.binding() == Binding.READER_TRANSACTION;
        Route stay = onReader ? IN_READER_TRANSACTION : IN_WRITER_TRANSACTION;
        return switch (kind) {
            case COMMIT, ROLLBACK -> info.chain() ? stay : END;
            case BEGIN -> onReader && !beginsReadOnly(info, session) ? BEGIN_WRITER : BEGIN_BOUND;
            case SET -> settingInTransaction(info, session, stay);
            case USE -> EVALUATE_BOUND;
            default -> info.implicitCommit() && !onReader ? IMPLICIT_COMMIT : stay;
        };
    }

    private static Route settingInTransaction(StatementInfo info, SessionView session, Route stay) {
        if (!session.autocommit() && switchesAutocommitOn(info)) {
            return IMPLICIT_COMMIT;
        }
        return switch (setting(info)) {
            case RECORD -> RECORD;
            case EVALUATE -> EVALUATE_BOUND;
            default -> stay;
        };
    }

    private static Route pinned(StatementInfo info, StatementKind kind, SessionView session) {
        return switch (kind) {
            case BEGIN -> BEGIN_BOUND;
            case COMMIT, ROLLBACK -> info.chain() ? BEGIN_BOUND : PINNED;
            case SET ->
                switch (setting(info)) {
                    case RECORD -> RECORD;
                    case NEXT_TRANSACTION -> NEXT_TRANSACTION;
                    case EVALUATE -> EVALUATE_BOUND;
                    default -> PINNED;
                };
            case USE -> EVALUATE_BOUND;
            default -> session.autocommit() || info.implicitCommit() ? PINNED : FIRST_PINNED;
        };
    }

    private static Route free(StatementInfo info, StatementKind kind, SessionView session) {
        return switch (kind) {
            case COMMIT, ROLLBACK -> info.chain() ? CHAIN : ANSWER_NO_TRANSACTION;
            case BEGIN -> beginsReadOnly(info, session) ? BEGIN_READER : BEGIN_WRITER;
            case SET ->
                switch (setting(info)) {
                    case RECORD -> RECORD;
                    case NEXT_TRANSACTION -> NEXT_TRANSACTION;
                    case EVALUATE -> EVALUATE;
                    default -> WRITER;
                };
            case USE -> EVALUATE;
            default -> session.autocommit() ? alone(info, session) : first(info, session);
        };
    }

    /** A statement that is its own transaction. What it leaves may tie the session to where it runs, for longer than the next transaction. */
    private static Route alone(StatementInfo info, SessionView session) {
        if (info.target() == Target.READER) {
            return READER;
        }
        return info.presumedRead() && session.readOnly() && readOnly(session) ? READER_FOR_READ_ONLY : WRITER;
    }

    /** The first statement with autocommit off. What commits by itself leaves no transaction open. */
    private static Route first(StatementInfo info, SessionView session) {
        if (info.implicitCommit()) {
            return WRITER;
        }
        return readOnly(session) && !locks(info) ? FIRST_ON_READER : FIRST_ON_WRITER;
    }

    private static boolean readOnly(SessionView session) {
        Boolean next = session.nextTransactionReadOnly();
        return next == null ? session.readOnly() : next;
    }

    private static boolean beginsReadOnly(StatementInfo info, SessionView session) {
        return info.readOnly() || (!info.readWrite() && readOnly(session));
    }

    /** Whether the statement takes a lock that has a meaning on the writer only. */
    private static boolean locks(StatementInfo info) {
        for (Pin pin : info.pins()) {
            switch (pin.kind()) {
                case TABLE_LOCK, GLOBAL_READ_LOCK, INSTANCE_LOCK, BACKUP_STAGE, NAMED_LOCK, XA -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean switchesAutocommitOn(StatementInfo info) {
        for (Assignment assignment : info.assignments()) {
            if (assignment.scope() == Scope.SESSION && assignment.name().equals("autocommit") && assignment.on()) {
                return true;
            }
        }
        return false;
    }

    /** What is done with a SET: it is sent if it changes the server, or something that cannot be recorded. */
    private static Action setting(StatementInfo info) {
        if (info.assignments().isEmpty() || !info.pins().isEmpty()) {
            return Action.SEND;
        }
        boolean server = false;
        boolean next = true;
        boolean known = true;
        for (Assignment assignment : info.assignments()) {
            Scope scope = assignment.scope();
            server |= scope == Scope.GLOBAL || scope == Scope.PERSIST;
            next &= scope == Scope.NEXT_TRANSACTION;
            known &= assignment.literal() && isTracked(assignment);
        }
        if (server) {
            return Action.SEND;
        }
        if (!known) {
            return Action.EVALUATE;
        }
        return next ? Action.NEXT_TRANSACTION : Action.RECORD;
    }

    private static boolean isTracked(Assignment assignment) {
        return switch (assignment.scope()) {
            case SESSION -> TrackedVariables.contains(assignment.name());
            case RESOURCE_GROUP -> false;
            default -> true;
        };
    }
}
