package io.github.proxysqljdbc.oracle;

/** What the server keeps for a connection: locks, handlers, statements prepared in SQL. */
final class Locks {
    private final Dice dice;

    Locks(Dice dice) {
        this.dice = dice;
    }

    String next(int session) {
        String own = "o" + session;
        return switch (dice.under(20)) {
            case 0, 1 -> "SQL SELECT GET_LOCK('$s " + dice.of("one", "two") + "', 0)";
            case 2 -> "SQL DO GET_LOCK('$s two', 0)";
            case 3, 4 -> "SQL SELECT RELEASE_LOCK('$s " + dice.of("one", "two") + "')";
            case 5 -> "SQL SELECT RELEASE_ALL_LOCKS()";
            case 6 -> "SQL SELECT IS_FREE_LOCK('$s one'), IS_USED_LOCK('$s two') IS NULL";
            case 7 -> locked(own);
            case 8, 9 -> "SQL UNLOCK TABLES";
            case 10 -> "SQL INSERT INTO " + own + " (v) VALUES (" + dice.under(9) + ")";
            case 11 -> "SQL HANDLER " + own + " OPEN" + dice.of("", " AS h");
            case 12 -> "SQL HANDLER " + dice.of(own, "h") + " READ " + dice.of("FIRST", "NEXT");
            case 13, 14 -> "SQL HANDLER " + dice.of(own, "h") + " CLOSE";
            case 15 ->
                "SQL PREPARE " + dice.of("q", "q2") + " FROM '"
                        + dice.of("SELECT COUNT(*) FROM t", "SELECT ? + 1", "INSERT INTO t (v) VALUES (3)", "SELEC")
                        + "'";
            case 16 -> "SQL EXECUTE q" + dice.of("", "", " USING @a", "2");
            case 17, 18 -> "SQL " + dice.of("DEALLOCATE", "DEALLOCATE", "DROP") + " PREPARE " + dice.of("q", "q2");
            default ->
                dice.of(
                        "SQL SELECT COUNT(*) FROM " + own,
                        "SQL FLUSH TABLES " + own + " WITH READ LOCK\nSQL SELECT COUNT(*) FROM " + own
                                + "\nSQL UNLOCK TABLES");
        };
    }

    /** In a block: a statement that the driver prepares, or finds prepared, may fail here on one side only. */
    private String locked(String own) {
        return "SQL LOCK TABLES " + own + dice.of(" READ", " WRITE") + "\nSQL INSERT INTO " + own + " (v) VALUES (1)\n"
                + dice.of(
                        "SQL SELECT COUNT(*) FROM t",
                        "KEYS INSERT INTO " + own + " (v) VALUES (2)",
                        "SQL SELECT * FROM tmp")
                + dice.of("\nSQL UNLOCK TABLES", "\nSQL UNLOCK TABLES", "\nSQL START TRANSACTION", "\nCLOSE");
    }
}
