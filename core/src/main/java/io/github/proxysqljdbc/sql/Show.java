package io.github.proxysqljdbc.sql;

/** SHOW in all its forms. */
final class Show {
    private Show() {}

    static Verdict examine(Examination examination) {
        Tokens tokens = examination.tokens;
        if (isDiagnostics(tokens)) {
            examination.effects.diagnostics.add(Diagnostic.WARNINGS);
            return examination.writer(StatementKind.SHOW, "diagnostics of the statement before");
        }
        if (tokens.word(1, "EXPLAIN") || tokens.word(1, "ANALYZE")) {
            examination.effects.diagnostics.add(Diagnostic.THREAD_OF_SERVER);
            return examination.writer(StatementKind.SHOW, "thread ids belong to one server");
        }
        if (tokens.word(1, "PROFILE") || tokens.word(1, "PROFILES")) {
            examination.effects.diagnostics.add(Diagnostic.PROFILE);
            return examination.writer(StatementKind.SHOW, "profile of the connection");
        }
        if (tokens.word(1, "STATUS")
                || ((tokens.word(1, "SESSION") || tokens.word(1, "LOCAL")) && tokens.word(2, "STATUS"))) {
            examination.effects.diagnostics.add(Diagnostic.PROFILE);
            return examination.writer(StatementKind.SHOW, "status counters of the connection");
        }
        if (isReplicaStatus(tokens)) {
            return examination.reader(StatementKind.SHOW, "state of a replica");
        }
        if (tokens.word(1, "MASTER") || tokens.word(1, "BINARY") || tokens.word(1, "BINLOG")) {
            return examination.writer(StatementKind.SHOW, "state of the writer");
        }
        return examination.presumedRead(StatementKind.SHOW, "metadata: a reader may not know the last DDL yet");
    }

    private static boolean isDiagnostics(Tokens tokens) {
        int what = tokens.word(1, "COUNT") && tokens.is(2, TokenType.OPEN) ? 5 : 1;
        return tokens.word(what, "WARNINGS") || tokens.word(what, "ERRORS");
    }

    private static boolean isReplicaStatus(Tokens tokens) {
        int i = tokens.word(1, "ALL") ? 2 : 1;
        boolean replica = tokens.word(i, "REPLICA")
                || tokens.word(i, "REPLICAS")
                || tokens.word(i, "SLAVE")
                || tokens.word(i, "SLAVES");
        boolean plain = !tokens.bad() && !tokens.executableComment();
        for (int rest = i + 1; rest < tokens.size(); rest++) {
            plain &= tokens.name(rest) || tokens.is(rest, TokenType.STRING);
        }
        int status = tokens.is(i + 1, TokenType.STRING) ? i + 2 : i + 1;
        return replica && plain && tokens.word(status, "STATUS");
    }
}
