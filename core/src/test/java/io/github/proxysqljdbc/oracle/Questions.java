package io.github.proxysqljdbc.oracle;

/** What a session asks about itself. */
final class Questions {
    private static final String VARIABLES = """
            SELECT @@autocommit, @@sql_mode, @@time_zone, @@transaction_isolation, @@character_set_client, @@character_set_connection,\
             @@character_set_results, @@collation_connection, @@foreign_key_checks, @@unique_checks, @@sql_safe_updates,\
             @@sql_select_limit, @@lock_wait_timeout, @@innodb_lock_wait_timeout, @@group_concat_max_len, @@div_precision_increment,\
             @@auto_increment_increment, @@auto_increment_offset, @@sql_notes, @@wait_timeout, @@lc_time_names,\
             @@default_storage_engine, @@sort_buffer_size, @@max_sort_length, @@sql_big_selects, @@optimizer_switch, DATABASE()""";

    private final Dice dice;
    private final boolean mysql;
    private final boolean cursors;

    /** @param cursors with which Connector/J prepares what asks for messages; MySQL then answers with those of the preparation */
    Questions(Dice dice, boolean mysql, boolean cursors) {
        this.dice = dice;
        this.cursors = cursors;
        this.mysql = mysql;
    }

    String next(int session) {
        return switch (dice.under(20)) {
            case 0, 1, 2 -> "QUIET SELECT LAST_INSERT_ID()";
            case 3 -> "QUIET SELECT @@last_insert_id, @@identity";
            case 4, 5 -> "QUIET " + VARIABLES + (mysql ? ", @@max_execution_time" : ", @@max_statement_time");
            case 6 -> "QUIET SELECT @a, @b, @c, @A, @d, @e";
            case 7, 8 -> "GETTERS";
            case 9 -> "QUIET SELECT UNIX_TIMESTAMP(NOW()) < 5000000, DATABASE(), USER() IS NOT NULL, CURRENT_ROLE()";
            case 10 -> "SAME_CONNECTION_ID";
            case 11 ->
                "SQL SHOW VARIABLES LIKE '" + dice.of("sql_mode", "autocommit", "character_set_client", "time_zone")
                        + "'";
            case 12 -> "SHAPE EXPLAIN " + Rows.select(dice, session);
            case 13 -> "VALID";
            case 14 -> "QUIET SELECT " + dice.of("IS_FREE_LOCK", "IS_USED_LOCK") + "('$s one') IS NULL";
            case 15 -> later(Known.ROW_COUNT, session, "SELECT ROW_COUNT()");
            case 16 -> later(Known.FOUND_ROWS, session, "SELECT FOUND_ROWS()");
            case 17 ->
                later(
                        Known.SHOW_WARNINGS,
                        session,
                        dice.of("SHOW WARNINGS", "SHOW COUNT(*) WARNINGS", "SELECT @@warning_count", "SHOW ERRORS"));
            case 18 -> "QUIET SELECT SQL_CALC_FOUND_ROWS id FROM t ORDER BY id LIMIT 2";
            default ->
                "QUIET SELECT NOW() IS NOT NULL, @@character_set_client, @@lock_wait_timeout, @@in_transaction"
                        .replace(mysql ? ", @@in_transaction" : "~", "");
        };
    }

    /** What only the connection of the statement before can answer, whatever other sessions did meanwhile. */
    private String later(Known known, int session, String question) {
        if (!known.generated() || (known == Known.SHOW_WARNINGS && mysql && cursors)) {
            return "GETTERS";
        }
        // MariaDB keeps the messages of earlier statements over a query without a table; ours, only on the same
        // connection.
        // Of what is no query the server says what it said before, perhaps of a query of the driver's.
        String before = switch (dice.under(known == Known.FOUND_ROWS ? 2 : 5)) {
            case 0 -> Rows.select(dice, session);
            case 1 -> "SELECT SQL_CALC_FOUND_ROWS id FROM t ORDER BY id LIMIT 2";
            case 2 -> "INSERT INTO t (v, s) VALUES (1, REPEAT('x', 100))";
            default -> Rows.change(dice, session);
        };
        boolean older =
                !mysql && known == Known.SHOW_WARNINGS && before.startsWith("SELECT") && !before.contains("FROM t");
        return "QUIET " + (older ? "SELECT COUNT(*) FROM t" : before) + "\nASK " + question;
    }
}
