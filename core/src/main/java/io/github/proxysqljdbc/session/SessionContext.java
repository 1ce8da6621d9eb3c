package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Classifier;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of one data source share.
 *
 * @param dispatcher finds physical connections
 * @param classifier knows what a text means
 * @param router decides where a statement goes
 * @param recorder hears what happened to each statement
 * @param database the default schema of a fresh session; null for none
 * @param multiplexing whether a physical connection is given back from statement to statement
 * @param databaseIsSchema whether JDBC calls a MySQL database a schema instead of a catalog (Connector/J's {@code databaseTerm})
 */
public record SessionContext(
        Dispatcher dispatcher,
        Classifier classifier,
        Router router,
        Recorder recorder,
        @Nullable String database,
        boolean multiplexing,
        boolean databaseIsSchema) {}
