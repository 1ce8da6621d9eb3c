package io.github.proxysqljdbc.oracle;

/** SET in many forms, and the settings that JDBC has methods for. */
final class Settings {
    private final Dice dice;
    private final boolean mysql;
    private final boolean modes;
    private final boolean globals;

    /**
     * @param modes whether to change what texts mean
     * @param globals whether to set what is the server's, which is refused
     */
    Settings(Dice dice, boolean mysql, boolean modes, boolean globals) {
        this.dice = dice;
        this.modes = modes;
        this.globals = globals;
        this.mysql = mysql;
    }

    String inText(int session) {
        return switch (dice.under(24)) {
            case 0, 1, 2 -> sql(variable() + (dice.coin() ? "" : ", " + variable()));
            case 3 -> sql("sql_mode = '" + mode() + "'");
            case 4 ->
                (Known.WARNINGS_OF_COMPUTED_SET.generated() ? "SQL" : "QUIET") + " SET sql_mode = "
                        + dice.of(
                                "CONCAT(@@sql_mode, ',NO_ZERO_DATE')",
                                "@@global.sql_mode",
                                "DEFAULT",
                                "REPLACE(@@sql_mode, 'ANSI_QUOTES', '')");
            case 5 ->
                sql(dice.of("SESSION ", "LOCAL ", "@@session.", "@@") + "time_zone = '"
                        + dice.of("+00:00", "+05:30", "-08:00") + "'");
            case 6, 7 ->
                sql("@" + name() + dice.of(" = ", " := ")
                        + dice.of("1", "'text'", "NULL", "-2.5", "'it''s'", "TRUE", "0x41"));
            case 8 ->
                sql("@" + computed() + " = "
                        + dice.of(
                                "@a + 1",
                                "(SELECT MAX(id) FROM t WHERE id < 90)",
                                "CONCAT(@b, 'x')",
                                "@@sql_mode",
                                "f_read(3)"));
            case 9 -> "SQL SELECT @" + computed() + " := " + dice.under(9);
            case 10 -> "SQL SELECT id INTO @" + computed() + " FROM t WHERE id = " + Rows.row(dice, session);
            case 11 ->
                "SQL SET NAMES "
                        + dice.of(
                                "utf8mb4", "latin1", "utf8mb4 COLLATE utf8mb4_bin", "DEFAULT", "'utf8mb3'", "nowhere");
            case 12 ->
                sql(dice.of(
                        "CHARACTER SET latin1",
                        "CHARACTER SET DEFAULT",
                        "character_set_results = NULL",
                        "character_set_results = utf8mb4",
                        "collation_connection = utf8mb4_bin"));
            case 13 ->
                sql(dice.of(
                        "nothing_of_that_name = 1",
                        "sql_mode = 'NOWHERE'",
                        "time_zone = 'nowhere'",
                        "lock_wait_timeout = 'x'",
                        "@a = 7, nothing_of_that_name = 1",
                        "unique_checks = 0, sql_mode = 'NOWHERE'"));
            case 14 -> sql(dice.of("timestamp = 1000000", "timestamp = DEFAULT", "timestamp = 2000000.5"));
            case 15 ->
                Known.SET_LAST_INSERT_ID.generated()
                        ? dice.of("SQL SET last_insert_id = 7", "QUIET SELECT LAST_INSERT_ID(8)")
                        : "QUIET SELECT LAST_INSERT_ID()";
            case 16 -> sql("@a = " + dice.under(5) + ", sql_mode = '" + mode() + "', @b = 'x'");
            case 17 ->
                "SQL SET SESSION TRANSACTION "
                        + dice.of(
                                "ISOLATION LEVEL READ COMMITTED",
                                "ISOLATION LEVEL REPEATABLE READ",
                                "ISOLATION LEVEL READ UNCOMMITTED");
            case 18 -> sql("transaction_isolation = '" + dice.of("READ-COMMITTED", "REPEATABLE-READ") + "'");
            case 19 ->
                sql(dice.of(
                        "lock_wait_timeout = @@global.lock_wait_timeout",
                        "wait_timeout = 900 + 9",
                        "group_concat_max_len = 2 * 50"));
            case 20 ->
                globals
                        ? "SQL " + dice.of("SET GLOBAL max_connections = 1001", "SET @@global.wait_timeout = 1")
                        : "GETTERS";
            case 21 -> role();
            case 22 -> "SQL SELECT /*+ SET_VAR(sort_buffer_size = 300000) */ @@sort_buffer_size";
            default ->
                "QUIET SELECT @a, @b, @c, @d, @e, @@"
                        + dice.of("sql_mode", "time_zone", "session.unique_checks", "lock_wait_timeout");
        };
    }

    private String sql(String assignments) {
        return "SQL SET " + assignments;
    }

    private String name() {
        return dice.of("a", "b", "c");
    }

    private String computed() {
        return Known.LITERAL_COMPUTED_LITERAL.generated() ? name() : dice.of("d", "e");
    }

    private String mode() {
        if (!modes) {
            return dice.of("", "STRICT_TRANS_TABLES", "NO_ZERO_DATE,STRICT_ALL_TABLES");
        }
        return dice.of(
                "",
                "STRICT_TRANS_TABLES",
                "ANSI_QUOTES",
                "NO_BACKSLASH_ESCAPES",
                "ANSI_QUOTES,NO_BACKSLASH_ESCAPES",
                "ANSI",
                "NO_ZERO_DATE,STRICT_ALL_TABLES",
                "PIPES_AS_CONCAT",
                "ONLY_FULL_GROUP_BY",
                "NO_AUTO_VALUE_ON_ZERO");
    }

    private String variable() {
        return switch (dice.under(16)) {
            case 0 -> "foreign_key_checks = " + dice.of("0", "1", "OFF", "DEFAULT");
            case 1 -> "unique_checks = " + dice.of("0", "1", "ON");
            case 2 -> "sql_safe_updates = " + dice.of("0", "0", "1");
            case 3 ->
                "max_heap_table_size = " + dice.of("1048576", "DEFAULT"); // sql_select_limit is lost by setMaxRows
            case 4 -> "@@session.lock_wait_timeout = " + (1 + dice.under(3));
            case 5 -> "group_concat_max_len = " + dice.of("10", "100", "DEFAULT");
            case 6 -> "div_precision_increment = " + dice.of("2", "4", "DEFAULT");
            case 7 -> "auto_increment_increment = " + dice.of("1", "2") + ", auto_increment_offset = 1";
            case 8 -> "sql_notes = " + dice.of("0", "1");
            case 9 -> "wait_timeout = " + (1000 + dice.under(3));
            case 10 -> "net_read_timeout = " + (100 + dice.under(3));
            case 11 -> "lc_time_names = '" + dice.of("de_DE", "en_US") + "'";
            case 12 -> "sort_buffer_size = " + dice.of("262144", "DEFAULT");
            case 13 -> "optimizer_switch = '" + dice.of("mrr=on", "mrr=off", "default") + "'";
            case 14 ->
                mysql ? "max_execution_time = " + dice.of("60000", "0") : "max_statement_time = " + dice.of("60", "0");
            default -> "default_storage_engine = " + dice.of("InnoDB", "MyISAM", "DEFAULT");
        };
    }

    private String role() {
        return Known.SET_ROLE.generated()
                ? "SQL SET ROLE " + dice.of(Schema.ROLE, "NONE", "nobody")
                : "QUIET SELECT @a, @b";
    }

    String byMethod(int session) {
        return switch (dice.under(14)) {
            case 0, 1, 2 -> "ISOLATION " + dice.of("1", "2", "4", "4", "3");
            case 3 -> elsewhere(session);
            case 4 -> "CATALOG nowhere";
            case 5, 6 -> "CATALOG $s";
            case 7 -> "SQL USE " + dice.of("$s", "`$s`", "$s2", "nowhere") + "\nSQL USE $s";
            case 8 -> "READ_ONLY true";
            case 9, 10 -> "READ_ONLY false";
            case 11 -> "NETWORK_TIMEOUT " + dice.of("0", "60000", "30000");
            case 12 -> "NATIVE SELECT {fn CONCAT('a', 'b')}, {d '2024-01-01'}";
            default -> "GETTERS";
        };
    }

    /**
     * In a block: Connector/J does not notice USE, and goes back to where it believes to be after a statement of another schema; if that fails, it
     * stays there.
     */
    private String elsewhere(int session) {
        String made = "\nRUN p " + Rows.row(dice, session);
        return "CATALOG $s2\nQUERY SELECT DATABASE()" + (Known.SCHEMA_OF_STATEMENT.generated() ? made : "")
                + "\nCATALOG $s";
    }
}
