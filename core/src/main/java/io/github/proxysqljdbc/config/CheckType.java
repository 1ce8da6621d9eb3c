package io.github.proxysqljdbc.config;

/** Which server variable tells whether an instance is a reader (the {@code checkType} option). */
public enum CheckType {
    /** A reader if any of the three variables below is on. */
    AUTO,
    /** {@code innodb_read_only}: what Amazon Aurora turns on for its readers. */
    INNODB_READ_ONLY,
    /** {@code read_only}: what replicas of MySQL and MariaDB run with. */
    READ_ONLY,
    /** {@code super_read_only}: like {@code read_only}, and it binds administrators as well; MySQL only. */
    SUPER_READ_ONLY
}
