package io.github.proxysqljdbc.error;

/**
 * The SQLStates that our own exceptions carry, so that pools and frameworks treat them rightly. Classes 08, 0A, 25, 28 and 40 are
 * ISO/IEC 9075-2 (SQL:2016), table 38 "SQLSTATE class and subclass codes".
 */
public final class SqlStates {
    /** No connection could be had: no instance of the wanted role, or none within the time (SQL:2016, "SQL-client unable to establish"). */
    public static final String CANNOT_CONNECT = "08001";

    /** The connection is closed (SQL:2016, "connection does not exist"). */
    public static final String CONNECTION_CLOSED = "08003";

    /** The connection broke while it was in use (SQL:2016, "connection failure"). */
    public static final String CONNECTION_LOST = "08006";

    /** The connection broke, and whether the statement or COMMIT was executed is not known (SQL:2016, "transaction resolution unknown"). */
    public static final String OUTCOME_UNKNOWN = "08007";

    /** What was asked for is not supported (SQL:2016, "feature not supported"; {@code java.sql.SQLFeatureNotSupportedException}). */
    public static final String NOT_SUPPORTED = "0A000";

    /** Not allowed inside a transaction, such as {@code setReadOnly} (SQL:2016, "active SQL-transaction"). */
    public static final String ACTIVE_TRANSACTION = "25001";

    /** A write on a session that was declared read-only (SQL:2016, "read-only SQL-transaction"; MySQL error 1792 carries it). */
    public static final String READ_ONLY_TRANSACTION = "25006";

    /** User or password was refused (SQL:2016, "invalid authorization specification"; MySQL error 1045 carries it). */
    public static final String INVALID_AUTHORIZATION = "28000";

    /** The transaction was rolled back and may be tried again as a whole (SQL:2016, "serialization failure"; MySQL error 1213). */
    public static final String SERIALIZATION_FAILURE = "40001";

    /** A wait was ended from outside before anything was sent (ISO/IEC 9075-3 "CLI", and ODBC 3: "operation canceled"). */
    public static final String CANCELLED = "HY008";

    /** Any other failure (MySQL Error Message Reference, "general error"; ODBC 3). */
    public static final String GENERAL_ERROR = "HY000";

    private SqlStates() {}
}
