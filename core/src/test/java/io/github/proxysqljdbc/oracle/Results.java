package io.github.proxysqljdbc.oracle;

/** Results that stay open while this and other sessions go on. */
final class Results {
    private final Dice dice;
    private final String completing;

    /** @param cursors with which Connector/J forgets {@code closeOnCompletion} */
    Results(Dice dice, boolean cursors) {
        this.dice = dice;
        this.completing = cursors ? "-" : "completing";
    }

    String next(int session) {
        String slot = dice.of("x", "x", "y");
        int id = Schema.row(session, dice.under(8));
        return switch (dice.under(20)) {
            case 0, 1 -> "OPEN " + slot + " stream SELECT id, v FROM t WHERE id < 30 ORDER BY id\nFETCH " + slot + " 2";
            case 2 -> "OPEN " + slot + " stream SELECT id FROM t WHERE id < 6\nFETCH " + slot + " 100";
            case 3 -> "OPEN " + slot + " fetch=2 SELECT id, v FROM t WHERE id < 30 ORDER BY id";
            case 4 -> "OPEN " + slot + " - " + Rows.select(dice, session);
            case 5 -> "OPEN " + slot + " scroll SELECT id, s FROM t WHERE id < 30 ORDER BY id";
            case 6, 7 -> "SCROLL " + slot + " " + dice.of("1", "3", "-1", "-2", "500");
            case 8 ->
                "OPEN " + slot + " change SELECT id, v FROM t WHERE id BETWEEN " + id + " AND " + (id + 2)
                        + "\nCHANGE_ROW " + slot + " 77\nFETCH " + slot + " 1";
            case 9 ->
                "OPEN " + slot + " max=" + dice.of("1", "2") + " SELECT id FROM t ORDER BY id\nFETCH " + slot + " 9";
            case 10 -> "OPEN " + slot + " timeout=60," + completing + " SELECT id FROM t WHERE id < 9 ORDER BY id";
            case 11, 12 -> "FETCH " + slot + " " + dice.of("1", "3", "50");
            case 13 -> "CLOSE_RESULT " + slot;
            case 14, 15 -> "CLOSE_STATEMENT " + slot;
            case 16 -> "IS_CLOSED " + slot;
            case 17 -> "OPEN " + slot + " - " + Rows.change(dice, session) + "\nCOUNT " + slot;
            case 18 -> "AGAIN " + slot + " " + (dice.coin() ? Rows.select(dice, session) : Rows.change(dice, session));
            default ->
                dice.of(
                        "MORE " + slot + " close",
                        "COUNT " + slot,
                        "OPEN " + slot + " keys INSERT INTO t (v) VALUES (6)\nGENERATED " + slot,
                        "GENERATED " + slot,
                        warnings(slot));
        };
    }

    private static String warnings(String slot) {
        return Known.STATEMENT_WARNINGS.generated()
                ? "OPEN " + slot + " - SELECT 1/0, CAST('12x' AS SIGNED)\nSTATEMENT_WARNINGS " + slot
                : "COUNT " + slot;
    }
}
