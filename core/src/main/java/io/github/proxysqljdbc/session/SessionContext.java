package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.pool.Dialects;
import io.github.proxysqljdbc.sql.Classifier;
import io.github.proxysqljdbc.stats.Recorder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of one data source share.
 *
 * @param dispatcher finds physical connections
 * @param classifier knows what a text means
 * @param recorder hears what happened to each statement
 * @param acceptedSettings the SET statements that a server has taken, as text
 * @param routines what is known of stored routines
 * @param dialects how the instances read texts by themselves
 * @param database the default schema of a fresh session; null for none
 * @param multiplexing whether a physical connection is given back from statement to statement
 * @param driverNetworkTimeoutMillis how long the driver waits for an answer if nobody says otherwise; 0 for ever
 * @param databaseIsSchema whether JDBC calls a MySQL database a schema instead of a catalog (Connector/J's {@code databaseTerm})
 * @param replayWithin how long the replay of a lost transaction may take; null if none is replayed
 * @param sessionClosed told once for each session that was closed
 */
public record SessionContext(
        Dispatcher dispatcher,
        Classifier classifier,
        Recorder recorder,
        AcceptedSettings acceptedSettings,
        Routines routines,
        Dialects dialects,
        @Nullable String database,
        boolean multiplexing,
        int driverNetworkTimeoutMillis,
        boolean databaseIsSchema,
        @Nullable Duration replayWithin,
        Runnable sessionClosed) {}
