package io.github.proxysqljdbc.oracle;

/** Temporary tables of the same names in all sessions, one of them in the place of a permanent one. */
final class Temporary {
    private final Dice dice;
    private final boolean mysql;

    Temporary(Dice dice, boolean mysql) {
        this.dice = dice;
        this.mysql = mysql;
    }

    String next(int session) {
        String name = dice.of("tmp", "tmp", "tmp2");
        return switch (dice.under(18)) {
            case 0, 1, 2 -> "SQL CREATE TEMPORARY TABLE " + name + " (id INT PRIMARY KEY AUTO_INCREMENT, v INT)";
            case 3 -> "SQL CREATE TEMPORARY TABLE IF NOT EXISTS " + name + " (id INT, v INT)";
            case 4 -> "SQL CREATE TEMPORARY TABLE " + name + " AS SELECT id, v FROM t WHERE id < 4";
            case 5 ->
                mysql
                        ? "SQL CREATE TEMPORARY TABLE " + name + " LIKE t"
                        : "SQL CREATE OR REPLACE TEMPORARY TABLE " + name + " (id INT, v INT)";
            case 6 -> "KEYS INSERT INTO " + name + " (v) VALUES (" + dice.under(9) + "), (1)";
            case 7 -> "UPDATE INSERT INTO $s." + name + " (v) VALUES (8)";
            case 8, 9 -> "SQL SELECT * FROM " + name + dice.of("", " ORDER BY v DESC");
            case 10 -> "UPDATE UPDATE " + name + " SET v = v + 1";
            case 11, 12 -> "SQL DROP TEMPORARY TABLE " + name;
            case 13 ->
                "SQL DROP " + dice.of("TABLE ", "TABLE IF EXISTS ", "TEMPORARY TABLE IF EXISTS ")
                        + dice.of(name, "tmp, tmp2");
            case 14 ->
                dice.of(
                        "SQL ALTER TABLE " + name + " ADD COLUMN x INT",
                        "SQL TRUNCATE TABLE " + name,
                        "SQL ALTER TABLE " + name + " RENAME TO tmp3",
                        "SQL DROP TEMPORARY TABLE tmp3");
            case 15 -> "META " + dice.of("tables", "columns") + " $s " + name;
            case 16 ->
                "SQL CREATE TEMPORARY TABLE t (id INT, v INT, s VARCHAR(10))\nSQL INSERT INTO t VALUES (1, 2, 'mine')";
            default -> "SQL DROP TEMPORARY TABLE " + dice.of("t", "t", name);
        };
    }
}
