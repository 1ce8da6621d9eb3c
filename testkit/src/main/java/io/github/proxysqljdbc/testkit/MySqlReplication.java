package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MySQL's replication by GTID and automatic position (MySQL manual, "CHANGE REPLICATION SOURCE TO Statement"). */
final class MySqlReplication implements Replication {
    @Override
    public List<String> follow(String host, int port, Duration delay) {
        return List.of(
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST='" + host + "', SOURCE_PORT=" + port + ", SOURCE_USER='"
                        + Users.REPLICATION + "', SOURCE_PASSWORD='" + Users.REPLICATION_PASSWORD
                        + "', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1, SOURCE_CONNECT_RETRY=1, SOURCE_RETRY_COUNT=86400,"
                        + " SOURCE_HEARTBEAT_PERIOD=1, SOURCE_DELAY=" + delay.toSeconds());
    }

    @Override
    public List<String> start() {
        return List.of("START REPLICA");
    }

    @Override
    public List<String> stop() {
        return List.of("STOP REPLICA");
    }

    @Override
    public List<String> stopReceiving() {
        return List.of("STOP REPLICA IO_THREAD");
    }

    @Override
    public List<String> forget() {
        return List.of("STOP REPLICA", "RESET REPLICA ALL");
    }

    @Override
    public List<String> delay(Duration delay) {
        return List.of(
                "STOP REPLICA SQL_THREAD",
                "CHANGE REPLICATION SOURCE TO SOURCE_DELAY=" + delay.toSeconds(),
                "START REPLICA SQL_THREAD");
    }

    /**
     * A change of the delay while both threads are stopped deletes the relay log, unless its coordinates are named (MySQL manual,
     * "CHANGE REPLICATION SOURCE TO Statement").
     */
    @Override
    public List<String> executeReceived(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW REPLICA STATUS");
        if (rows.isEmpty()) {
            return List.of();
        }
        if ("0".equals(rows.get(0).get("sql_delay"))) {
            return List.of("START REPLICA SQL_THREAD");
        }
        admin.execute("STOP REPLICA SQL_THREAD");
        Map<String, @Nullable String> stopped = admin.ask("SHOW REPLICA STATUS").get(0);
        return List.of(
                "CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION=0, SOURCE_DELAY=0, RELAY_LOG_FILE='"
                        + stopped.get("relay_log_file") + "', RELAY_LOG_POS=" + stopped.get("relay_log_pos"),
                "START REPLICA SQL_THREAD");
    }

    @Override
    public String position(Admin admin) {
        return admin.text("SELECT @@GLOBAL.gtid_executed");
    }

    @Override
    public String received(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW REPLICA STATUS");
        String retrieved = rows.isEmpty() ? null : rows.get(0).get("retrieved_gtid_set");
        String executed = position(admin);
        if (retrieved == null || retrieved.isBlank()) {
            return executed;
        }
        return executed.isEmpty() ? retrieved.replace("\n", "") : executed + ',' + retrieved.replace("\n", "");
    }

    @Override
    public boolean await(Admin admin, String position, Duration timeout) {
        double seconds = timeout.toMillis() / 1000.0;
        return "0".equals(admin.value("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + position + "', " + seconds + ")"));
    }

    @Override
    public boolean holds(Admin admin, String position) {
        return "1".equals(admin.value("SELECT GTID_SUBSET('" + position + "', @@GLOBAL.gtid_executed)"));
    }

    @Override
    public long lagMillis(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW REPLICA STATUS");
        String seconds = rows.isEmpty() ? null : rows.get(0).get("seconds_behind_source");
        return seconds == null ? 0 : 1000 * Long.parseLong(seconds);
    }

    @Override
    public ReplicaState state(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW REPLICA STATUS");
        if (rows.isEmpty()) {
            return ReplicaState.NONE;
        }
        Map<String, @Nullable String> row = rows.get(0);
        int port = Integer.parseInt(Objects.requireNonNullElse(row.get("source_port"), "0"));
        boolean hopeless = ("No".equals(row.get("replica_io_running")) && !"0".equals(row.get("last_io_errno")))
                || !"0".equals(row.get("last_sql_errno"));
        String failure = hopeless ? row.get("last_io_error") + " " + row.get("last_sql_error") : null;
        return new ReplicaState(
                port,
                "Yes".equals(row.get("replica_io_running")),
                "Yes".equals(row.get("replica_sql_running")),
                failure);
    }
}
