package io.github.proxysqljdbc.oracle;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Steps with java.sql.Connection itself. */
final class ConnectionVerbs {
    private ConnectionVerbs() {}

    /** {@code AUTOCOMMIT <true|false>}. */
    static String autoCommit(Held held, String on) throws SQLException {
        held.connection.setAutoCommit(Boolean.parseBoolean(on));
        return "autocommit " + held.connection.getAutoCommit();
    }

    static String commit(Held held, String nothing) throws SQLException {
        held.connection.commit();
        return "committed";
    }

    static String rollback(Held held, String nothing) throws SQLException {
        held.connection.rollback();
        return "rolled back";
    }

    /** {@code SAVEPOINT <name>}; {@code -} for one without a name. */
    static String savepoint(Held held, String name) throws SQLException {
        held.savepoints.put(
                name, name.equals("-") ? held.connection.setSavepoint() : held.connection.setSavepoint(name));
        return "set";
    }

    /** {@code ROLLBACK_TO <name>}. */
    static String rollbackTo(Held held, String name) throws SQLException {
        Savepoint savepoint = held.savepoints.get(name);
        if (savepoint == null) {
            return "none";
        }
        held.connection.rollback(savepoint);
        return "rolled back";
    }

    /** {@code RELEASE <name>}. */
    static String release(Held held, String name) throws SQLException {
        Savepoint savepoint = held.savepoints.remove(name);
        if (savepoint == null) {
            return "none";
        }
        held.connection.releaseSavepoint(savepoint);
        return "released";
    }

    /** {@code ISOLATION <level>}. */
    static String isolation(Held held, String level) throws SQLException {
        held.connection.setTransactionIsolation(Integer.parseInt(level));
        return "isolation " + held.connection.getTransactionIsolation();
    }

    /** {@code READ_ONLY <true|false>}, after the end of a transaction: inside one ours refuses it, as JDBC has it, and Connector/J does not. */
    static String readOnly(Held held, String on) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            statement.execute("COMMIT");
        }
        held.connection.setReadOnly(Boolean.parseBoolean(on));
        return "read-only " + held.connection.isReadOnly();
    }

    /** {@code CATALOG <name>}. */
    static String catalog(Held held, String name) throws SQLException {
        held.connection.setCatalog(name);
        return "catalog " + held.connection.getCatalog();
    }

    static String getters(Held held, String nothing) throws SQLException {
        Connection connection = held.connection;
        return "autocommit " + connection.getAutoCommit() + ", isolation " + connection.getTransactionIsolation()
                + ", read-only " + connection.isReadOnly() + ", closed " + connection.isClosed() + ", holdability "
                + connection.getHoldability() + ", warnings"
                + Seen.warnings(connection.getWarnings());
    }

    static String valid(Held held, String nothing) throws SQLException {
        return "valid " + held.connection.isValid(5);
    }

    /** {@code NETWORK_TIMEOUT <milliseconds>}. */
    static String networkTimeout(Held held, String milliseconds) throws SQLException {
        held.connection.setNetworkTimeout(Runnable::run, Integer.parseInt(milliseconds));
        return "network timeout " + held.connection.getNetworkTimeout();
    }

    /** {@code NATIVE <text>}. */
    static String nativeSql(Held held, String sql) throws SQLException {
        return held.connection.nativeSQL(sql);
    }

    /** Whether two questions in a row see the same connection of the server. */
    static String sameConnectionId(Held held, String nothing) throws SQLException {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (Statement statement = held.connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
                row.next();
                seen.add(row.getString(1));
            }
        }
        return "same " + seen.get(0).equals(seen.get(1));
    }

    /** {@code META <what> <name>}. */
    static String metaData(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 3);
        DatabaseMetaData metaData = held.connection.getMetaData();
        return switch (parts[0]) {
            case "tables" -> columns(metaData.getTables(parts[1], null, parts[2], null), "TABLE_NAME", "TABLE_TYPE");
            case "columns" ->
                columns(metaData.getColumns(parts[1], null, parts[2], "%"), "COLUMN_NAME", "TYPE_NAME", "IS_NULLABLE");
            case "keys" -> columns(metaData.getPrimaryKeys(parts[1], null, parts[2]), "COLUMN_NAME", "KEY_SEQ");
            case "procedures" -> columns(metaData.getProcedures(parts[1], null, parts[2]), "PROCEDURE_NAME");
            case "indexes" ->
                columns(metaData.getIndexInfo(parts[1], null, parts[2], false, true), "INDEX_NAME", "COLUMN_NAME");
            default -> metaData.getDatabaseProductName() + metaData.supportsTransactions();
        };
    }

    private static String columns(ResultSet rows, String... names) throws SQLException {
        try (rows) {
            StringBuilder seen = new StringBuilder("[");
            while (rows.next()) {
                for (String name : names) {
                    seen.append(rows.getString(name)).append(' ');
                }
                seen.append("; ");
            }
            return seen.append(']').toString();
        }
    }
}
