package io.github.proxysqljdbc.testkit;

/** What one kind of server can do and another cannot. */
public enum Feature {
    /** The instances are MySQL. */
    MYSQL,
    /** The instances are MariaDB. */
    MARIADB,
    /** There is a variable {@code super_read_only} (MySQL). */
    SUPER_READ_ONLY,
    /** {@code session_track_gtids} reports a transaction's GTID (MySQL; MariaDB reports the variable {@code last_gtid} instead). */
    SESSION_TRACK_GTIDS,
    /** {@code LOCK INSTANCE FOR BACKUP} (MySQL). */
    LOCK_INSTANCE,
    /** {@code BACKUP STAGE} (MariaDB). */
    BACKUP_STAGE,
    /** An instance can be frozen: not on Windows. */
    FREEZE,
    /** An instance can be restarted with options of its own, such as {@code --innodb-read-only=1}: not in a container. */
    RESTART_WITH_OPTIONS
}
