package io.github.proxysqljdbc.sql;

import io.github.proxysqljdbc.sql.Assignment.Scope;
import io.github.proxysqljdbc.sql.Assignment.ValueKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SET and USE (MySQL Reference Manual, "SET Syntax for Variable Assignment", "SET TRANSACTION"). What it cannot take apart pins the session.
 */
final class SetGrammar {
    private static final Set<String> TRANSACTION_VARIABLES =
            Set.of("transaction_isolation", "transaction_read_only", "tx_isolation", "tx_read_only");

    private final Examination examination;
    private final Tokens tokens;

    /** The scope of assignments that name none: the last one named before, or the session. */
    private Scope scope = Scope.SESSION;

    private boolean scopeNamed;

    private SetGrammar(Examination examination) {
        this.examination = examination;
        this.tokens = examination.tokens;
        examination.textOnly = true;
    }

    static Verdict use(Examination examination) {
        Tokens tokens = examination.tokens;
        if (tokens.size() != 2 || !tokens.name(1)) {
            return examination.writer(StatementKind.UNKNOWN, "USE that is not understood");
        }
        assign(examination, Scope.SCHEMA, "schema", ValueKind.KEYWORD, tokens.unquoted(1), null);
        return examination.writer(StatementKind.USE, "schema of the session");
    }

    static Verdict set(Examination examination) {
        SetGrammar grammar = new SetGrammar(examination);
        Verdict special = grammar.special();
        if (special != null) {
            return special;
        }
        for (int i = 1; i < grammar.tokens.size(); ) {
            int end = grammar.endOfAssignment(i);
            if (!grammar.assignment(i, end)) {
                return grammar.notUnderstood();
            }
            i = end + 1;
        }
        return grammar.verdict();
    }

    private Verdict verdict() {
        boolean server = false;
        boolean session = false;
        for (Assignment assignment : examination.effects.assignments) {
            boolean global = assignment.scope() == Scope.GLOBAL || assignment.scope() == Scope.PERSIST;
            server |= global;
            session |= !global;
            if (assignment.scope() == Scope.USER && !assignment.literal()) {
                examination.effects.pin(new Pin(PinKind.USER_VARIABLE, assignment.name()));
            }
        }
        if (server && session) {
            examination.effects.pin(new Pin(PinKind.SESSION_STATE, null));
        }
        return examination.writer(StatementKind.SET, server ? "setting of the server" : "setting of the session");
    }

    private Verdict notUnderstood() {
        examination.effects.assignments.clear();
        examination.effects.pin(new Pin(PinKind.SESSION_STATE, null));
        return examination.writer(StatementKind.SET, "SET that is not understood");
    }

    /** The forms of SET that are no list of assignments; {@code null} for a list. */
    private @Nullable Verdict special() {
        if (tokens.operator(2, "=") || tokens.is(2, TokenType.ASSIGN)) {
            return null;
        }
        if (tokens.word(1, "PASSWORD") || tokens.words(1, "DEFAULT", "ROLE")) {
            examination.effects.implicitCommit = true;
            return examination.writer(StatementKind.DDL, "account definition: SET " + tokens.upper(1));
        }
        if (tokens.word(1, "ROLE")) {
            assign(examination, Scope.ROLE, "role", ValueKind.KEYWORD, tokens.text(2, tokens.size() - 1), null);
            return verdict();
        }
        if (tokens.words(1, "RESOURCE", "GROUP")) {
            if (tokens.size() != 4) {
                return notUnderstood();
            }
            assign(examination, Scope.RESOURCE_GROUP, "resource_group", ValueKind.KEYWORD, tokens.unquoted(3), null);
            return verdict();
        }
        int i = isScope(1) ? 2 : 1;
        return tokens.word(i, "TRANSACTION") ? transaction(i) : null;
    }

    private Verdict transaction(int at) {
        Scope target = at == 1 ? Scope.NEXT_TRANSACTION : scopeOf(1);
        for (int i = at + 1; i < tokens.size(); i++) {
            if (tokens.words(i, "ISOLATION", "LEVEL")) {
                boolean twoWords = tokens.word(i + 2, "READ") || tokens.word(i + 2, "REPEATABLE");
                String level = twoWords ? tokens.upper(i + 2) + "-" + tokens.upper(i + 3) : tokens.upper(i + 2);
                assign(examination, target, "transaction_isolation", ValueKind.STRING, level, null);
                i += twoWords ? 3 : 2;
            } else if (tokens.word(i, "READ") && (tokens.word(i + 1, "ONLY") || tokens.word(i + 1, "WRITE"))) {
                String value = tokens.word(i + 1, "ONLY") ? "ON" : "OFF";
                assign(examination, target, "transaction_read_only", ValueKind.KEYWORD, value, null);
                i++;
            } else if (!tokens.is(i, TokenType.COMMA)) {
                return notUnderstood();
            }
        }
        return examination.effects.assignments.isEmpty() ? notUnderstood() : verdict();
    }

    private boolean isScope(int i) {
        return tokens.wordIn(i, Set.of("SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY"))
                && !tokens.operator(i + 1, "=");
    }

    private Scope scopeOf(int i) {
        return scope(tokens.upper(i));
    }

    private static Scope scope(String upperCase) {
        return switch (upperCase) {
            case "GLOBAL" -> Scope.GLOBAL;
            case "PERSIST", "PERSIST_ONLY" -> Scope.PERSIST;
            default -> Scope.SESSION;
        };
    }

    private int endOfAssignment(int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.is(i, TokenType.OPEN)) {
                depth++;
            } else if (tokens.is(i, TokenType.CLOSE)) {
                depth--;
            } else if (depth == 0 && tokens.is(i, TokenType.COMMA)) {
                return i;
            }
        }
        return tokens.size();
    }

    /** Takes one assignment; {@code false} if it is none. */
    private boolean assignment(int from, int end) {
        if (tokens.word(from, "NAMES") && !isAssign(from + 1)) {
            return names(from, end);
        }
        if (!isAssign(from + 1)
                && (tokens.word(from, "CHARSET")
                        || tokens.words(from, "CHARACTER", "SET")
                        || tokens.words(from, "CHAR", "SET"))) {
            int value = tokens.word(from, "CHARSET") ? from + 1 : from + 2;
            return end == value + 1 && value(Scope.CHARACTER_SET, "character_set", value, end, null);
        }
        if (tokens.is(from, TokenType.USER_VARIABLE)) {
            return isAssign(from + 1) && value(Scope.USER, tokens.userVariable(from), from + 2, end, null);
        }
        if (tokens.is(from, TokenType.SYSTEM_VARIABLE)) {
            return isAssign(from + 1) && systemVariable(from, end);
        }
        int name = from;
        if (isScope(from)) {
            scope = scopeOf(from);
            scopeNamed = true;
            name++;
        }
        if (!tokens.name(name) || !isAssign(name + 1)) {
            return false;
        }
        String variable = tokens.unquoted(name).toLowerCase(Locale.ROOT);
        return value(scope, variable, name + 2, end, null);
    }

    private boolean systemVariable(int from, int end) {
        String text = tokens.text(from).substring(2);
        int dot = text.indexOf('.');
        String prefix = dot < 0 ? "" : text.substring(0, dot).toUpperCase(Locale.ROOT);
        boolean named =
                Set.of("SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY").contains(prefix);
        String variable = tokens.systemVariable(from);
        Scope target = named ? scope(prefix) : scope;
        if (!named && !scopeNamed && TRANSACTION_VARIABLES.contains(variable)) {
            target = Scope.NEXT_TRANSACTION;
        }
        return value(target, variable, from + 2, end, null);
    }

    private boolean isAssign(int i) {
        return tokens.operator(i, "=") || tokens.is(i, TokenType.ASSIGN);
    }

    private boolean names(int from, int end) {
        boolean collates = tokens.word(from + 2, "COLLATE");
        if (end != from + (collates ? 4 : 2)) {
            return false;
        }
        return value(Scope.NAMES, "names", from + 1, from + 2, collates ? tokens.unquoted(from + 3) : null);
    }

    private boolean value(Scope target, String name, int from, int end, @Nullable String collation) {
        if (from >= end) {
            return false;
        }
        String canonical = name.startsWith("tx_") ? "transaction_" + name.substring(3) : name;
        String variable = TRANSACTION_VARIABLES.contains(name) ? canonical : name;
        boolean signed = end == from + 2
                && tokens.is(from + 1, TokenType.NUMBER)
                && (tokens.operator(from, "-") || tokens.operator(from, "+"));
        if (signed) {
            assign(
                    examination,
                    target,
                    variable,
                    ValueKind.NUMBER,
                    tokens.text(from) + tokens.text(from + 1),
                    collation);
        } else if (end > from + 1) {
            assign(examination, target, variable, ValueKind.EXPRESSION, tokens.text(from, end - 1), collation);
        } else {
            single(target, variable, from, collation);
        }
        return true;
    }

    private void single(Scope target, String name, int i, @Nullable String collation) {
        ValueKind kind = switch (tokens.type(i)) {
            case STRING -> isPlainString(i) ? ValueKind.STRING : ValueKind.EXPRESSION;
            case NUMBER -> ValueKind.NUMBER;
            case PARAMETER -> ValueKind.PARAMETER;
            case WORD -> keyword(target, i);
            case QUOTED_NAME -> target == Scope.USER ? ValueKind.EXPRESSION : ValueKind.STRING;
            default -> ValueKind.EXPRESSION;
        };
        String value = switch (kind) {
            case STRING -> tokens.unquoted(i);
            case KEYWORD, DEFAULT, NULL -> tokens.upper(i);
            default -> tokens.text(i);
        };
        assign(examination, target, name, kind, value, collation);
    }

    private boolean isPlainString(int i) {
        char first = tokens.text(i).charAt(0);
        return first == '\'' || first == '"';
    }

    private ValueKind keyword(Scope target, int i) {
        return switch (tokens.upper(i)) {
            case "DEFAULT" -> ValueKind.DEFAULT;
            case "NULL" -> ValueKind.NULL;
            case "TRUE", "FALSE" -> ValueKind.KEYWORD;
            default -> target == Scope.USER ? ValueKind.EXPRESSION : ValueKind.KEYWORD;
        };
    }

    private static void assign(
            Examination examination,
            Scope scope,
            String name,
            ValueKind kind,
            String value,
            @Nullable String collation) {
        examination.effects.assignments.add(new Assignment(scope, name, kind, value, collation));
        if (scope == Scope.SESSION && (name.equals("last_insert_id") || name.equals("identity"))) {
            examination.effects.leaves.add(Diagnostic.LAST_INSERT_ID);
        }
    }
}
