package io.github.proxysqljdbc.sql;

import org.jspecify.annotations.Nullable;

/**
 * Reads a text token by token, as MySQL's and MariaDB's lexers do (MySQL Reference Manual, "Language Structure"). Looks at each character
 * about once and allocates nothing. Not thread-safe.
 *
 * <p>Where the two servers, or their versions, would end a token at different places, the token is {@link TokenType#BAD}: no statement with
 * such a token is taken for a read. The content of an executable comment counts as SQL, whatever its version gate says.
 */
final class Lexer {
    private static final byte SPACE = 1;
    private static final byte LETTER = 2;
    private static final byte DIGIT = 3;
    private static final byte OPERATOR = 4;
    private static final byte[] CLASSES = new byte[128];

    static {
        for (char c : " \t\n\u000B\f\r".toCharArray()) {
            CLASSES[c] = SPACE;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            CLASSES[c] = LETTER;
            CLASSES[c - 'a' + 'A'] = LETTER;
        }
        CLASSES['_'] = LETTER;
        CLASSES['$'] = LETTER;
        for (char c = '0'; c <= '9'; c++) {
            CLASSES[c] = DIGIT;
        }
        for (char c : "+-*/%=<>!~^&|".toCharArray()) {
            CLASSES[c] = OPERATOR;
        }
    }

    private final String sql;
    private final int length;
    private final boolean ansiQuotes;
    private final boolean backslashEscapes;
    private int position;
    private int start;
    private boolean spaced;
    private boolean inExecutableComment;
    private TokenType previous = TokenType.END;

    Lexer(String sql, Dialect dialect) {
        this.sql = sql;
        this.length = sql.length();
        this.ansiQuotes = dialect.ansiQuotes();
        this.backslashEscapes = !dialect.noBackslashEscapes();
    }

    /** Moves to the next token. After the last one it is {@link TokenType#END}, again and again. */
    TokenType next() {
        spaced = false;
        TokenType unreadable = skipBlanks();
        TokenType type = unreadable == null ? scan() : unreadable;
        previous = type;
        return type;
    }

    /** Where the token begins. */
    int start() {
        return start;
    }

    /** Where the token ends, exclusively. */
    int end() {
        return position;
    }

    /** Whether white space or a comment stands before the token. */
    boolean spaced() {
        return spaced;
    }

    /** Stands before the next token afterwards. The result is BAD for a comment without end or a hint that servers end differently. */
    private @Nullable TokenType skipBlanks() {
        while (position < length) {
            char c = sql.charAt(position);
            if (c < 128 && CLASSES[c] == SPACE) {
                position++;
            } else if (c == '#' || (c == '-' && startsLineComment())) {
                int newline = sql.indexOf('\n', position);
                position = newline < 0 ? length : newline + 1;
            } else if (c == '/' && at(position + 1) == '*' && !opensExecutable(position + 2)) {
                TokenType special = blockComment();
                if (special != null) {
                    return special;
                }
            } else {
                break;
            }
            spaced = true;
        }
        start = position;
        return null;
    }

    private boolean startsLineComment() {
        if (at(position + 1) != '-') {
            return false;
        }
        int after = at(position + 2);
        return after <= ' ' || after == 127;
    }

    private boolean opensExecutable(int at) {
        int c = at(at);
        return c == '!' || ((c == 'M' || c == 'm') && at(at + 1) == '!');
    }

    private @Nullable TokenType blockComment() {
        int from = position;
        int close = sql.indexOf("*/", from + 2);
        if (close < 0) {
            start = from;
            position = length;
            return TokenType.BAD;
        }
        position = close + 2;
        if (at(from + 2) != '+') {
            return null;
        }
        start = from;
        return quotesBalanced(from + 3, close) ? TokenType.HINT : TokenType.BAD;
    }

    /** MySQL reads quoted names in a hint, even beyond the comment's end; MariaDB does not. */
    private boolean quotesBalanced(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"' || c == '`') {
                int close = sql.indexOf(c, i + 1);
                int backslash = sql.indexOf('\\', i + 1);
                if (close < 0 || close >= to || (backslash >= 0 && backslash < close)) {
                    return false;
                }
                i = close;
            }
        }
        return true;
    }

    private TokenType scan() {
        if (position >= length) {
            return TokenType.END;
        }
        char c = sql.charAt(position);
        if (c >= 128) {
            return c == '\uFEFF' || Character.isSpaceChar(c) ? bad() : word();
        }
        return switch (CLASSES[c]) {
            case LETTER -> letter(c);
            case DIGIT -> startsAfterDot() ? word() : number();
            case OPERATOR -> operator(c);
            default -> punctuation(c);
        };
    }

    private TokenType letter(char c) {
        if (c == '$') {
            return dollar();
        }
        if (at(position + 1) == '\'') {
            switch (c) {
                case 'n', 'N' -> {
                    position++;
                    return string('\'');
                }
                case 'x', 'X', 'b', 'B' -> {
                    position++;
                    return digitsInQuotes();
                }
                default -> {}
            }
        }
        return word();
    }

    /** A word, or what MySQL 8.0.32 and later read as a dollar-quoted string; if that has no end, only a word is understood by any server. */
    private TokenType dollar() {
        int end = position + 1;
        while (isWordPart(at(end)) && at(end) != '$') {
            end++;
        }
        if (at(end) == '$') {
            String tag = sql.substring(position, end + 1);
            int close = sql.indexOf(tag, end + 1);
            position = close < 0 ? end + 1 : close + tag.length();
        } else {
            position = end;
        }
        return TokenType.BAD;
    }

    private TokenType word() {
        position++;
        while (position < length && isWordPart(sql.charAt(position))) {
            position++;
        }
        return TokenType.WORD;
    }

    private static boolean isWordPart(int c) {
        return c >= 128 || (c >= 0 && (CLASSES[c] == LETTER || CLASSES[c] == DIGIT));
    }

    private boolean startsAfterDot() {
        return previous == TokenType.DOT && !spaced;
    }

    private TokenType number() {
        int from = position;
        if (at(position) == '0' && (at(position + 1) == 'x' || at(position + 1) == 'b')) {
            return word() == TokenType.WORD && isPrefixedNumber(from) ? TokenType.NUMBER : TokenType.WORD;
        }
        skipDigits();
        if (at(position) == '.') {
            position++;
            skipDigits();
            skipExponent();
            return TokenType.NUMBER;
        }
        int digitsEnd = position;
        skipExponent();
        return position == digitsEnd && isWordPart(at(position)) ? word() : TokenType.NUMBER;
    }

    private boolean isPrefixedNumber(int from) {
        boolean hexadecimal = sql.charAt(from + 1) == 'x';
        for (int i = from + 2; i < position; i++) {
            if (Character.digit(sql.charAt(i), hexadecimal ? 16 : 2) < 0) {
                return false;
            }
        }
        return position > from + 2;
    }

    private void skipDigits() {
        while (isDigit(at(position))) {
            position++;
        }
    }

    private void skipExponent() {
        int c = at(position);
        if (c != 'e' && c != 'E') {
            return;
        }
        int sign = at(position + 1);
        int digits = sign == '+' || sign == '-' ? position + 2 : position + 1;
        if (isDigit(at(digits))) {
            position = digits;
            skipDigits();
        }
    }

    private TokenType operator(char c) {
        int next = at(position + 1);
        if (c == '*' && next == '/' && inExecutableComment) {
            inExecutableComment = false;
            position += 2;
            return TokenType.EXECUTABLE_CLOSE;
        }
        if (c == '/' && next == '*') {
            return executableOpen();
        }
        position++;
        switch (c) {
            case '<' -> {
                if (next == '=' && at(position + 1) == '>') {
                    position += 2;
                } else if (next == '=' || next == '>' || next == '<') {
                    position++;
                }
            }
            case '>' -> {
                if (next == '=' || next == '>') {
                    position++;
                }
            }
            case '!' -> {
                if (next == '=') {
                    position++;
                }
            }
            case '-' -> {
                if (next == '>') {
                    position += at(position + 1) == '>' ? 2 : 1;
                }
            }
            case '|', '&' -> {
                if (next == c) {
                    position++;
                }
            }
            default -> {}
        }
        return TokenType.OPERATOR;
    }

    private TokenType executableOpen() {
        position += at(position + 2) == '!' ? 3 : 4;
        skipDigits();
        inExecutableComment = true;
        return TokenType.EXECUTABLE_OPEN;
    }

    private TokenType punctuation(char c) {
        switch (c) {
            case '\'' -> {
                return string('\'');
            }
            case '"' -> {
                return ansiQuotes ? quotedName('"') : string('"');
            }
            case '`' -> {
                return quotedName('`');
            }
            case '@' -> {
                return variable();
            }
            case '.' -> {
                return dot();
            }
            case ':' -> {
                if (at(position + 1) == '=') {
                    position += 2;
                    return TokenType.ASSIGN;
                }
                return bad();
            }
            default -> {}
        }
        position++;
        return switch (c) {
            case ',' -> TokenType.COMMA;
            case '(' -> TokenType.OPEN;
            case ')' -> TokenType.CLOSE;
            case ';' -> TokenType.SEMICOLON;
            case '?' -> TokenType.PARAMETER;
            case '{' -> TokenType.BRACE_OPEN;
            case '}' -> TokenType.BRACE_CLOSE;
            default -> TokenType.BAD;
        };
    }

    private TokenType dot() {
        boolean qualifies = !spaced && (previous == TokenType.WORD || previous == TokenType.QUOTED_NAME);
        position++;
        if (qualifies || !isDigit(at(position))) {
            return TokenType.DOT;
        }
        skipDigits();
        skipExponent();
        return TokenType.NUMBER;
    }

    private TokenType bad() {
        position++;
        return TokenType.BAD;
    }

    private TokenType string(char quote) {
        for (int i = position + 1; i < length; i++) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashEscapes) {
                i++;
            } else if (c == quote) {
                if (at(i + 1) != quote) {
                    position = i + 1;
                    return TokenType.STRING;
                }
                i++;
            }
        }
        position = length;
        return TokenType.BAD;
    }

    private TokenType digitsInQuotes() {
        position++;
        while (Character.digit(at(position), 16) >= 0 && at(position) < 128) {
            position++;
        }
        if (at(position) != '\'') {
            return TokenType.BAD;
        }
        position++;
        return TokenType.STRING;
    }

    private TokenType quotedName(char quote) {
        return skipQuoted(quote) ? TokenType.QUOTED_NAME : TokenType.BAD;
    }

    private boolean skipQuoted(char quote) {
        for (int i = position + 1; i < length; i++) {
            if (sql.charAt(i) == quote) {
                if (at(i + 1) != quote) {
                    position = i + 1;
                    return true;
                }
                i++;
            }
        }
        position = length;
        return false;
    }

    private TokenType variable() {
        position++;
        if (at(position) == '@') {
            position++;
            return systemVariable();
        }
        int c = at(position);
        if (c == '`' || (c == '"' && ansiQuotes)) {
            return skipQuoted((char) c) ? TokenType.USER_VARIABLE : TokenType.BAD;
        }
        if (c == '\'' || c == '"') {
            return string((char) c) == TokenType.STRING ? TokenType.USER_VARIABLE : TokenType.BAD;
        }
        while (isWordPart(at(position)) || at(position) == '.') {
            position++;
        }
        return TokenType.USER_VARIABLE;
    }

    private TokenType systemVariable() {
        while (true) {
            int c = at(position);
            if (c == '`') {
                if (!skipQuoted('`')) {
                    return TokenType.BAD;
                }
            } else {
                while (isWordPart(at(position))) {
                    position++;
                }
            }
            if (at(position) != '.') {
                return TokenType.SYSTEM_VARIABLE;
            }
            position++;
        }
    }

    private int at(int index) {
        return index < length ? sql.charAt(index) : -1;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
