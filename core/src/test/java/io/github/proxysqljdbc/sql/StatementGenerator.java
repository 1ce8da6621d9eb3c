package io.github.proxysqljdbc.sql;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes statements by chance, reads and writes, many of them disguised. The same seed makes the same statements. */
final class StatementGenerator {
    private static final List<String> VALUES = List.of(
            "1",
            "'x'",
            "n",
            "note",
            "t.id",
            "`n`",
            "NULL",
            "-3.5e1",
            "x'41'",
            "@a",
            "@@sql_mode",
            "@@identity",
            "{ts '2024-01-01 00:00:00'}",
            "'FOR UPDATE'",
            "\"it's; DELETE FROM t\"",
            "'it''s'",
            "'a\\'b'",
            "NOW()",
            "n MOD 2",
            "BINARY note",
            "t.note COLLATE utf8mb4_bin");
    private static final List<String> CALLS = List.of(
            "CONCAT(%s, %s)",
            "COALESCE(%s, %s)",
            "IF(%s, %s, 2)",
            "GREATEST (%s, %s)",
            "CASE WHEN %s THEN %s ELSE 3 END",
            "(%s + %s)",
            "REPLACE(%s, %s, 'z')",
            "INSERT(%s, 1, 1, %s)",
            "(%s IN (%s, 1, 2, 3, 4, 5))",
            "CAST(CONCAT(%s, %s) AS CHAR(20))",
            "EXISTS (SELECT %s FROM u WHERE u.id = %s)",
            "(SELECT MAX(u.n) FROM u WHERE %s = %s)",
            "LEFT(%s, %s)");
    private static final List<String> DANGEROUS_VALUES = List.of(
            "f_write(1)",
            "f_write (1)",
            "`f_write`(1)",
            "test.f_write(1)",
            "test . `f_write` (1)",
            "f_write/* */(1)",
            "@a := 5",
            "@a:=n",
            "(@a := @a + 1)",
            "GET_LOCK('k', 0)",
            "get_lock ('k',0)",
            "`GET_LOCK`('k', 0)",
            "NEXTVAL(s)",
            "NEXT VALUE FOR s",
            "SETVAL(s, 100)",
            "nextval (test.s)",
            "`nextval`(s)",
            "LAST_INSERT_ID(7)",
            "(SELECT n FROM t LIMIT 1 FOR UPDATE)",
            "(SELECT n FROM t LIMIT 1 LOCK IN SHARE MODE)",
            "(SELECT f_write(n) FROM u LIMIT 1)",
            "EXISTS (SELECT 1 FROM t FOR SHARE)",
            "{fn f_write(1)}",
            "MAX (1)");
    private static final List<String> SOURCES = List.of(
            "t",
            "u",
            "t JOIN u ON u.id = t.id",
            "t LEFT JOIN u USING (id)",
            "test.t",
            "`t` AS t",
            "(SELECT * FROM t) AS t",
            "(SELECT id, n, note FROM t UNION ALL SELECT id, n, note FROM u) t",
            "t USE INDEX (PRIMARY)",
            "v AS t");
    private static final List<String> DANGEROUS_SOURCES =
            List.of("(SELECT * FROM t FOR UPDATE) AS t", "(SELECT * FROM t LOCK IN SHARE MODE) t");
    private static final List<String> TAILS = List.of(
            "",
            "",
            "",
            " LIMIT 2",
            " LIMIT 1, 2",
            " ORDER BY 1 DESC",
            " GROUP BY t.id HAVING COUNT(*) > 0",
            " ORDER BY 1 LIMIT 3 OFFSET 1",
            ";",
            " -- the end",
            " # FOR UPDATE",
            " /* FOR UPDATE */",
            " PROCEDURE ANALYSE()");
    private static final List<String> DANGEROUS_TAILS = List.of(
            " FOR UPDATE",
            " for  update;",
            " FOR/**/UPDATE",
            " FOR UPDATE NOWAIT",
            " FOR UPDATE SKIP LOCKED",
            " FOR SHARE",
            " LOCK IN SHARE MODE",
            " lock\nin share mode",
            " /*! FOR UPDATE */",
            " /*!50000 FOR UPDATE */",
            " /*M! FOR UPDATE */",
            " /*!99999 FOR UPDATE */",
            " INTO @a",
            " LIMIT 1 INTO @a",
            "; DELETE FROM t",
            "; SELECT f_write(1)",
            ";INSERT INTO t (n) VALUES (9)",
            " UNION SELECT n FROM t FOR UPDATE",
            " -- \n; DELETE FROM u",
            " --1 FOR UPDATE",
            " /*+ x */ FOR UPDATE",
            " INTO OUTFILE '/tmp/never/here'",
            " INTO DUMPFILE '/tmp/never/here'");
    private static final List<String> WRITES = List.of(
            "INSERT INTO t (n, note) VALUES (1, 'x')",
            "INSERT INTO t (n) SELECT n FROM u",
            "REPLACE INTO u VALUES (1, 2, 'x')",
            "UPDATE t SET n = n + 1",
            "DELETE FROM t WHERE id = 1",
            "WITH c AS (SELECT 1 AS id) UPDATE t JOIN c ON t.id = c.id SET t.n = 2",
            "WITH c AS (SELECT 1 AS id) DELETE FROM t WHERE id IN (SELECT id FROM c)",
            "CALL p()",
            "{call p()}",
            "DO f_write(1)",
            "DO GET_LOCK('k', 0)",
            "SET @a = f_write(1)",
            "SET STATEMENT max_statement_time = 1 FOR UPDATE t SET n = 1",
            "SET STATEMENT max_statement_time = 1 FOR SELECT f_write(1)",
            "SET @a = 1",
            "CREATE TABLE x (id INT)",
            "CREATE TEMPORARY TABLE x (id INT)",
            "CREATE TABLE x AS SELECT * FROM t",
            "DROP TABLE u",
            "TRUNCATE TABLE u",
            "ALTER TABLE u ADD COLUMN z INT",
            "HANDLER t OPEN",
            "EXPLAIN UPDATE t SET n = 1",
            "ANALYZE UPDATE t SET n = 1",
            "ANALYZE TABLE t",
            "EXPLAIN ANALYZE SELECT f_write(1)",
            "ANALYZE SELECT f_write(1)",
            "ANALYZE FORMAT=JSON DELETE FROM t",
            "EXECUTE IMMEDIATE 'DELETE FROM t'",
            "PREPARE q FROM 'DELETE FROM t'",
            "BEGIN NOT ATOMIC DELETE FROM t; END",
            "IF 1 THEN DELETE FROM t; END IF",
            "LOCK TABLES t READ",
            "XA START 'b'",
            "START TRANSACTION",
            "TABLE t INTO @a",
            "TABLE t FOR UPDATE",
            "(TABLE t) UNION SELECT f_write(1), 1, ''",
            "VALUES (f_write(1))",
            "VALUES ROW(f_write(1))",
            "/*! DELETE FROM t */",
            "/*M!100100 DELETE FROM t */",
            "SELECT 1 /*! INTO @a */",
            "/* x */ DELETE FROM t",
            "-- x\nDELETE FROM t",
            "#\nDELETE FROM t",
            "SELECT s.nextval FROM DUAL",
            "LOAD DATA INFILE '/x' INTO TABLE t",
            "RENAME TABLE u TO w",
            "GRANT SELECT ON test.* TO nobody",
            "CHECKSUM TABLE t; DELETE FROM t",
            "SHOW TABLES WHERE f_write(1)",
            "INSERT INTO t (n) VALUES (1) RETURNING id");
    private static final List<String> BLANKS =
            List.of(" ", " ", " ", "\n", "\t", "  ", " /* c */ ", " -- c\n", " #c\n", "/**/");

    private final Random random;

    StatementGenerator(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        String statement = random.nextInt(8) == 0 ? pick(WRITES) : query(2);
        return disguised(statement);
    }

    /** A query; about every second one is harmless. */
    String query(int depth) {
        String query = switch (depth > 0 ? random.nextInt(9) : 8) {
            case 0 -> "WITH c AS (" + query(0) + ") SELECT " + value(1) + " FROM t";
            case 1 -> "WITH RECURSIVE c (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < 3) SELECT k FROM c, t";
            case 2 -> "(" + query(depth - 1) + ")";
            case 3 -> "SELECT 1 AS q FROM t UNION ALL SELECT " + value(1) + " FROM t";
            case 4 -> "EXPLAIN " + query(0);
            case 5 -> "SELECT * FROM (" + query(0) + ") d";
            default -> select();
        };
        return query + (random.nextInt(depth > 0 ? 8 : 30) == 0 ? pick(DANGEROUS_TAILS) : depth > 0 ? pick(TAILS) : "");
    }

    private String select() {
        String modifier = random.nextInt(6) == 0
                ? pick(List.of("DISTINCT ", "SQL_NO_CACHE ", "STRAIGHT_JOIN ", "/*+ NO_ICP(t) */ "))
                : "";
        String columns = value(2) + (random.nextBoolean() ? ", " + value(1) + " AS b" : "");
        String from = random.nextInt(14) == 0 ? pick(DANGEROUS_SOURCES) : pick(SOURCES);
        String where = random.nextBoolean() ? " WHERE " + value(2) + " = " + value(0) : "";
        return "SELECT " + modifier + columns + " FROM " + from + where;
    }

    private String value(int depth) {
        if (random.nextInt(22) == 0) {
            return pick(DANGEROUS_VALUES);
        }
        if (depth == 0 || random.nextInt(3) == 0) {
            return pick(VALUES);
        }
        return String.format(Locale.ROOT, pick(CALLS), value(depth - 1), value(depth - 1));
    }

    /** The same statement with other blanks, comments and case; never inside quotes. */
    private String disguised(String statement) {
        if (random.nextInt(3) > 0) {
            return statement;
        }
        StringBuilder text = new StringBuilder();
        char quote = 0;
        boolean comment = false;
        int letters = random.nextInt(3);
        for (int i = 0; i < statement.length(); i++) {
            char c = statement.charAt(i);
            comment |= statement.startsWith("--", i) || c == '#' || statement.startsWith("/*", i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
                text.append(c);
            } else if ("'\"`".indexOf(c) >= 0) {
                quote = c;
                text.append(c);
            } else if (c == ' ' && !comment) {
                text.append(pick(BLANKS));
            } else {
                text.append(letters == 0 || comment ? c : letters == 1 ? Character.toLowerCase(c) : c);
            }
        }
        return text.toString();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
