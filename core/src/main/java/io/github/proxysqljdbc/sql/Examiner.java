package io.github.proxysqljdbc.sql;

import io.github.proxysqljdbc.sql.QueryWitness.Objection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a statement is, from its tokens; asks the parser only about what would go to a reader. Stateless but for counters. */
final class Examiner {
    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "IMPORT", "MERGE");
    private static final Set<String> DEFINITIONS =
            Set.of("CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT", "REVOKE", "COMMENT");
    private static final Set<String> COMPOUND =
            Set.of("IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR", "DECLARE", "EXECUTE", "SIGNAL", "RESIGNAL");
    private static final Set<String> ADMINISTRATION = Set.of(
            "OPTIMIZE",
            "REPAIR",
            "CHECK",
            "CACHE",
            "FLUSH",
            "RESET",
            "PURGE",
            "INSTALL",
            "UNINSTALL",
            "SHUTDOWN",
            "RESTART",
            "STOP",
            "CHANGE",
            "BINLOG",
            "CLONE",
            "HELP",
            "GET");

    /** Those that commit an open transaction (MySQL Reference Manual, "Statements That Cause an Implicit Commit"). */
    private static final Set<String> COMMITTING =
            Set.of("OPTIMIZE", "REPAIR", "CHECK", "CACHE", "FLUSH", "RESET", "INSTALL", "UNINSTALL", "STOP", "CHANGE");

    /** For parts of a text that goes to the writer in any case: only their effects matter. */
    private static final Examiner OF_PARTS = new Examiner(null);

    private final @Nullable ParserWitness parser;

    /** @param parser the second witness for a reader; without one, no query is for a reader */
    Examiner(@Nullable ParserWitness parser) {
        this.parser = parser;
    }

    /** Never null; anything not understood belongs to the writer. */
    Verdict examine(Tokens all) {
        int end = all.size();
        while (all.is(end - 1, TokenType.SEMICOLON)) {
            end--;
        }
        Tokens tokens = end == all.size() ? all : all.slice(0, end);
        if (tokens.size() == 0) {
            return new Verdict(StatementKind.EMPTY, Target.WRITER, "empty statement", false, false, Effects.NONE);
        }
        boolean several = tokens.contains(0, tokens.size(), TokenType.SEMICOLON);
        return several && !StoredCode.mayHoldSemicolons(tokens) ? several(tokens) : single(tokens);
    }

    /** Statements in one text: all the effects that any of them may have, on the writer. */
    private Verdict several(Tokens tokens) {
        Effects.Builder effects = new Effects.Builder();
        effects.mayReturnMoreResults = true;
        int from = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.is(i, TokenType.SEMICOLON)) {
                if (i > from) {
                    effects.addAll(OF_PARTS.single(tokens.slice(from, i)));
                }
                from = i + 1;
            }
        }
        return new Verdict(
                StatementKind.MULTI, Target.WRITER, "several statements in one text", false, true, effects.build());
    }

    private Verdict single(Tokens tokens) {
        Examination examination = new Examination(tokens);
        if (!StoredCode.isDefinition(tokens)) {
            examination.scanEffects();
        } else if (tokens.contains(0, tokens.size(), TokenType.SEMICOLON)) {
            examination.effects.checkServer = true;
            examination.effects.mayReturnMoreResults = true;
        }
        int verbAt = 0;
        while (tokens.is(verbAt, TokenType.OPEN)) {
            verbAt++;
        }
        if (tokens.is(verbAt, TokenType.BRACE_OPEN)) {
            return escape(examination, verbAt);
        }
        if (!tokens.is(verbAt, TokenType.WORD)) {
            return examination.writer(StatementKind.UNKNOWN, "no verb that is known");
        }
        String verb = tokens.upper(verbAt);
        Verdict verdict = byVerb(examination, verb, verbAt);
        if (tokens.executableComment() && !verdict.effects().assignments().isEmpty()) {
            examination.effects.assignments.clear();
            examination.effects.pin(new Pin(PinKind.SESSION_STATE, null));
            return examination.writer(verdict.kind(), "executable comment: the server alone knows what it sets");
        }
        return verdict;
    }

    private Verdict byVerb(Examination examination, String verb, int verbAt) {
        Tokens tokens = examination.tokens;
        if (WRITES.contains(verb)) {
            return examination.writer(StatementKind.WRITE, "write: " + verb);
        }
        if (verbAt > 0 && !Keywords.QUERY_STARTS.contains(verb)) {
            return examination.writer(StatementKind.UNKNOWN, "parenthesis before " + verb);
        }
        return switch (verb) {
            case "SELECT", "TABLE", "VALUES", "WITH" -> query(examination, verbAt);
            case "EXPLAIN", "DESCRIBE", "DESC" -> explain(examination);
            case "ANALYZE" -> analyze(examination);
            case "SHOW" -> Show.examine(examination);
            case "CHECKSUM" -> checksum(examination);
            case "LOAD" -> load(examination);
            case "SET" -> set(examination);
            case "USE" -> SetGrammar.use(examination);
            case "DO" -> examination.writer(StatementKind.DO, "DO");
            case "CALL" -> routine(examination, "CALL");
            default -> {
                Verdict verdict = ControlGrammar.examine(examination, verb);
                yield verdict != null ? verdict : byFamily(examination, verb, tokens);
            }
        };
    }

    private Verdict byFamily(Examination examination, String verb, Tokens tokens) {
        if (DEFINITIONS.contains(verb)) {
            return Definitions.examine(examination, verb);
        }
        if (COMPOUND.contains(verb)) {
            return verb.equals("EXECUTE") && tokens.word(1, "IMMEDIATE")
                    ? immediate(examination)
                    : routine(examination, verb);
        }
        if (ADMINISTRATION.contains(verb)) {
            if (verb.equals("GET")) {
                examination.effects.diagnostics.add(Diagnostic.WARNINGS);
            }
            examination.effects.implicitCommit = COMMITTING.contains(verb);
            return examination.writer(StatementKind.ADMIN, "administration: " + verb);
        }
        return examination.writer(StatementKind.UNKNOWN, "statement that is not known: " + verb);
    }

    static Verdict routine(Examination examination, String what) {
        examination.effects.checkServer = true;
        examination.effects.mayReturnMoreResults = true;
        return examination.writer(StatementKind.CALL, what + ": the text does not say what runs");
    }

    /** EXECUTE IMMEDIATE of a literal does what the literal says. */
    private Verdict immediate(Examination examination) {
        Tokens tokens = examination.tokens;
        examination.textOnly = true;
        String text = tokens.stringValue(2);
        if (text == null || (tokens.size() > 3 && !tokens.word(3, "USING"))) {
            return routine(examination, "EXECUTE IMMEDIATE");
        }
        examination.effects.mayReturnMoreResults = true;
        examination.effects.addAll(OF_PARTS.examine(new Tokens(text, tokens.dialect())));
        return examination.writer(StatementKind.CALL, "EXECUTE IMMEDIATE");
    }

    private static Verdict escape(Examination examination, int verbAt) {
        Tokens tokens = examination.tokens;
        int call = tokens.is(verbAt + 1, TokenType.PARAMETER) && tokens.operator(verbAt + 2, "=")
                ? verbAt + 3
                : verbAt + 1;
        return tokens.word(call, "CALL")
                ? routine(examination, "CALL")
                : examination.writer(StatementKind.UNKNOWN, "escape that is not known");
    }

    private static Verdict load(Examination examination) {
        if (examination.tokens.words(1, "INDEX", "INTO")) {
            examination.effects.implicitCommit = true;
            return examination.writer(StatementKind.ADMIN, "administration: LOAD INDEX");
        }
        return examination.writer(StatementKind.WRITE, "write: LOAD");
    }

    /** A query, from the token where its verb or its first parenthesis stands. */
    private Verdict query(Examination examination, int verbAt) {
        Tokens tokens = examination.tokens;
        int main = tokens.word(verbAt, "WITH") ? mainVerb(tokens, verbAt) : verbAt;
        if (tokens.wordIn(main, WRITES)) {
            return examination.writer(StatementKind.WRITE, "write: " + tokens.upper(main) + " behind WITH");
        }
        return read(examination, tokens, StatementKind.READ, Verdict.PLAIN_READ);
    }

    private Verdict read(Examination examination, Tokens query, StatementKind kind, String reason) {
        Objection objection = QueryWitness.objection(query);
        if (objection == null && !examination.effects.diagnostics.isEmpty()) {
            objection = new Objection(
                    ReadDoubt.SAME_CONNECTION,
                    "asks the connection: "
                            + examination.effects.diagnostics.iterator().next(),
                    false);
        }
        if (objection == null) {
            String parserSays = parser == null ? "one of several statements" : parser.objection(query);
            objection = parserSays == null ? null : new Objection(ReadDoubt.NOT_UNDERSTOOD, parserSays, true);
        }
        if (objection == null) {
            return examination.reader(kind, reason);
        }
        Verdict verdict = objection.cautious()
                ? examination.presumedRead(kind, objection.reason())
                : examination.writer(kind, objection.reason());
        return verdict.doubted(objection.doubt());
    }

    /** Where the verb behind the common table expressions of a WITH stands. */
    private static int mainVerb(Tokens tokens, int with) {
        int i = tokens.word(with + 1, "RECURSIVE") ? with + 2 : with + 1;
        while (tokens.name(i)) {
            i++;
            if (tokens.is(i, TokenType.OPEN)) {
                i = tokens.closing(i) + 1;
            }
            if (!tokens.word(i, "AS") || !tokens.is(i + 1, TokenType.OPEN)) {
                return tokens.size();
            }
            i = tokens.closing(i + 1) + 1;
            if (!tokens.is(i, TokenType.COMMA)) {
                break;
            }
            i++;
        }
        while (tokens.is(i, TokenType.OPEN)) {
            i++;
        }
        return i;
    }

    private Verdict explain(Examination examination) {
        Tokens tokens = examination.tokens;
        int i = explained(tokens, 1);
        if (tokens.words(i, "FOR", "CONNECTION")) {
            examination.effects.diagnostics.add(Diagnostic.THREAD_OF_SERVER);
            return examination.writer(StatementKind.EXPLAIN, "thread ids belong to one server");
        }
        int verb = i;
        while (tokens.is(verb, TokenType.OPEN)) {
            verb++;
        }
        int main = tokens.word(verb, "WITH") ? mainVerb(tokens, verb) : verb;
        if (tokens.wordIn(main, WRITES)) {
            return examination.writer(StatementKind.EXPLAIN, "plan of a write");
        }
        if (tokens.wordIn(verb, Keywords.QUERY_STARTS)) {
            return read(examination, tokens.slice(i, tokens.size()), StatementKind.EXPLAIN, "plan of a read");
        }
        return examination.presumedRead(StatementKind.EXPLAIN, "metadata: a reader may not know the last DDL yet");
    }

    private static int explained(Tokens tokens, int from) {
        int i = from;
        while (tokens.wordIn(i, Set.of("ANALYZE", "EXTENDED", "PARTITIONS", "FORMAT"))) {
            i += tokens.word(i, "FORMAT") && tokens.operator(i + 1, "=") ? 3 : 1;
        }
        return i;
    }

    /** ANALYZE TABLE maintains a table; MariaDB's ANALYZE of a statement executes it. */
    private Verdict analyze(Examination examination) {
        Tokens tokens = examination.tokens;
        int i = explained(tokens, 1);
        int verb = i;
        while (tokens.is(verb, TokenType.OPEN)) {
            verb++;
        }
        int main = tokens.word(verb, "WITH") ? mainVerb(tokens, verb) : verb;
        if (tokens.wordIn(main, WRITES)) {
            return examination.writer(StatementKind.WRITE, "write: ANALYZE executes it");
        }
        if (tokens.wordIn(verb, Set.of("SELECT", "WITH", "VALUES"))) {
            return read(examination, tokens.slice(i, tokens.size()), StatementKind.EXPLAIN, "plan of a read");
        }
        examination.effects.implicitCommit = true;
        return examination.writer(StatementKind.ADMIN, "administration: ANALYZE TABLE");
    }

    private static Verdict checksum(Examination examination) {
        Tokens tokens = examination.tokens;
        boolean known = tokens.word(1, "TABLE") && !tokens.bad() && !tokens.executableComment();
        for (int i = 2; i < tokens.size(); i++) {
            known &= tokens.name(i) || tokens.is(i, TokenType.COMMA) || tokens.is(i, TokenType.DOT);
        }
        return known
                ? examination.reader(StatementKind.READ, "read: CHECKSUM TABLE")
                : examination.writer(StatementKind.UNKNOWN, "statement that is not known: CHECKSUM");
    }

    /** SET, and MariaDB's SET STATEMENT … FOR a statement, which is judged as that statement; it may be another SET STATEMENT. */
    private Verdict set(Examination examination) {
        Tokens tokens = examination.tokens;
        boolean plain = true;
        int from = 0;
        while (tokens.words(from, "SET", "STATEMENT") && !tokens.operator(from + 2, "=")) {
            int forAt = endOfSettings(tokens, from + 2);
            if (forAt == tokens.size()) {
                return examination.writer(StatementKind.UNKNOWN, "SET STATEMENT without FOR");
            }
            plain &= QueryWitness.objection(tokens.slice(from + 2, forAt)) == null
                    && !tokens.contains(from + 2, forAt, TokenType.USER_VARIABLE);
            from = forAt + 1;
        }
        if (from == 0) {
            return SetGrammar.set(examination);
        }
        Verdict inner = single(tokens.slice(from, tokens.size()));
        return inner.reader() && !plain
                ? new Verdict(
                        inner.kind(), Target.WRITER, "SET STATEMENT with an expression", true, true, inner.effects())
                : inner;
    }

    private static int endOfSettings(Tokens tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.is(i, TokenType.OPEN)) {
                depth++;
            } else if (tokens.is(i, TokenType.CLOSE)) {
                depth--;
            } else if (depth == 0 && tokens.word(i, "FOR")) {
                return i;
            }
        }
        return tokens.size();
    }
}
