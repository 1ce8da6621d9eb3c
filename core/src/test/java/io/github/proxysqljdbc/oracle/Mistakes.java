package io.github.proxysqljdbc.oracle;

/** Statements that the server refuses. */
final class Mistakes {
    private final Dice dice;

    Mistakes(Dice dice) {
        this.dice = dice;
    }

    String next(int session) {
        int id = Rows.row(dice, session);
        return switch (dice.under(14)) {
            case 0 -> "SQL SELECT nothing FROM t";
            case 1 -> "SQL SELEC 1";
            case 2 -> "SQL INSERT INTO nowhere VALUES (1)";
            case 3 -> "KEYS INSERT INTO u (k, w) VALUES (" + id + ", 'twice')";
            case 4 -> "KEYS INSERT INTO u (k, w) VALUES (300, 'w" + id + "')";
            case 5 -> "SQL INSERT INTO t (v, s) VALUES (1, REPEAT('x', 100))";
            case 6 -> "SQL UPDATE t SET v = 'not a number' WHERE id = " + id;
            case 7 -> "QUERY UPDATE t SET v = 1 WHERE id = " + id;
            case 8 -> "UPDATE SELECT v FROM t WHERE id = " + id;
            case 9 -> "SQL";
            case 10 -> "SQL /* nothing */";
            case 11 -> "RUN_OPEN p " + id + "\nFETCH p 1\nCLOSE_RESULT p";
            case 12 -> "SQL SELECT * FROM nowhere.t";
            default -> "SQL SELECT 'open";
        };
    }
}
