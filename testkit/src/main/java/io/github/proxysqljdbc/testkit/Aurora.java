package io.github.proxysqljdbc.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a cluster look like Aurora beside the relays: a view {@code replica_host_status} on every instance, whose rows are kept up to
 * date. It is kept out of the binary log, so it differs between instances as long as one of them cannot be reached.
 *
 * <p>Thread-safe.
 */
final class Aurora implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Aurora.class);
    private static final int PERIOD_MILLIS = 500;

    private final Cluster cluster;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "testkit-aurora");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable Future<?> refreshing;

    Aurora(Cluster cluster) {
        this.cluster = cluster;
    }

    void start() {
        refreshing = clock.scheduleWithFixedDelay(this::refresh, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Makes the view on an instance that has just started. The table's engine keeps the reader's transaction untouched. */
    void prepare(Admin admin) {
        String hosts = AuroraSql.SCHEMA + ".hosts";
        admin.execute(
                "CREATE DATABASE IF NOT EXISTS " + AuroraSql.SCHEMA,
                "DROP TABLE IF EXISTS " + hosts,
                "CREATE TABLE " + hosts + " (server_id VARCHAR(100) PRIMARY KEY, session_id VARCHAR(100) NOT NULL,"
                        + " alive TINYINT NOT NULL, seen DATETIME(6) NOT NULL, lag_ms DOUBLE NOT NULL) ENGINE=MyISAM",
                "CREATE OR REPLACE VIEW " + AuroraSql.SCHEMA + ".replica_host_status AS SELECT server_id AS SERVER_ID,"
                        + " session_id AS SESSION_ID, IF(alive, NOW(6), seen) AS LAST_UPDATE_TIMESTAMP,"
                        + " lag_ms AS REPLICA_LAG_IN_MILLISECONDS, 10.0E0 AS CPU FROM " + hosts,
                "GRANT SELECT ON " + AuroraSql.SCHEMA + ".* TO '" + Users.MONITOR + "'@'%'");
    }

    private void refresh() {
        try {
            cluster.whenIdle(this::publish);
        } catch (RuntimeException e) {
            // Thrown out of here it would end the schedule.
            LOG.debug("replica_host_status is not up to date", e);
        }
    }

    /** Writes the rows to every running instance. Under the cluster's lock. */
    void publish() {
        List<ServerInstance> running =
                cluster.instances().stream().filter(ServerInstance::isRunning).toList();
        List<String> statements = cluster.instances().stream().map(this::row).toList();
        for (ServerInstance instance : running) {
            try {
                instance.admin().execute(statements);
            } catch (TestkitException e) {
                LOG.debug("{} keeps its last rows: super_read_only, innodb_read_only, or just dead", instance, e);
            }
        }
    }

    private String row(ServerInstance instance) {
        boolean writer = instance == cluster.writer();
        String session = writer
                ? "MASTER_SESSION_ID"
                : UUID.nameUUIDFromBytes(instance.name().getBytes(StandardCharsets.UTF_8))
                        .toString();
        long lag = writer || !instance.isRunning() ? 0 : cluster.replication().lagMillis(instance.admin());
        String seen = instance.isRunning() ? "NOW(6)" : "seen";
        return "INSERT INTO " + AuroraSql.SCHEMA + ".hosts VALUES ('" + instance.name() + "', '" + session + "', "
                + (instance.isRunning() ? 1 : 0) + ", NOW(6), " + lag
                + ") ON DUPLICATE KEY UPDATE session_id=VALUES(session_id),"
                + " alive=VALUES(alive), lag_ms=VALUES(lag_ms), seen=" + seen;
    }

    @Override
    public void close() {
        Future<?> running = refreshing;
        if (running != null) {
            running.cancel(true);
        }
        clock.shutdownNow();
    }
}
