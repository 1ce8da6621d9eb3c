package io.github.proxysqljdbc.testkit;

import java.util.List;

/** The accounts that every instance has, and the SQL that makes them. */
final class Users {
    static final String DATABASE = "test";
    static final String APP = "app";
    static final String APP_PASSWORD = "app-secret";
    static final String MONITOR = "monitor";
    static final String MONITOR_PASSWORD = "monitor-secret";
    static final String ADMIN = "testkit";
    static final String ADMIN_PASSWORD = "testkit-secret";
    static final String REPLICATION = "repl";
    static final String REPLICATION_PASSWORD = "repl-secret";

    private Users() {}

    /**
     * One statement each. The application's user may do what an application's migrations and tests do, and nothing that writes through
     * {@code read_only}: no SUPER, CONNECTION_ADMIN or READ_ONLY ADMIN.
     */
    static List<String> statements() {
        return List.of(
                "CREATE DATABASE IF NOT EXISTS " + DATABASE + " CHARACTER SET utf8mb4",
                create(APP, APP_PASSWORD),
                "GRANT ALL PRIVILEGES ON " + DATABASE + ".* TO '" + APP + "'@'%'",
                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, TRIGGER, EVENT, EXECUTE, FILE,"
                        + " CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE TEMPORARY TABLES, LOCK TABLES, PROCESS,"
                        + " RELOAD, REPLICATION CLIENT ON *.* TO '" + APP + "'@'%'",
                create(MONITOR, MONITOR_PASSWORD),
                "GRANT REPLICATION CLIENT ON *.* TO '" + MONITOR + "'@'%'",
                create(ADMIN, ADMIN_PASSWORD),
                "GRANT ALL PRIVILEGES ON *.* TO '" + ADMIN + "'@'%' WITH GRANT OPTION",
                create(REPLICATION, REPLICATION_PASSWORD),
                "GRANT REPLICATION SLAVE ON *.* TO '" + REPLICATION + "'@'%'");
    }

    private static String create(String user, String password) {
        return "CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + password + "'";
    }
}
