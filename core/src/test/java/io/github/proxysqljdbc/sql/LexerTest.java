package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {
    private static final Dialect ANSI = Dialect.of(true, false, false);
    private static final Dialect NO_BACKSLASH = Dialect.of(false, true, false);

    private static String types(String sql, Dialect dialect) {
        Lexer lexer = new Lexer(sql, dialect);
        List<String> types = new ArrayList<>();
        for (TokenType type = lexer.next(); type != TokenType.END; type = lexer.next()) {
            types.add(type + "<" + sql.substring(lexer.start(), lexer.end()) + ">");
        }
        return String.join(" ", types);
    }

    private static String types(String sql) {
        return types(sql, Dialect.STANDARD);
    }

    @Test
    void stringsEndWhereTheServersEndThem() {
        assertThat(types("'it''s' 'a\\'b' \"x\"\"y\"")).isEqualTo("STRING<'it''s'> STRING<'a\\'b'> STRING<\"x\"\"y\">");
        assertThat(types("N'a' x'4F' b'01' _utf8'x'"))
                .isEqualTo("STRING<N'a'> STRING<x'4F'> STRING<b'01'> WORD<_utf8> STRING<'x'>");
    }

    @Test
    void backslashIsAnOrdinaryCharacterWithoutBackslashEscapes() {
        assertThat(types("'\\' OR 1", NO_BACKSLASH)).isEqualTo("STRING<'\\'> WORD<OR> NUMBER<1>");
        assertThat(types("'\\' OR 1")).startsWith("BAD");
    }

    @Test
    void doubleQuotesNameThingsUnderAnsiQuotes() {
        assertThat(types("\"a\\\"", ANSI)).isEqualTo("QUOTED_NAME<\"a\\\">");
        assertThat(types("@\"a\"", ANSI)).isEqualTo("USER_VARIABLE<@\"a\">");
    }

    @Test
    void commentsAreBlanks() {
        assertThat(types("a/* b */c -- d\ne #f\ng --\n1--1"))
                .isEqualTo("WORD<a> WORD<c> WORD<e> WORD<g> NUMBER<1> OPERATOR<-> OPERATOR<-> NUMBER<1>");
        assertThat(types("1 --")).isEqualTo("NUMBER<1>");
        assertThat(types("1 -- x")).isEqualTo("NUMBER<1>");
    }

    @Test
    void contentOfExecutableCommentsIsSql() {
        assertThat(types("a /*!50000 b */ c /*M!100100d*/ * /"))
                .isEqualTo(
                        "WORD<a> EXECUTABLE_OPEN</*!50000> WORD<b> EXECUTABLE_CLOSE<*/> WORD<c> EXECUTABLE_OPEN</*M!100100>"
                                + " WORD<d> EXECUTABLE_CLOSE<*/> OPERATOR<*> OPERATOR</>");
    }

    @Test
    void numbersAndNamesThatLookLikeThem() {
        assertThat(types("1 1.5 .5 1e3 1.5E-3 0x1F 0b01"))
                .isEqualTo("NUMBER<1> NUMBER<1.5> NUMBER<.5> NUMBER<1e3> NUMBER<1.5E-3> NUMBER<0x1F> NUMBER<0b01>");
        assertThat(types("1a 0xg t.1 t .5 1e"))
                .isEqualTo("WORD<1a> WORD<0xg> WORD<t> DOT<.> WORD<1> WORD<t> NUMBER<.5> WORD<1e>");
    }

    @Test
    void numbersEndBehindTheirExponent() {
        assertThat(types("1e3FOR 1.5e-3FOR 1e3x 1ex 1.FOR"))
                .isEqualTo(
                        "NUMBER<1e3> WORD<FOR> NUMBER<1.5e-3> WORD<FOR> NUMBER<1e3> WORD<x> WORD<1ex> NUMBER<1.> WORD<FOR>");
    }

    @Test
    void dollarQuoteWithoutAnEndIsAWord() {
        assertThat(types("$a$ b $a")).isEqualTo("BAD<$a$> WORD<b> BAD<$a>");
        assertThat(types("$a$ b $a$ c")).isEqualTo("BAD<$a$ b $a$> WORD<c>");
    }

    @Test
    void variablesKeepTheirQuotesAndScopes() {
        assertThat(types("@a @`a b` @'c' @@x @@session.x @@global.`y` @a:=1"))
                .isEqualTo(
                        "USER_VARIABLE<@a> USER_VARIABLE<@`a b`> USER_VARIABLE<@'c'> SYSTEM_VARIABLE<@@x>"
                                + " SYSTEM_VARIABLE<@@session.x> SYSTEM_VARIABLE<@@global.`y`> USER_VARIABLE<@a> ASSIGN<:=> NUMBER<1>");
    }

    @Test
    void hintsAreOneTokenIfAllServersEndThemAtTheSamePlace() {
        assertThat(types("/*+ SET_VAR(a='x') */ b")).isEqualTo("HINT</*+ SET_VAR(a='x') */> WORD<b>");
        assertThat(types("/*+ ' */ b ' */")).startsWith("BAD");
    }

    @Test
    void whatServersReadDifferentlyIsBad() {
        for (String sql :
                List.of("'a", "\"a", "`a", "/* a", "\0", "\u00A0", "$$a$$", "x'4g'", "@'a", "\\N", "[", ":")) {
            assertThat(types(sql)).as(sql).contains("BAD");
        }
    }
}
