package io.github.proxysqljdbc.sql;

import org.jspecify.annotations.Nullable;

/** Transactions, savepoints, XA, locks, handlers, statements prepared in SQL, KILL. */
final class ControlGrammar {
    private ControlGrammar() {}

    /** {@code null} if the verb belongs to another family. */
    static @Nullable Verdict examine(Examination examination, String verb) {
        Tokens tokens = examination.tokens;
        return switch (verb) {
            case "BEGIN" ->
                tokens.size() == 1 || (tokens.size() == 2 && tokens.word(1, "WORK"))
                        ? begin(examination)
                        : Examiner.routine(examination, "compound statement");
            case "START" -> start(examination);
            case "COMMIT", "ROLLBACK" -> end(examination, verb);
            case "SAVEPOINT" -> examination.writer(StatementKind.SAVEPOINT, "savepoint");
            case "RELEASE" -> examination.writer(StatementKind.RELEASE_SAVEPOINT, "release of a savepoint");
            case "XA" -> xa(examination);
            case "LOCK", "UNLOCK", "FLUSH", "BACKUP" -> lock(examination, verb);
            case "HANDLER" -> handler(examination);
            case "PREPARE" -> {
                examination.effects.pin(new Pin(PinKind.TEXT_PREPARE, tokens.unquoted(1)));
                yield examination.writer(StatementKind.PREPARE, "statement prepared in SQL");
            }
            case "DEALLOCATE" -> {
                examination.effects.unpins.add(new Pin(PinKind.TEXT_PREPARE, tokens.unquoted(2)));
                yield examination.writer(StatementKind.DEALLOCATE, "DEALLOCATE PREPARE");
            }
            case "KILL" -> {
                examination.effects.diagnostics.add(Diagnostic.THREAD_OF_SERVER);
                yield examination.writer(StatementKind.KILL, "thread ids belong to one server");
            }
            default -> null;
        };
    }

    private static Verdict begin(Examination examination) {
        examination.effects.implicitCommit = true;
        examination.effects.unpins.add(new Pin(PinKind.TABLE_LOCK, null));
        return examination.writer(StatementKind.BEGIN, "start of a transaction");
    }

    private static Verdict start(Examination examination) {
        Tokens tokens = examination.tokens;
        if (!tokens.word(1, "TRANSACTION")) {
            examination.effects.implicitCommit = true;
            return examination.writer(StatementKind.ADMIN, "administration: START");
        }
        for (int i = 2; i < tokens.size(); i++) {
            examination.effects.readOnly |= tokens.words(i, "READ", "ONLY");
            examination.effects.readWrite |= tokens.words(i, "READ", "WRITE");
            examination.effects.consistentSnapshot |= tokens.words(i, "CONSISTENT", "SNAPSHOT");
        }
        return begin(examination);
    }

    private static Verdict end(Examination examination, String verb) {
        Tokens tokens = examination.tokens;
        int i = tokens.word(1, "WORK") ? 2 : 1;
        if (verb.equals("ROLLBACK") && tokens.word(i, "TO")) {
            return examination.writer(StatementKind.ROLLBACK_TO_SAVEPOINT, "rollback to a savepoint");
        }
        if (tokens.word(i, "AND")) {
            examination.effects.chain = tokens.word(i + 1, "CHAIN");
            i += examination.effects.chain ? 2 : 3;
        }
        examination.effects.release = tokens.word(i, "RELEASE");
        StatementKind kind = verb.equals("COMMIT") ? StatementKind.COMMIT : StatementKind.ROLLBACK;
        return examination.writer(kind, "end of a transaction");
    }

    private static Verdict xa(Examination examination) {
        Tokens tokens = examination.tokens;
        examination.textOnly = true;
        String branch = tokens.stringValue(2);
        if (tokens.word(1, "START") || tokens.word(1, "BEGIN")) {
            examination.effects.pin(new Pin(PinKind.XA, branch));
            return examination.writer(StatementKind.XA, "start of an XA branch");
        }
        if (tokens.word(1, "COMMIT") || tokens.word(1, "ROLLBACK")) {
            examination.effects.unpins.add(new Pin(PinKind.XA, branch));
            return examination.writer(StatementKind.XA, "end of an XA branch");
        }
        return examination.writer(StatementKind.XA, "XA " + tokens.upper(1));
    }

    private static @Nullable Verdict lock(Examination examination, String verb) {
        return switch (verb) {
            case "LOCK" -> lockTables(examination);
            case "UNLOCK" -> unlock(examination);
            case "FLUSH" -> flush(examination);
            default -> backup(examination);
        };
    }

    private static Verdict lockTables(Examination examination) {
        if (examination.tokens.word(1, "INSTANCE")) {
            return locks(examination, PinKind.INSTANCE_LOCK, "backup lock of the instance");
        }
        examination.effects.implicitCommit = true;
        return locks(examination, PinKind.TABLE_LOCK, "locked tables");
    }

    private static Verdict locks(Examination examination, PinKind kind, String reason) {
        examination.effects.pin(new Pin(kind, null));
        return examination.writer(StatementKind.LOCK, reason);
    }

    private static Verdict unlocks(Examination examination, PinKind... kinds) {
        for (PinKind kind : kinds) {
            examination.effects.unpins.add(new Pin(kind, null));
        }
        return examination.writer(StatementKind.UNLOCK, "end of a lock");
    }

    private static Verdict unlock(Examination examination) {
        if (examination.tokens.word(1, "INSTANCE")) {
            return unlocks(examination, PinKind.INSTANCE_LOCK);
        }
        examination.effects.implicitCommit = true;
        return unlocks(examination, PinKind.TABLE_LOCK, PinKind.GLOBAL_READ_LOCK);
    }

    /** FLUSH TABLES that keeps a lock; {@code null} for any other FLUSH. */
    private static @Nullable Verdict flush(Examination examination) {
        Tokens tokens = examination.tokens;
        int i = tokens.word(1, "LOCAL") || tokens.word(1, "NO_WRITE_TO_BINLOG") ? 2 : 1;
        if (!tokens.word(i, "TABLES") && !tokens.word(i, "TABLE")) {
            return null;
        }
        int last = tokens.size() - 1;
        boolean readLock = tokens.words(last - 1, "READ", "LOCK") || tokens.words(last - 4, "READ", "LOCK");
        if (!readLock && !tokens.words(last - 1, "FOR", "EXPORT")) {
            return null;
        }
        examination.effects.implicitCommit = true;
        return tokens.word(i + 1, "WITH")
                ? locks(examination, PinKind.GLOBAL_READ_LOCK, "global read lock")
                : locks(examination, PinKind.TABLE_LOCK, "locked tables");
    }

    private static Verdict backup(Examination examination) {
        Tokens tokens = examination.tokens;
        if (tokens.words(1, "STAGE", "END") || tokens.word(1, "UNLOCK")) {
            return unlocks(examination, PinKind.BACKUP_STAGE);
        }
        return locks(examination, PinKind.BACKUP_STAGE, "backup stage or lock");
    }

    private static Verdict handler(Examination examination) {
        Tokens tokens = examination.tokens;
        String table = Definitions.name(tokens, 1);
        int i = tokens.is(2, TokenType.DOT) ? 4 : 2;
        if (tokens.word(i, "OPEN")) {
            int alias = tokens.word(i + 1, "AS") ? i + 2 : i + 1;
            String name = tokens.name(alias) ? tokens.unquoted(alias) : table;
            examination.effects.pin(new Pin(PinKind.HANDLER, name));
        } else if (tokens.word(i, "CLOSE")) {
            examination.effects.unpins.add(new Pin(PinKind.HANDLER, table));
        }
        return examination.writer(StatementKind.HANDLER, "handler of the connection");
    }
}
