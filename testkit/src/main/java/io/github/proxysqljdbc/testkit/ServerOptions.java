package io.github.proxysqljdbc.testkit;

import java.nio.file.Path;
import java.util.List;

/** Options that MySQL and MariaDB share. */
final class ServerOptions {
    /** How long a commit waits for a replica with semi-synchronous replication: long enough for a replica to be frozen and thawed. */
    static final int SEMI_SYNC_TIMEOUT_MILLIS = 600_000;

    private ServerOptions() {}

    /**
     * A small, fast server whose acknowledged transactions survive {@code kill -9} (log and binary log are written to the operating
     * system at each commit, MySQL manual: innodb_flush_log_at_trx_commit=2, sync_binlog=0), though not a loss of power.
     */
    static List<String> common(Path data, int serverId, int port) {
        return List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=mysqld.sock",
                "--pid-file=mysqld.pid",
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
                "--log-output=TABLE",
                "--secure-file-priv=" + data);
    }
}
