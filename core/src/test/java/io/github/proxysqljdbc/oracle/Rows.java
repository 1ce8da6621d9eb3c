package io.github.proxysqljdbc.oracle;

/** Plain reads and writes. */
final class Rows {
    private final Dice dice;

    Rows(Dice dice) {
        this.dice = dice;
    }

    /** A row of the session's own, nearly always, so that sessions seldom wait for each other's locks. */
    static int row(Dice dice, int session) {
        int owner = dice.once(300) ? dice.under(3) : session;
        return Schema.row(owner, dice.under(10));
    }

    String read(int session) {
        return dice.of("SQL ", "SQL ", "QUERY ", "QUIET ") + select(dice, session);
    }

    static String select(Dice dice, int session) {
        int id = row(dice, session);
        return switch (dice.under(16)) {
            case 0, 1, 2 -> "SELECT v, s FROM t WHERE id = " + id;
            case 3 -> "SELECT COUNT(*), SUM(v), MAX(id) FROM t";
            case 4 -> "/* app */ SELECT s FROM t WHERE v > " + dice.under(50) + " ORDER BY id LIMIT 3";
            case 5 -> "SELECT 'it''s', 1/0, \"x\", 'a\\\\b' FROM DUAL";
            case 6 -> "(SELECT id FROM t WHERE id < 3) UNION ALL (SELECT v FROM t WHERE id < 3) ORDER BY 1";
            case 7 -> "SELECT v FROM t WHERE id = " + id + dice.of(" FOR UPDATE", " LOCK IN SHARE MODE");
            case 8 -> "SELECT * FROM u WHERE k BETWEEN " + id + " AND " + (id + 2) + " ORDER BY k";
            case 9 -> "SELECT t.id, u.w FROM t JOIN u ON u.k = t.id WHERE t.id = " + id;
            case 10 -> "SELECT id FROM seen ORDER BY id LIMIT 4";
            case 11 -> "SELECT f_read(" + id + "), v FROM t WHERE id = " + id;
            case 12 -> "SELECT CAST('12x' AS SIGNED), 'a' || 'b', 7 DIV 2";
            case 13 -> "WITH c AS (SELECT id, v FROM t WHERE id <= 5) SELECT MAX(v) FROM c";
            case 14 -> "SELECT GROUP_CONCAT(s ORDER BY id) FROM t WHERE id < 20";
            default -> "SELECT s, COUNT(*) FROM t WHERE id > 195 GROUP BY s ORDER BY s";
        };
    }

    String write(int session) {
        return dice.of("SQL ", "SQL ", "UPDATE ", "KEYS ", "KEYS ", "QUIET ") + change(dice, session);
    }

    static String change(Dice dice, int session) {
        int value = dice.under(100);
        int id = row(dice, session);
        return switch (dice.under(17)) {
            case 0, 1 -> "INSERT INTO t (v, s) VALUES (" + value + ", 'a" + value + "')";
            case 2 -> "INSERT INTO t (v, s) VALUES (" + value + ", 'm1'), (" + value + ", 'm2')";
            case 3, 4 -> "UPDATE t SET v = v + 1 WHERE id = " + id;
            case 5 -> "DELETE FROM t WHERE id = " + id;
            case 6, 7 -> "REPLACE INTO t (id, v, s) VALUES (" + id + ", " + value + ", 'r')";
            case 8 -> "INSERT IGNORE INTO t (id, v, s) VALUES (" + id + ", 1, 'i')";
            case 9 -> "INSERT INTO t (id, v) VALUES (" + id + ", " + value + ") ON DUPLICATE KEY UPDATE v = v + 1";
            case 10 ->
                "INSERT INTO t (id, v) VALUES (" + id + ", 1) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), v = 2";
            case 11 -> "UPDATE t SET v = LAST_INSERT_ID(v + 1) WHERE id = " + id;
            case 12 -> "UPDATE u SET n = n + 1 WHERE k = " + id;
            case 13 -> "INSERT INTO t (v, s) SELECT v, 'copy' FROM t WHERE id IN (" + id + ", 200)";
            case 14 -> "UPDATE t SET s = '" + "x".repeat(35 + dice.under(10)) + "' WHERE id = " + id;
            case 15 -> "INSERT INTO audit (what) VALUES (@a)";
            default -> "UPDATE t SET s = CONCAT(s, '0123456789') WHERE id = " + id;
        };
    }
}
