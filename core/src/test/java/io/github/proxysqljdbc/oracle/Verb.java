package io.github.proxysqljdbc.oracle;

import java.sql.SQLException;

/** What a step does. The text that each takes is described where it is done. */
@SuppressWarnings("ImmutableEnumChecker") // actions are static methods
enum Verb {
    // one statement, made and closed
    SQL(StatementVerbs::execute),
    QUIET(StatementVerbs::executeQuietly),
    QUERY(StatementVerbs::executeQuery),
    UPDATE(StatementVerbs::executeUpdate),
    KEYS(StatementVerbs::executeForKeys),
    BATCH(StatementVerbs::batch),
    ASK(StatementVerbs::ask),
    SHAPE(StatementVerbs::shape),
    AUTOCOMMIT_SQL(StatementVerbs::autoCommitInText),

    // statements that stay open
    OPEN(KeptVerbs::open),
    AGAIN(KeptVerbs::again),
    PREPARE(KeptVerbs::prepare),
    RUN(KeptVerbs::run),
    RUN_OPEN(KeptVerbs::runOpen),
    RUN_BATCH(KeptVerbs::batch),
    CALL(KeptVerbs::call),
    MORE(KeptVerbs::more),
    COUNT(KeptVerbs::count),
    GENERATED(KeptVerbs::generatedKeys),
    STATEMENT_WARNINGS(KeptVerbs::warnings),
    CLOSE_STATEMENT(KeptVerbs::close),
    IS_CLOSED(KeptVerbs::isClosed),

    // open results
    FETCH(ResultVerbs::fetch),
    SCROLL(ResultVerbs::scroll),
    CHANGE_ROW(ResultVerbs::changeRow),
    CLOSE_RESULT(ResultVerbs::close),

    // the connection
    AUTOCOMMIT(ConnectionVerbs::autoCommit),
    COMMIT(ConnectionVerbs::commit),
    ROLLBACK(ConnectionVerbs::rollback),
    SAVEPOINT(ConnectionVerbs::savepoint),
    ROLLBACK_TO(ConnectionVerbs::rollbackTo),
    RELEASE(ConnectionVerbs::release),
    ISOLATION(ConnectionVerbs::isolation),
    READ_ONLY(ConnectionVerbs::readOnly),
    CATALOG(ConnectionVerbs::catalog),
    GETTERS(ConnectionVerbs::getters),
    VALID(ConnectionVerbs::valid),
    NETWORK_TIMEOUT(ConnectionVerbs::networkTimeout),
    NATIVE(ConnectionVerbs::nativeSql),
    SAME_CONNECTION_ID(ConnectionVerbs::sameConnectionId),
    META(ConnectionVerbs::metaData),
    /** Of the session: the next step opens it again. */
    CLOSE((held, text) -> "");

    /** Does it, and says what the application sees. */
    @FunctionalInterface
    interface Action {
        String on(Held held, String text) throws SQLException;
    }

    private final Action action;

    Verb(Action action) {
        this.action = action;
    }

    String on(Held held, String text) throws SQLException {
        return action.on(held, text);
    }

    /** Whether a plain connection allows it while rows are streamed. */
    boolean mayStream(Held held, String text) {
        return switch (this) {
            case FETCH, CLOSE_RESULT, CLOSE_STATEMENT -> text.split(" ", 2)[0].equals(held.streaming);
            default -> false;
        };
    }

    /** Whether the server's diagnostics are those of this step's own statement: JDBC's methods have the driver run statements of its own. */
    boolean leavesDiagnostics() {
        return switch (this) {
            case QUIET, QUERY, UPDATE, KEYS, ASK -> true;
            default -> false;
        };
    }

    /** Whether it surely changes no data. */
    boolean onlyReads(String text) {
        return switch (this) {
            case SQL, QUIET, QUERY, OPEN ->
                text.contains("SELECT") && !text.matches("(?s).*(f_write|INSERT|UPDATE|DELETE|REPLACE|;).*");
            case FETCH, SCROLL, GETTERS, IS_CLOSED, COUNT, VALID, META, SHAPE, SAME_CONNECTION_ID -> true;
            default -> false;
        };
    }
}
