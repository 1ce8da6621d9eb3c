package io.github.proxysqljdbc.oracle;

/** Transactions, by JDBC and in SQL. */
final class Transactions {
    private final Dice dice;
    private final boolean mysql;
    private final boolean replicated;

    Transactions(Dice dice, boolean mysql, boolean replicated) {
        this.dice = dice;
        this.mysql = mysql;
        this.replicated = replicated;
    }

    String next(int session) {
        return switch (dice.under(26)) {
            case 0, 1 -> "AUTOCOMMIT false";
            case 2, 3, 4 -> "AUTOCOMMIT true";
            case 5, 6, 7 -> "COMMIT";
            case 8, 9 -> "ROLLBACK";
            case 10, 11 ->
                "SQL " + dice.of("BEGIN", "START TRANSACTION", "/* x */ begin", "START TRANSACTION READ WRITE");
            case 12 -> "SQL START TRANSACTION WITH CONSISTENT SNAPSHOT";
            case 13, 14 -> "SQL " + dice.of("COMMIT", "COMMIT WORK");
            case 15, 16 -> "SQL " + dice.of("ROLLBACK", "ROLLBACK WORK");
            case 17 -> "SQL " + dice.of("COMMIT", "ROLLBACK") + " AND CHAIN";
            case 18 -> "SAVEPOINT " + dice.of("-", "one", "two");
            case 19 -> "ROLLBACK_TO " + dice.of("-", "one", "two");
            case 20 -> "RELEASE " + dice.of("-", "one", "two");
            case 21 ->
                "SQL " + dice.of("SAVEPOINT ", "ROLLBACK TO SAVEPOINT ", "RELEASE SAVEPOINT ")
                        + dice.of("one", "three");
            case 22 -> readOnly(session);
            case 23 -> inText(dice.coin());
            case 24 -> Known.SET_TRANSACTION.generated() ? next() : "GETTERS";
            default -> whole(session);
        };
    }

    /** What is said of the next transaction only. One that only reads runs on a reader, which refuses writes in words of its own. */
    private String next() {
        String level = dice.of("READ COMMITTED", "REPEATABLE READ", "READ UNCOMMITTED");
        String isolation = dice.of(
                "TRANSACTION ISOLATION LEVEL " + level,
                "TRANSACTION READ WRITE",
                "@@transaction_isolation = '" + level.replace(' ', '-') + "'");
        String access = dice.of(
                "TRANSACTION READ ONLY",
                "TRANSACTION READ ONLY, ISOLATION LEVEL " + level,
                "@@transaction_read_only = 1");
        return "SQL SET " + (replicated || dice.coin() ? isolation : access);
    }

    private static String inText(boolean on) {
        return "AUTOCOMMIT_SQL " + on + " SET " + (on ? "autocommit = 1" : "@@session.autocommit = OFF");
    }

    /** Both servers go on refusing writes on that connection for a while if anything but COMMIT or ROLLBACK ends a read-only transaction. */
    private String readOnly(int session) {
        String refused = mysql && dice.coin() ? "SQL " + Rows.change(dice, session) + '\n' : "";
        return "SQL START TRANSACTION READ ONLY\n" + refused + "SQL " + Rows.select(dice, session) + "\nSQL "
                + dice.of("COMMIT", "ROLLBACK");
    }

    private String whole(int session) {
        StringBuilder steps = new StringBuilder("AUTOCOMMIT false");
        for (int i = dice.under(5); i >= 0; i--) {
            steps.append("\nSQL ").append(dice.coin() ? Rows.select(dice, session) : Rows.change(dice, session));
        }
        return steps.append('\n')
                .append(dice.of("COMMIT", "COMMIT", "ROLLBACK"))
                .append("\nAUTOCOMMIT true")
                .toString();
    }
}
