package io.github.proxysqljdbc.sql;

/** What the lexer tells apart. */
enum TokenType {
    /** A keyword or an unquoted identifier. */
    WORD,
    /** An identifier in backquotes, or in double quotes under ANSI_QUOTES. */
    QUOTED_NAME,
    /** A string literal, its N or X prefix included. */
    STRING,
    /** A number: decimal, with exponent, hexadecimal or binary. */
    NUMBER,
    /** The marker {@code ?} of a prepared statement. */
    PARAMETER,
    /** {@code @name}, quoted or not. */
    USER_VARIABLE,
    /** {@code @@name} with its scope. */
    SYSTEM_VARIABLE,
    OPERATOR,
    /** {@code :=}. */
    ASSIGN,
    COMMA,
    DOT,
    OPEN,
    CLOSE,
    SEMICOLON,
    BRACE_OPEN,
    BRACE_CLOSE,
    /** The opening of a comment whose content a server may execute; its content follows as ordinary tokens. */
    EXECUTABLE_OPEN,
    EXECUTABLE_CLOSE,
    /** A whole optimizer hint. */
    HINT,
    /** What servers refuse or read differently from each other: an unterminated literal, a control character, a dollar quote. */
    BAD,
    END
}
