package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static String digest(String sql) {
        return Digest.of(sql, Dialect.STANDARD).text(Integer.MAX_VALUE);
    }

    @Test
    void literalsBecomeMarkersAndTheRestStays() {
        assertThat(digest("SELECT  a ,b FROM `t`  WHERE x = 'y' AND z=1.5 AND w = ? ;"))
                .isEqualTo("SELECT a,b FROM `t` WHERE x = ? AND z=? AND w = ?");
        assertThat(digest("select N'a', x'41', 0x41, 1e3, _utf8'x'")).isEqualTo("select ?,?,?,...,_utf8?");
    }

    @Test
    void signsBelongToTheirNumbers() {
        assertThat(digest("SELECT -1, + 2, a - 1, a-1, (-3), a = -1, - -1"))
                .isEqualTo("SELECT ?,?,a - ?,a-?,(?),a = ?,- ?");
        assertThat(digest("WHERE a BETWEEN -1 AND -2 LIMIT - 5")).isEqualTo("WHERE a BETWEEN ? AND ? LIMIT ?");
        assertThat(digest("SELECT -a, -(1)")).isEqualTo("SELECT -a,-(?)");
    }

    @Test
    void commentsGoButExecutableOnesAndHintsStay() {
        assertThat(digest("/* x */ SELECT /*+ MAX_EXECUTION_TIME(1000)  SET_VAR(a='b') */ 1 -- y"))
                .isEqualTo("SELECT /*+ MAX_EXECUTION_TIME(?) SET_VAR(a=?) */ ?");
        assertThat(digest("SELECT /*!50000  SQL_NO_CACHE */ 1")).isEqualTo("SELECT /*!50000 SQL_NO_CACHE */ ?");
        assertThat(digest("FOR/**/UPDATE")).isEqualTo("FOR UPDATE");
    }

    @Test
    void oneKindOfQuoteMayStandInsideAnotherInAHint() {
        assertThat(digest("SELECT /*+ ` ' ` BKA(\"a`b\") */ 1")).isEqualTo("SELECT /*+ ` ' ` BKA(?) */ ?");
        assertThat(digest("SELECT /*+ '`' */ 1")).isEqualTo("SELECT /*+ ? */ ?");
    }

    @Test
    void longListsAndManyRowsAreShortened() {
        assertThat(digest("a IN (1,2,3)")).isEqualTo("a IN (?,?,?)");
        assertThat(digest("a IN (1, -2, 'x' , ?, 5)")).isEqualTo("a IN (?,?,?,...)");
        assertThat(digest("INSERT INTO t VALUES (1,NULL)" + ", (2, 'x')".repeat(9)))
                .isEqualTo("INSERT INTO t VALUES (?,NULL)" + ",(?,?)".repeat(9));
        assertThat(digest("INSERT INTO t VALUES (1,2)" + ", (2, 'x')".repeat(1000) + " ON DUPLICATE KEY UPDATE a = 1"))
                .isEqualTo("INSERT INTO t VALUES (?,?)" + ",(?,?)".repeat(9) + ",... ON DUPLICATE KEY UPDATE a = ?");
    }

    @Test
    void emptyStatementsHaveAnEmptyDigest() {
        for (String sql : List.of("", ";", " ; ; ", "/* ping */", "-- x")) {
            assertThat(digest(sql)).as(sql).isEmpty();
        }
    }

    @Test
    void whatHasNoEndDoesNotLookLikeWhatHasOne() {
        assertThat(digest("SELECT x'4")).isEqualTo("SELECT x'").isNotEqualTo(digest("SELECT x"));
        assertThat(digest("SELECT @'a")).isEqualTo("SELECT @'").isNotEqualTo(digest("SELECT @"));
        assertThat(digest("SELECT n'a")).isEqualTo("SELECT n'").isNotEqualTo(digest("SELECT n"));
        assertThat(digest("SELECT 1 /* a")).isEqualTo("SELECT ? /*").isNotEqualTo(digest("SELECT 1 /"));
        assertThat(digest("SELECT `a")).isEqualTo("SELECT `");
    }

    @Test
    void dialectDecidesWhatALiteralIs() {
        String sql = "SELECT \"a\" FROM t";
        assertThat(digest(sql)).isEqualTo("SELECT ? FROM t");
        assertThat(Digest.of(sql, Dialect.of(true, false, false)).text(99)).isEqualTo("SELECT \"a\" FROM t");
        assertThat(Digest.of("SELECT '\\', b, '", Dialect.of(false, true, false))
                        .text(99))
                .isEqualTo("SELECT ?,b,'");
        assertThat(Digest.of("SELECT 1", Dialect.STANDARD).hash())
                .isNotEqualTo(
                        Digest.of("SELECT 1", Dialect.of(true, false, false)).hash());
    }

    @Test
    void digestDoesNotChangeWithLiteralsBlanksOrComments() {
        long seed = System.nanoTime();
        System.out.println("digests from seed " + seed);
        Random random = new Random(seed);
        List<String> literals = List.of(
                "1",
                "-1",
                "'x'",
                "'it''s; --'",
                "\"/* y */\"",
                "1.5e-3",
                "0x41",
                "x'41'",
                "?",
                "N'z'",
                "'a\\'b'",
                ".5");
        List<String> blanks = List.of(" ", "\n", "\t \r\n", " /* it's */ ", " -- x'\n", "\n# `y\n", "/**/ ");
        List<String> templates = List.of(
                "SELECT a , b FROM t WHERE a = ~ AND b IN ( ~ , ~ ) OR c BETWEEN ~ AND ~ LIMIT ~",
                "INSERT INTO t VALUES ( ~ , NULL ) , ( ~ , ~ ) ON DUPLICATE KEY UPDATE a = ~",
                "UPDATE `t` SET a = ~ , b = CONCAT( ~ , b ) WHERE id > ~ ;",
                "WITH c AS ( SELECT ~ ) SELECT * FROM c WHERE `x``y` <> ~ AND @v = ~",
                "CALL p( ~ , ~ , ~ , ~ , ~ )");
        for (int i = 0; i < 2000; i++) {
            String template = templates.get(random.nextInt(templates.size()));
            String expected = digest(template.replace("~", "1"));
            StringBuilder sql = new StringBuilder();
            for (int at = 0; at < template.length(); at++) {
                char c = template.charAt(at);
                switch (c) {
                    case '~' -> sql.append(literals.get(random.nextInt(literals.size())));
                    case ' ' -> sql.append(blanks.get(random.nextInt(blanks.size())));
                    default -> sql.append(c);
                }
            }
            assertThat(digest(sql.toString())).as("seed %d: %s", seed, sql).isEqualTo(expected);
        }
    }

    @Test
    void digestOfADigestIsItself() {
        StatementGenerator generator = new StatementGenerator(42);
        for (int i = 0; i < 2000; i++) {
            String sql = generator.next();
            String once = digest(sql);
            assertThat(digest(once)).as(sql).isEqualTo(once);
        }
    }
}
