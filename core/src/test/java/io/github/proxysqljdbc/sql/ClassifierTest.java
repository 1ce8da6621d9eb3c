package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private final Classifier classifier = new Classifier();

    private StatementInfo classify(String sql) {
        return classifier.classify(sql, Dialect.STANDARD);
    }

    @Test
    void textSeenBeforeCostsOneLookUp() {
        StatementInfo first = classify("SELECT a FROM t");
        assertThat(classify("SELECT a FROM t")).isSameAs(first);
        assertThat(classifier.stats().textHits()).isEqualTo(1);
    }

    @Test
    void newLiteralsOfAKnownDigestAreNotParsedAgain() {
        StatementInfo first = classify("SELECT a FROM t WHERE id = 1");
        for (int i = 2; i < 500; i++) {
            assertThat(classify("SELECT a FROM t WHERE id = " + i)).isSameAs(first);
        }
        assertThat(classifier.stats().misses()).isEqualTo(1);
        assertThat(classifier.stats().digestHits()).isEqualTo(498);
        assertThat(classifier.stats().texts()).as("one text of sixteen is kept").isLessThan(100);
    }

    @Test
    void literalsThatMatterAreNeverSharedByDigest() {
        for (String sql :
                List.of("SET autocommit = 0", "SELECT GET_LOCK('a', 1)", "SELECT RELEASE_LOCK('a')", "XA START 'a'")) {
            StatementInfo info = classify(sql);
            assertThat(info.classByTextOnly()).as(sql).isTrue();
            StatementInfo other = classify(sql.replace("'a'", "'b'").replace("0", "1"));
            assertThat(other).as(sql).isNotSameAs(info);
            assertThat(other.digest()).isEqualTo(info.digest());
        }
        assertThat(classify("SET autocommit = 0").assignments().get(0).off()).isTrue();
        assertThat(classify("SET autocommit = 1").assignments().get(0).on()).isTrue();
    }

    @Test
    void dialectsDoNotShareStatements() {
        String sql = "SELECT '\\'; DELETE FROM t; -- '";
        assertThat(classify(sql).kind()).isEqualTo(StatementKind.READ);
        assertThat(classifier.classify(sql, Dialect.of(false, true, false)).kind())
                .isEqualTo(StatementKind.MULTI);
        assertThat(classify(sql).target()).isEqualTo(Target.READER);
    }

    @Test
    void stringUnderAnsiQuotesIsAName() {
        String sql = "SELECT \"f\"(1)";
        assertThat(classifier.classify(sql, Dialect.of(true, false, false)).reason())
                .contains("quoted name");
    }

    @Test
    void blankBeforeTheParenthesisOfABuiltInMattersUnlessIgnored() {
        assertThat(classify("SELECT MAX (id) FROM t").target()).isEqualTo(Target.WRITER);
        assertThat(classify("SELECT MAX(id) FROM t").target()).isEqualTo(Target.READER);
        assertThat(classifier
                        .classify("SELECT MAX (id) FROM t", Dialect.of(false, false, true))
                        .target())
                .isEqualTo(Target.READER);
    }

    @Test
    void cachesAreBounded() {
        Classifier small = new Classifier(20_000);
        for (int i = 0; i < 2000; i++) {
            small.classify("INSERT INTO t" + i + " VALUES (1)", Dialect.STANDARD);
        }
        ClassifierStats stats = small.stats();
        assertThat(stats.digests()).isLessThan(110);
        assertThat(stats.texts()).isLessThan(110);
        assertThat(stats.evictions()).isGreaterThan(1000);
    }

    @Test
    void hugeStatementsAreJudgedFromTheirShape() {
        String ids = "1234567, ".repeat(120_000);
        assertThat(classify("SELECT * FROM t WHERE id IN (" + ids + "1)").target())
                .isEqualTo(Target.READER);
        assertThat(classify("SELECT * FROM t WHERE id IN (" + "?,".repeat(60_000) + "?)")
                        .target())
                .isEqualTo(Target.READER);
        assertThat(classify("INSERT INTO t VALUES (1,'x')" + ",(1,'x')".repeat(120_000))
                        .digest())
                .hasSizeLessThan(120);
        assertThat(classify("SELECT '" + "x".repeat(1_000_000) + "'").target()).isEqualTo(Target.READER);
        String columns = "SELECT a" + ", b".repeat(350_000);
        StatementInfo tooLong = classify(columns + " FROM t");
        assertThat(tooLong.reason()).isEqualTo("too long for the parser");
        assertThat(tooLong.digest()).hasSizeLessThanOrEqualTo(Classifier.MAX_CACHED_DIGEST);
        assertThat(classifier.stats().texts()).isZero();
    }

    @Test
    void whatTheParserTakesIsParsedOnce() {
        String pairs = "SELECT a FROM t WHERE (a = 1 AND b = 2)" + " OR (a = 3 AND b = 4)".repeat(900);
        StatementInfo first = classify(pairs);
        assertThat(first.target()).isEqualTo(Target.READER);
        assertThat(classify(pairs.replace('3', '5'))).isSameAs(first);
    }

    @Test
    void timeGrowsWithTheLengthOnly() {
        for (String piece : List.of(
                ",f(",
                "CONVERT(",
                "a,CONVERT(a",
                "MATCH(a) AGAINST(a,",
                "AGAINST(",
                "HIGH_PRIORITY ",
                "FORCE INDEX (a ",
                "PARTITION (a ",
                "PROCEDURE ANALYSE(",
                "WITH a AS (",
                "a AS (",
                "SELECT 1;",
                "SET STATEMENT a=1 FOR SELECT a;",
                "/*! 1 */",
                "/*+ ' */",
                "{fn f(",
                "GET_LOCK('a',1),",
                "$a$ ",
                "@a:=1,")) {
            String sql = "SELECT " + piece.repeat(400_000 / piece.length());
            long start = System.nanoTime();
            assertThat(classify(sql).target()).as(piece).isEqualTo(Target.WRITER);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(10));
        }
        StringBuilder variables = new StringBuilder("SELECT ");
        for (int i = 0; i < 50_000; i++) {
            variables.append("@v").append(i).append(":=1,");
        }
        long start = System.nanoTime();
        assertThat(classify(variables + "1").pins()).hasSize(50_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void settingsMayBeNestedAsDeeplyAsTheyLike() {
        String settings = "SET STATEMENT max_statement_time=1 FOR ".repeat(20_000);
        assertThat(classify(settings + "SELECT 1").target()).isEqualTo(Target.READER);
        assertThat(classify(settings + "SELECT f(1)").target()).isEqualTo(Target.WRITER);
        assertThat(classify(settings).target()).isEqualTo(Target.WRITER);
    }

    @Test
    void textOfExecuteImmediateIsReadWhateverWasSeenBefore() {
        assertThat(classify("EXECUTE IMMEDIATE ?").pins()).isEmpty();
        assertThat(classify("EXECUTE IMMEDIATE 'SELECT GET_LOCK(\"k\", 1)'").pins())
                .containsExactly(new Pin(PinKind.NAMED_LOCK, "k"));
    }

    @Test
    void deepNestingIsRefusedAtOnce() {
        for (String sql : List.of(
                "SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000),
                "(".repeat(10_000),
                "SELECT " + "CASE WHEN ".repeat(10_000) + "1",
                "SELECT * FROM " + "(SELECT * FROM ".repeat(5_000) + "t" + ") x".repeat(5_000),
                "(".repeat(10_000) + "SELECT 1" + ")".repeat(10_000))) {
            long start = System.nanoTime();
            assertThat(classify(sql).target()).isEqualTo(Target.WRITER);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void randomTextIsAlwaysJudged() {
        long seed = System.nanoTime();
        System.out.println("random text from seed " + seed);
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "SELECT",
                "'",
                "\"",
                "`",
                "/*",
                "*/",
                "/*!",
                "--",
                " ",
                "\n",
                "(",
                ")",
                ",",
                ";",
                "@",
                "@@",
                ":=",
                "SET",
                "FROM",
                "t",
                "1",
                "?",
                "\\",
                "{",
                "}",
                "{ts",
                "WITH",
                "AS",
                ".",
                "$",
                "\0",
                "\uD83D",
                "é",
                "FOR UPDATE",
                "INTO",
                "GET_LOCK(",
                "CASE",
                "END",
                "=",
                "-",
                "XA",
                "START",
                "EXPLAIN",
                "SHOW",
                "HANDLER",
                "BEGIN",
                "COMMIT",
                "AND",
                "NAMES",
                "GLOBAL",
                "TRANSACTION",
                "#",
                "0x",
                "x'",
                "/*+",
                "VALUES",
                "CALL");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int piece = random.nextInt(30); piece >= 0; piece--) {
                sql.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : "");
            }
            Dialect dialect = Dialect.of(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
            StatementInfo info = classifier.classify(sql.toString(), dialect);
            assertThat(info.reason()).as("seed %d: %s", seed, sql).isNotBlank();
        }
    }

    @Test
    void commentsAndCaseNeverChangeTheClass() {
        long seed = System.nanoTime();
        System.out.println("comments and case from seed " + seed);
        StatementGenerator generator = new StatementGenerator(seed);
        for (int i = 0; i < 3000; i++) {
            String sql = generator.next();
            StatementInfo info = classify(sql);
            for (String variant : List.of("/* a */ " + sql, "-- b\n" + sql, sql + "\n# c", sql + " /* ' */ ")) {
                StatementInfo other = classify(variant);
                assertThat(other.target()).as("seed %d: %s", seed, variant).isEqualTo(info.target());
                assertThat(other.kind()).as("seed %d: %s", seed, variant).isEqualTo(info.kind());
            }
            if (!sql.contains("/*M")) {
                assertThat(classify(sql.toLowerCase(Locale.ROOT)).target())
                        .as(sql)
                        .isEqualTo(info.target());
                assertThat(classify(sql.toUpperCase(Locale.ROOT)).target())
                        .as(sql)
                        .isEqualTo(info.target());
            }
        }
    }
}
