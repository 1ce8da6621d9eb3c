package io.github.proxysqljdbc.oracle;

/** Statements that are prepared once and executed over many steps, and batches. */
final class Prepared {
    private final Dice dice;

    Prepared(Dice dice) {
        this.dice = dice;
    }

    String next(int session) {
        int id = Rows.row(dice, session);
        return switch (dice.under(22)) {
            case 0, 1 ->
                "PREPARE p " + dice.of("-", "-", "scroll", "max=2", "fetch=1") + " SELECT v, s FROM t WHERE id = ?";
            case 2, 3, 4 -> "RUN p " + id;
            case 5 -> "PREPARE i keys INSERT INTO t (v, s) VALUES (?, ?)";
            case 6, 7 ->
                "RUN i " + dice.under(9) + "|" + dice.of("'p'", "null", "'it\\'s'", "'" + "y".repeat(50) + "'");
            case 8 -> "RUN i " + dice.under(9) + "|'k'\nGENERATED i";
            case 9 -> "RUN_BATCH i 1|'b' ;; " + dice.under(9) + "|'c'" + dice.of("", " ;; 3|'d'") + "\nGENERATED i";
            case 10 -> "RUN_BATCH i 1|'b' ;; 2|'" + "z".repeat(50) + "' ;; 3|'after'\nGENERATED i";
            case 11 -> "PREPARE w - UPDATE t SET v = ? WHERE id = ?";
            case 12, 13 -> "RUN w " + dice.under(9) + "|" + id;
            case 14 -> "RUN_BATCH w 1|" + id + " ;; 2|" + Rows.row(dice, session);
            case 15 -> "PREPARE r - SELECT id, ? AS given FROM t WHERE s LIKE ? ORDER BY id LIMIT 3";
            case 16 -> "RUN r " + dice.of("'x'", "'it\\'s'", "null") + "|'%" + dice.of("a", "row 1") + "%'";
            case 17 -> "RUN p " + id;
            case 18 -> "RUN_OPEN r '7'|'%a%'\nFETCH r 1\nFETCH r 5";
            case 19 -> dice.of("CLOSE_STATEMENT ", "CLOSE_STATEMENT ", "GENERATED ") + dice.of("p", "i", "w", "r");
            case 20 ->
                "BATCH " + Rows.change(dice, session) + " ;; " + Rows.change(dice, session) + " ;; "
                        + Rows.change(dice, session);
            default ->
                "BATCH INSERT INTO u (k, w) VALUES (" + id + ", 'again') ;; UPDATE t SET v = 5 WHERE id = " + id
                        + dice.of("", " ;; INSERT INTO nowhere VALUES (1)");
        };
    }
}
