package io.github.proxysqljdbc.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one text, without comments and hints, and without the literals that the digest of a long list leaves out. Any index may be
 * asked: outside there is only {@link TokenType#END}.
 */
final class Tokens {
    private static final int LIST_LIMIT = 3;
    private static final int ROW_LIMIT = 10;

    static final Set<TokenType> NAMES = Set.of(TokenType.WORD, TokenType.QUOTED_NAME);
    static final Set<TokenType> NUMBERS = Set.of(TokenType.NUMBER);

    private final String sql;
    private final Dialect dialect;
    private TokenType[] types = new TokenType[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] spaced = new boolean[64];
    private int size;
    private boolean executableComment;
    private boolean bad;
    private int list;
    private int rows;
    private boolean inRow;
    private int sizeAtRowLimit;

    Tokens(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        Lexer lexer = new Lexer(sql, dialect);
        for (TokenType type = lexer.next(); type != TokenType.END; type = lexer.next()) {
            bad |= type == TokenType.BAD;
            switch (type) {
                case HINT -> {}
                case EXECUTABLE_OPEN, EXECUTABLE_CLOSE -> executableComment = true;
                default -> {
                    if (!isSignOfElement(type, lexer)) {
                        add(type, lexer);
                        shorten(type, lexer);
                    }
                }
            }
        }
    }

    private Tokens(Tokens whole, int from, int to) {
        this.sql = whole.sql;
        this.dialect = whole.dialect;
        this.executableComment = whole.executableComment;
        this.bad = whole.bad;
        this.size = to - from;
        this.types = Arrays.copyOfRange(whole.types, from, to);
        this.starts = Arrays.copyOfRange(whole.starts, from, to);
        this.ends = Arrays.copyOfRange(whole.ends, from, to);
        this.spaced = Arrays.copyOfRange(whole.spaced, from, to);
    }

    /** The tokens from one index to another, the second excluded. */
    Tokens slice(int from, int to) {
        return new Tokens(this, Math.min(from, to), Math.min(to, size));
    }

    private boolean isSignOfElement(TokenType type, Lexer lexer) {
        if (type != TokenType.OPERATOR
                || lexer.end() - lexer.start() != 1
                || "+-".indexOf(sql.charAt(lexer.start())) < 0) {
            return false;
        }
        return is(size - 1, TokenType.COMMA) || is(size - 1, TokenType.OPEN);
    }

    /** Takes back what the digest of a long list does not show. */
    private void shorten(TokenType type, Lexer lexer) {
        switch (type) {
            case NUMBER, STRING, PARAMETER -> {
                list = list > 0 && is(size - 2, TokenType.COMMA) ? list + 1 : 1;
                if (list > LIST_LIMIT) {
                    size -= 2;
                }
            }
            case COMMA -> {}
            case OPEN -> {
                list = 0;
                rows = is(size - 2, TokenType.COMMA) && is(size - 3, TokenType.CLOSE) ? rows : 0;
                inRow = true;
            }
            case CLOSE -> {
                list = 0;
                rows = inRow ? rows + 1 : 0;
                inRow = false;
                if (rows == ROW_LIMIT) {
                    sizeAtRowLimit = size;
                } else if (rows > ROW_LIMIT) {
                    size = sizeAtRowLimit;
                }
            }
            default -> {
                list = 0;
                inRow = inRow && type == TokenType.WORD && Keywords.isConstant(sql, lexer.start(), lexer.end());
            }
        }
    }

    private void add(TokenType type, Lexer lexer) {
        if (size == types.length) {
            types = Arrays.copyOf(types, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            spaced = Arrays.copyOf(spaced, size * 2);
        }
        types[size] = type;
        starts[size] = lexer.start();
        ends[size] = lexer.end();
        spaced[size++] = lexer.spaced();
    }

    int size() {
        return size;
    }

    /** Whether the text has a comment that some servers execute and others do not. */
    boolean executableComment() {
        return executableComment;
    }

    /** Whether the text has something that servers refuse or read differently from each other. */
    boolean bad() {
        return bad;
    }

    Dialect dialect() {
        return dialect;
    }

    TokenType type(int i) {
        return i >= 0 && i < size ? types[i] : TokenType.END;
    }

    boolean is(int i, TokenType type) {
        return type(i) == type;
    }

    /** Whether white space or a comment stands before the token. */
    boolean spaced(int i) {
        return i >= 0 && i < size && spaced[i];
    }

    boolean word(int i, String upperCase) {
        return type(i) == TokenType.WORD
                && ends[i] - starts[i] == upperCase.length()
                && sql.regionMatches(true, starts[i], upperCase, 0, upperCase.length());
    }

    /** Whether the words stand there, one after the other. */
    boolean words(int i, String first, String second) {
        return word(i, first) && word(i + 1, second);
    }

    boolean wordIn(int i, Set<String> upperCase) {
        return type(i) == TokenType.WORD && upperCase.contains(upper(i));
    }

    boolean operator(int i, String text) {
        return type(i) == TokenType.OPERATOR && text.contentEquals(sql.subSequence(starts[i], ends[i]));
    }

    /** Whether the token can name a table, a variable or the like. */
    boolean name(int i) {
        return type(i) == TokenType.WORD || type(i) == TokenType.QUOTED_NAME;
    }

    /** Where the token begins in the text. */
    int start(int i) {
        return starts[i];
    }

    /** Where the token ends in the text. */
    int end(int i) {
        return ends[i];
    }

    String text(int i) {
        return i >= 0 && i < size ? sql.substring(starts[i], ends[i]) : "";
    }

    /** The source from one token to another, both included. */
    String text(int first, int last) {
        return first <= last && first >= 0 && last < size ? sql.substring(starts[first], ends[last]) : "";
    }

    String upper(int i) {
        return text(i).toUpperCase(Locale.ROOT);
    }

    /** A word as it stands, or what a quoted name or string holds. */
    String unquoted(int i) {
        return switch (type(i)) {
            case QUOTED_NAME -> Literals.unquote(text(i), true);
            case STRING -> Literals.unquote(text(i), dialect.noBackslashEscapes());
            default -> text(i);
        };
    }

    /** A user variable's name in lower case, without {@code @} and quotes. */
    String userVariable(int i) {
        String name = text(i).substring(1);
        boolean quoted = !name.isEmpty() && "'\"`".indexOf(name.charAt(0)) >= 0;
        boolean noEscapes = dialect.noBackslashEscapes() || (quoted && name.charAt(0) == '`');
        return (quoted ? Literals.unquote(name, noEscapes) : name).toLowerCase(Locale.ROOT);
    }

    /** Whether the token is a user variable, and not the host of an account name. */
    boolean isUserVariable(int i) {
        return type(i) == TokenType.USER_VARIABLE
                && (spaced(i) || !(name(i - 1) || is(i - 1, TokenType.STRING)))
                && ends[i] - starts[i] > 1;
    }

    /** A system variable's name in lower case, without its scope. */
    String systemVariable(int i) {
        String name = text(i).substring(2).replace("`", "").toLowerCase(Locale.ROOT);
        for (String scope : new String[] {"session.", "local.", "global.", "persist.", "persist_only."}) {
            if (name.startsWith(scope)) {
                return name.substring(scope.length());
            }
        }
        return name;
    }

    /** The index of the parenthesis that closes the one at {@code open}; {@link #size()} if there is none. */
    int closing(int open) {
        int depth = 0;
        for (int i = open; i < size; i++) {
            if (types[i] == TokenType.OPEN) {
                depth++;
            } else if (types[i] == TokenType.CLOSE && --depth == 0) {
                return i;
            }
        }
        return size;
    }

    /** The same if nothing but elements of these types, and commas, is between; else {@link #size()}. */
    int closingList(int open, Set<TokenType> elements) {
        int i = open + 1;
        while (is(i, TokenType.COMMA) || elements.contains(type(i))) {
            i++;
        }
        return is(i, TokenType.CLOSE) ? i : size;
    }

    /** The content of a string literal, or {@code null} if the token is none. */
    @Nullable
    String stringValue(int i) {
        return type(i) == TokenType.STRING ? unquoted(i) : null;
    }

    boolean contains(int from, int to, TokenType type) {
        for (int i = from; i < to; i++) {
            if (is(i, type)) {
                return true;
            }
        }
        return false;
    }
}
