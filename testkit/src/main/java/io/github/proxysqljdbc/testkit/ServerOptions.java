package io.github.proxysqljdbc.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options of the servers' command lines. */
final class ServerOptions {
    /** How long a commit waits for a replica with semi-synchronous replication: long enough for a replica to be frozen and thawed. */
    static final int SEMI_SYNC_TIMEOUT_MILLIS = 600_000;

    private ServerOptions() {}

    /** Where the server on this machine listens and writes. */
    static List<String> place(Path data, int port) {
        return List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=mysqld.sock",
                "--pid-file=mysqld.pid",
                "--secure-file-priv=" + data);
    }

    /**
     * A small, fast server whose acknowledged transactions survive {@code kill -9} (log and binary log are written to the operating
     * system at each commit, MySQL manual: innodb_flush_log_at_trx_commit=2, sync_binlog=0), though not a loss of power.
     */
    static List<String> common(int serverId) {
        return List.of(
                "--server-id=" + serverId,
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--relay-log=relaylog",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-doublewrite=OFF",
                "--read-only=ON",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--max-connections=1000",
                "--table-open-cache=400",
                "--log-bin-trust-function-creators=ON",
                "--log-output=TABLE");
    }

    /** What only MySQL has. */
    static List<String> mysql(ClusterOptions options) {
        List<String> all = new ArrayList<>(List.of(
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--log-replica-updates=ON",
                "--replica-net-timeout=4",
                "--innodb-redo-log-capacity=32M",
                "--mysqlx=OFF",
                "--performance-schema=" + (options.performanceSchema() ? "ON" : "OFF")));
        if (options.semiSync()) {
            all.addAll(List.of(
                    "--plugin-load-add=semisync_source.so",
                    "--plugin-load-add=semisync_replica.so",
                    "--rpl-semi-sync-source-enabled=ON",
                    "--rpl-semi-sync-replica-enabled=ON",
                    "--rpl-semi-sync-source-wait-no-replica=OFF",
                    "--rpl-semi-sync-source-timeout=" + SEMI_SYNC_TIMEOUT_MILLIS));
        }
        return all;
    }
}
