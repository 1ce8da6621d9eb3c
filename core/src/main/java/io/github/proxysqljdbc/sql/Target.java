package io.github.proxysqljdbc.sql;

/** Where a statement belongs in a fresh session in autocommit mode. */
public enum Target {
    WRITER,
    READER
}
