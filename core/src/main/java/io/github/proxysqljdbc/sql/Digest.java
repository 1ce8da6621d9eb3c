package io.github.proxysqljdbc.sql;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * A statement's text with its literals taken out, made in one pass of the lexer into one buffer. Rules (ProxySQL's
 * {@code mysql-query_digests} family, understood for every {@link Dialect}): literals become {@code ?}, with their sign; comments go, but
 * executable comments and optimizer hints stay; white space shrinks to one blank, and to none at commas and inside parentheses; a list of
 * more than three literals, or of more than ten rows, ends in {@code ...}; semicolons at the end go; case stays.
 *
 * <p>Two statements of one dialect with the same digest have the same tokens but for literals, and so the same class.
 */
final class Digest {
    private static final int LIST_LIMIT = 3;
    private static final int ROW_LIMIT = 10;
    private static final int FIRST_BUFFER = 4096;
    private static final String MORE = ",...";

    private final String sql;
    private final Lexer lexer;
    private final long hash;
    private char[] buffer;
    private int length;
    private int lengthBeforeSemicolons;

    private TokenType previous = TokenType.END;
    private TokenType beforePrevious = TokenType.END;
    private int previousStart;
    private int previousEnd;

    /** Where a sign stands in the text that is part of the literal, if one follows; else -1. */
    private int sign = -1;

    private boolean signSpaced;

    /** How many literals stand in a row, separated by commas. */
    private int list;

    private int lengthAtListLimit;

    /** Whether all since the last opening parenthesis could be a row of literals. */
    private boolean inRow;

    /** How many rows of literals stand in a row, separated by commas. */
    private int rows;

    private int lengthAtRowLimit;

    private Digest(String sql, Dialect dialect) {
        this.sql = sql;
        this.buffer = new char[Math.min(sql.length() + 16, FIRST_BUFFER)];
        this.lexer = new Lexer(sql, dialect);
        for (TokenType type = lexer.next(); type != TokenType.END; type = lexer.next()) {
            append(type);
        }
        if (sign >= 0) {
            flushSign();
        }
        length = lengthBeforeSemicolons;
        this.hash = hash(buffer, length, dialect.ordinal());
    }

    static Digest of(String sql, Dialect dialect) {
        return new Digest(sql, dialect);
    }

    /** 64 bits over text and dialect: FNV-1a and MurmurHash3's final mix. */
    long hash() {
        return hash;
    }

    int length() {
        return length;
    }

    /** The digest, cut to the given number of characters. */
    String text(int limit) {
        return new String(buffer, 0, Math.min(length, limit));
    }

    boolean sameText(String other) {
        return other.length() == length && other.contentEquals(CharBuffer.wrap(buffer, 0, length));
    }

    private void append(TokenType type) {
        boolean literal = type == TokenType.NUMBER || type == TokenType.STRING || type == TokenType.PARAMETER;
        boolean spaced = lexer.spaced();
        if (sign >= 0) {
            if (literal) {
                spaced = signSpaced;
                sign = -1;
            } else {
                flushSign();
            }
        }
        if (literal) {
            appendLiteral(spaced);
        } else if (isSign(type)) {
            sign = lexer.start();
            signSpaced = spaced;
            return;
        } else {
            appendToken(type, spaced, lexer.start(), lexer.end());
        }
        remember(type, lexer.start(), lexer.end());
    }

    private void remember(TokenType type, int start, int end) {
        if (type != TokenType.SEMICOLON) {
            lengthBeforeSemicolons = length;
        }
        beforePrevious = previous;
        previous = type;
        previousStart = start;
        previousEnd = end;
    }

    private void flushSign() {
        appendToken(TokenType.OPERATOR, signSpaced, sign, sign + 1);
        remember(TokenType.OPERATOR, sign, sign + 1);
        sign = -1;
    }

    /** Whether the token is a plus or minus with no left operand. */
    private boolean isSign(TokenType type) {
        if (type != TokenType.OPERATOR || lexer.end() - lexer.start() != 1) {
            return false;
        }
        char c = sql.charAt(lexer.start());
        if (c != '-' && c != '+') {
            return false;
        }
        return switch (previous) {
            case OPERATOR, COMMA, OPEN, ASSIGN -> true;
            case WORD -> Keywords.takesOperand(sql, previousStart, previousEnd);
            default -> false;
        };
    }

    private void appendLiteral(boolean spaced) {
        if (list > 0 && previous == TokenType.COMMA) {
            list++;
        } else {
            list = 1;
            blank(TokenType.NUMBER, spaced);
        }
        if (list <= LIST_LIMIT) {
            put('?');
            lengthAtListLimit = length;
        } else {
            length = lengthAtListLimit;
            put(MORE, 0, MORE.length());
        }
    }

    private void appendToken(TokenType type, boolean spaced, int start, int end) {
        if (type != TokenType.COMMA) {
            list = 0;
        }
        blank(type, spaced);
        if (type == TokenType.HINT) {
            appendHint(start, end);
        } else if (type == TokenType.BAD && end == sql.length()) {
            put(sql, start, endOfOpening(start, end));
        } else {
            put(sql, start, end);
        }
        trackRows(type, start, end);
    }

    /** Where the opening of what has no end is over: behind its quote, or the two characters of a comment. */
    private int endOfOpening(int start, int end) {
        if (sql.charAt(start) == '/') {
            return start + 2;
        }
        for (int i = start; i < end; i++) {
            if ("'\"`".indexOf(sql.charAt(i)) >= 0) {
                return i + 1;
            }
        }
        return end;
    }

    private void blank(TokenType type, boolean spaced) {
        if (spaced
                && length > 0
                && previous != TokenType.COMMA
                && previous != TokenType.OPEN
                && type != TokenType.COMMA
                && type != TokenType.CLOSE
                && type != TokenType.SEMICOLON) {
            put(' ');
        }
    }

    private void trackRows(TokenType type, int start, int end) {
        switch (type) {
            case COMMA -> {}
            case OPEN -> {
                if (previous != TokenType.COMMA || beforePrevious != TokenType.CLOSE) {
                    rows = 0;
                }
                inRow = true;
            }
            case CLOSE -> {
                rows = inRow ? rows + 1 : 0;
                inRow = false;
                if (rows == ROW_LIMIT) {
                    lengthAtRowLimit = length;
                } else if (rows > ROW_LIMIT) {
                    length = lengthAtRowLimit;
                    put(MORE, 0, MORE.length());
                }
            }
            case WORD -> inRow = inRow && Keywords.isConstant(sql, start, end);
            default -> inRow = false;
        }
    }

    /** The lexer has seen to it that quotes in a hint are balanced; one kind may stand inside another, and means nothing there. */
    private void appendHint(int start, int end) {
        boolean blank = false;
        for (int i = start; i < end; i++) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"') {
                i = sql.indexOf(c, i + 1);
                put('?');
            } else if (c == '`') {
                int close = sql.indexOf(c, i + 1);
                put(sql, i, close + 1);
                i = close;
            } else if (isDigit(c) && !Character.isUnicodeIdentifierPart(sql.charAt(i - 1))) {
                while (isDigit(sql.charAt(i + 1))) {
                    i++;
                }
                put('?');
            } else if (c > ' ') {
                put(c);
            } else if (!blank) {
                put(' ');
            }
            blank = c <= ' ';
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void put(char c) {
        if (length == buffer.length) {
            grow(1);
        }
        buffer[length++] = c;
    }

    private void put(String from, int start, int end) {
        int count = end - start;
        if (length + count > buffer.length) {
            grow(count);
        }
        from.getChars(start, end, buffer, length);
        length += count;
    }

    private void grow(int atLeast) {
        buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + atLeast));
    }

    private static long hash(char[] text, int length, int dialect) {
        long hash = 0xcbf29ce484222325L ^ dialect;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ text[i]) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
