package io.github.proxysqljdbc.oracle;

/** Procedures, functions with side effects, and several statements in one text. */
final class Routines {
    private final Dice dice;
    private final boolean several;
    private final boolean modes;

    Routines(Dice dice, boolean several, boolean modes) {
        this.modes = modes;
        this.dice = dice;
        this.several = several;
    }

    String next(int session) {
        return switch (dice.under(3)) {
            case 0 -> Known.CALL.generated() ? call() : function();
            case 1 -> several ? several(session) : function();
            default -> function();
        };
    }

    private String call() {
        return switch (dice.under(10)) {
            case 0 -> "SQL CALL p_two()";
            case 1 -> "CALL " + dice.under(9) + " {call p_out(?, ?)}";
            case 2 -> "PREPARE c call {call p_insert(?)}\nRUN c " + dice.under(9) + "\nRUN c 3";
            case 3 -> "SQL CALL p_variable()\nQUIET SELECT @a, @pv";
            case 4 -> "SQL CALL p_temporary()\nSQL SELECT * FROM ptmp\nSQL DROP TEMPORARY TABLE ptmp";
            case 5 -> "SQL CALL p_insert(7)\nQUIET SELECT LAST_INSERT_ID()";
            case 6 -> "SQL CALL p_setting()";
            case 7 -> "SQL CALL " + dice.of("p_begin()", "p_commit()");
            case 8 -> "SQL CALL " + dice.of("p_error()", "p_nowhere()");
            default -> "OPEN x - CALL p_two()\nFETCH x 1\nMORE x close\nFETCH x 5\nMORE x close";
        };
    }

    private String function() {
        return switch (dice.under(5)) {
            case 0, 1 -> "SQL SELECT f_write(" + dice.under(9) + ")";
            case 2 ->
                Known.LITERAL_COMPUTED_LITERAL.generated()
                        ? "SQL SELECT f_variable(3)\nQUIET SELECT @a"
                        : "SQL DO f_write(3)";
            case 3 -> "SQL SELECT f_read(5), f_read(200)";
            default -> "SQL SELECT COUNT(*), MAX(what) FROM audit";
        };
    }

    private String several(int session) {
        return "SQL "
                + switch (dice.under(9)) {
                    case 0 -> "SELECT 1; SELECT id FROM t WHERE id < 3";
                    case 1 -> "INSERT INTO t (v) VALUES (1); SELECT LAST_INSERT_ID()";
                    case 2 -> "SET @a = 3; SELECT @a";
                    case 3 -> "SELECT 1; SELEC";
                    case 4 -> "BEGIN; " + Rows.change(dice, session) + "; COMMIT";
                    case 5 -> "SET sql_mode = '" + (modes ? "ANSI_QUOTES" : "") + "'; SELECT @@sql_mode";
                    case 6 -> Rows.change(dice, session) + "; SELECT ROW_COUNT(); " + Rows.select(dice, session);
                    case 7 -> "CREATE TEMPORARY TABLE tmp (id INT, v INT); INSERT INTO tmp VALUES (1, 1)";
                    default ->
                        "SELECT 1; UPDATE t SET v = 0 WHERE id = " + Rows.row(dice, session)
                                + "; INSERT INTO t (v) VALUES (1), (2)";
                };
    }
}
