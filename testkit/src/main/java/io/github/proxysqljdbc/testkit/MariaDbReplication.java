package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's replication by GTID in one domain (MariaDB Knowledge Base, "Global Transaction ID"). Every instance logs what it applies, so
 * that the last GTID of its binary log is its position, whether it was written here or received.
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

    @Override
    public String position(Admin admin) {
        return admin.text("SELECT @@GLOBAL.gtid_binlog_pos");
    }

    @Override
    public String received(Admin admin) {
        List<Map<String, @Nullable String>> rows = admin.ask("SHOW SLAVE STATUS");
        String received = rows.isEmpty() ? null : rows.get(0).get("gtid_io_pos");
        return received == null || received.isBlank() ? position(admin) : received;
    }

    @Override
    public boolean await(Admin admin, String position, Duration timeout) {
        if (position.isEmpty() || holds(admin, position)) {
            return true;
        }
        double seconds = timeout.toMillis() / 1000.0;
        return "0".equals(admin.value("SELECT MASTER_GTID_WAIT('" + position + "', " + seconds + ")"));
    }

    @Override
    public boolean holds(Admin admin, String position) {
        return number(position(admin)) >= number(position);
    }

    /** The sequence number of a GTID {@code domain-server-sequence}; 0 for none. */
    private static long number(String gtid) {
        return gtid.isEmpty() ? 0 : Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1));
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
