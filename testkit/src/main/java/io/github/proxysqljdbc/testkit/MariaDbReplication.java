package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's replication by GTID in one domain (MariaDB Knowledge Base, "Global Transaction ID"). Every instance logs what it applies, so
 * that its binary log tells its position, whether that was written here or received.
 */
final class MariaDbReplication implements Replication {
    @Override
    public List<String> follow(String host, int port, Duration delay) {
        return List.of(
                "SET GLOBAL gtid_slave_pos=@@GLOBAL.gtid_binlog_pos",
                "CHANGE MASTER TO MASTER_HOST='" + host + "', MASTER_PORT=" + port + ", MASTER_USER='"
                        + Users.REPLICATION
                        + "', MASTER_PASSWORD='" + Users.REPLICATION_PASSWORD
                        + "', MASTER_USE_GTID=slave_pos, MASTER_SSL=0, MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1,"
                        + " MASTER_DELAY=" + delay.toSeconds());
    }

    @Override
    public List<String> start() {
        return List.of("START SLAVE");
    }

    @Override
    public List<String> stop() {
        return List.of("STOP SLAVE");
    }

    @Override
    public List<String> stopReceiving() {
        return List.of("STOP SLAVE IO_THREAD");
    }

    @Override
    public List<String> forget() {
        return List.of("STOP SLAVE", "RESET SLAVE ALL");
    }

    @Override
    public List<String> delay(Duration delay) {
        return List.of("STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY=" + delay.toSeconds(), "START SLAVE");
    }

    /**
     * With GTIDs, MariaDB fetches the relay log anew from the source when replication is started after both threads were stopped. Named
     * coordinates in the relay log, without GTIDs, keep it (MariaDB Knowledge Base, "CHANGE MASTER TO").
     */
    @Override
    public List<String> executeReceived(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW SLAVE STATUS");
        if (rows.isEmpty()
                || ("Yes".equals(rows.get(0).get("slave_sql_running"))
                        && "0".equals(rows.get(0).get("sql_delay")))) {
            return List.of();
        }
        admin.execute("STOP SLAVE");
        Map<String, @Nullable String> stopped = admin.ask("SHOW SLAVE STATUS").get(0);
        return List.of(
                "CHANGE MASTER TO MASTER_USE_GTID=no, MASTER_DELAY=0, RELAY_LOG_FILE='" + stopped.get("relay_log_file")
                        + "', RELAY_LOG_POS=" + stopped.get("relay_log_pos"),
                "START SLAVE SQL_THREAD");
    }

    /** The last GTID that each server wrote, of those in the instance's binary log: {@code 0-1-17,0-2-5}. */
    @Override
    public String position(Admin admin) {
        return admin.text("SELECT @@GLOBAL.gtid_binlog_state");
    }

    @Override
    public String received(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW SLAVE STATUS");
        String received = rows.isEmpty() ? null : rows.get(0).get("gtid_io_pos");
        return received == null || received.isBlank() ? position(admin) : received;
    }

    @Override
    public boolean await(Admin admin, String position, Duration timeout) {
        return Waiting.until(timeout, () -> holds(admin, position));
    }

    /** A server's GTIDs grow without gaps in one domain's log, so that the last of each server says all. */
    @Override
    public boolean holds(Admin admin, String position) {
        Map<String, Long> held = lastOfEachServer(position(admin));
        return lastOfEachServer(position).entrySet().stream()
                .allMatch(wanted -> held.getOrDefault(wanted.getKey(), 0L) >= wanted.getValue());
    }

    private static Map<String, Long> lastOfEachServer(String position) {
        Map<String, Long> last = new HashMap<>();
        for (String gtid : position.split(",", -1)) {
            int dash = gtid.lastIndexOf('-');
            if (dash > 0) {
                last.put(
                        gtid.substring(0, dash).trim(),
                        Long.valueOf(gtid.substring(dash + 1).trim()));
            }
        }
        return last;
    }

    @Override
    public long lagMillis(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW SLAVE STATUS");
        String seconds = rows.isEmpty() ? null : rows.get(0).get("seconds_behind_master");
        return seconds == null ? 0 : 1000 * Long.parseLong(seconds);
    }

    @Override
    public ReplicaState state(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW SLAVE STATUS");
        if (rows.isEmpty()) {
            return ReplicaState.NONE;
        }
        Map<String, @Nullable String> row = rows.get(0);
        int port = Integer.parseInt(Objects.requireNonNullElse(row.get("master_port"), "0"));
        boolean hopeless = ("No".equals(row.get("slave_io_running")) && !"0".equals(row.get("last_io_errno")))
                || !"0".equals(row.get("last_sql_errno"));
        String failure = hopeless ? row.get("last_io_error") + " " + row.get("last_sql_error") : null;
        return new ReplicaState(
                port, "Yes".equals(row.get("slave_io_running")), "Yes".equals(row.get("slave_sql_running")), failure);
    }
}
