package io.github.proxysqljdbc.testkit;

import com.mysql.cj.exceptions.MysqlErrorNumbers;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One server of a {@link Cluster}, behind a relay of its own. Clients reach it at {@link #port()}, which stays the same over restarts.
 *
 * <p>Thread-safe: what changes processes, roles or replication takes the cluster's lock; what changes the network does not.
 */
public final class ServerInstance {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final String name;
    private final int serverId;
    private final Server server;
    private final Relay relay;
    private @Nullable Admin admin;
    private volatile boolean frozen;
    private volatile boolean cut;
    private boolean fresh = true;
    private boolean endedCleanly = true;
    private List<String> startedWith = List.of();
    private Duration delay = Duration.ZERO;

    ServerInstance(Cluster cluster, int serverId, Server server, boolean aurora) {
        this.cluster = cluster;
        this.name = nameOf(serverId);
        this.serverId = serverId;
        this.server = server;
        this.relay = new Relay(
                name,
                () -> new InetSocketAddress(server.host(), server.port()),
                () -> aurora ? new AuroraQueries(name) : Filter.NONE,
                () -> aurora ? new AuroraGreeting() : Filter.NONE);
    }

    static String nameOf(int serverId) {
        return "instance-" + serverId;
    }

    /** {@code instance-1} for the original writer, then {@code instance-2} and so on. */
    public String name() {
        return name;
    }

    /** The server's own number, {@code @@server_id}: 1 for the original writer, then 2 and so on. */
    public int serverId() {
        return serverId;
    }

    /** The address of the relay. */
    public String host() {
        return HeldPort.HOST;
    }

    /** The port of the relay, which stays the same over restarts. */
    public int port() {
        return relay.port();
    }

    /** The host name or address of the server itself, past the relay. */
    public String directHost() {
        return server.host();
    }

    /** The port of the server itself, past the relay: no fault reaches it, and no time is lost. Not for a cluster in Aurora's manner. */
    public int directPort() {
        return server.port();
    }

    /** {@code host:port} of the relay, as a URL writes it. */
    public String hostAndPort() {
        return host() + ':' + port();
    }

    /**
     * How many connections to {@link #port()} were accepted so far, also while the network is stalled. The servers' own count says something
     * else: MariaDB's {@code Connections} also grows by threads of the server's own.
     */
    public long acceptedConnections() {
        return relay.accepted();
    }

    /** A Connector/J URL to this instance alone, through the relay. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + hostAndPort() + '/' + Users.DATABASE;
    }

    /** A Connector/J URL to this instance alone, past the relay. */
    public String directJdbcUrl() {
        return "jdbc:mysql://" + directHost() + ':' + directPort() + '/' + Users.DATABASE;
    }

    /** Opens a connection of the application's user, past the relay; the caller closes it. */
    public Connection openDirectConnection() throws SQLException {
        return Admin.connect(
                directHost(), directPort(), Users.APP, Users.APP_PASSWORD, Users.DATABASE, Duration.ofSeconds(30));
    }

    /** Opens a connection with all privileges, past the relay; it can write through {@code read_only}. The caller closes it. */
    public Connection openAdminConnection() throws SQLException {
        return Admin.connect(
                directHost(), directPort(), Users.ADMIN, Users.ADMIN_PASSWORD, Users.DATABASE, Duration.ofSeconds(60));
    }

    /** Whether this is the instance that the cluster made its writer last. It says nothing of whether the instance is up. */
    public boolean isWriter() {
        return cluster.writer() == this;
    }

    /** Whether the server's process runs, frozen or not. */
    public boolean isAlive() {
        return server.isAlive();
    }

    /** Whether the server's process runs and is not frozen. */
    public boolean isRunning() {
        return isAlive() && !frozen;
    }

    /** Ends the server's process as {@code kill -9} does; its port refuses connections from then on. Nothing happens if it is dead. */
    public void kill() {
        cluster.change(() -> {
            endedCleanly = endedCleanly && !server.isAlive();
            server.kill();
            gone();
        });
    }

    /** Ends the server in order, as for maintenance; its port refuses connections from then on. Nothing happens if it is dead. */
    public void shutDown() {
        cluster.change(this::end);
    }

    private void end() {
        if (!server.isAlive()) {
            return;
        }
        unfreeze();
        relay.shut();
        admin().execute("SHUTDOWN");
        endedCleanly = server.awaitEnd();
        gone();
    }

    private void gone() {
        relay.shut();
        frozen = false;
        Admin open = admin;
        admin = null;
        if (open != null) {
            open.close();
        }
    }

    /**
     * Starts the server again on the same ports and data; one that runs is shut down first. It comes back as the writer if the cluster has
     * made no other one, else as a replica of the current writer, without those transactions that only it had. A replica that cannot use
     * its data after a crash is built anew from the writer's, with a warning.
     *
     * @param options for the server's command line, for this run only, such as {@code --innodb-read-only=1}
     * @throws TestkitException if the server does not come up; the message holds the end of its log
     */
    public void restart(String... options) {
        cluster.change(() -> {
            end();
            if (endedCleanly) {
                boot(List.of(options));
            } else {
                cluster.recover(this);
                if (options.length > 0) {
                    // What keeps a server from starting is the options then, not its data; nor can InnoDB recover while
                    // it is read-only.
                    end();
                    boot(List.of(options));
                }
            }
            if (!innodbReadOnly(startedWith)) {
                cluster.join(this);
            }
            cluster.publish();
            openRelay();
        });
    }

    /** Whether this run of the server was started with {@code --innodb-read-only}. */
    boolean isInnodbReadOnly() {
        return innodbReadOnly(startedWith);
    }

    private static boolean innodbReadOnly(List<String> options) {
        return options.stream()
                .anyMatch(option -> option.replace('_', '-').matches("--innodb-read-only(=(?i:1|on|true))?"));
    }

    /** Starts the process and waits until it answers; clients cannot reach it yet. */
    void boot(List<String> options) {
        List<String> all = new ArrayList<>(options);
        if (innodbReadOnly(options)) {
            // Neither the position of replication nor the binary log can be written then.
            all.add("--skip-log-bin");
            all.add(cluster.supports(Feature.MARIADB) ? "--skip-slave-start" : "--skip-replica-start");
        }
        startedWith = List.copyOf(options);
        server.start(all);
        boolean waited = Waiting.until(LONGEST_START, () -> !server.isAlive() || answers());
        if (!waited || !server.isAlive()) {
            String what =
                    waited ? " ended instead of starting" : " did not answer in " + LONGEST_START.toSeconds() + " s";
            giveUp();
            throw new TestkitException(name + what + '\n' + server.logTail());
        }
        endedCleanly = false;
        if (fresh) {
            admin().execute(server.afterFirstStart());
            fresh = false;
        }
        if (!isInnodbReadOnly()) {
            cluster.prepare(this);
        }
        cacheLogins();
    }

    private boolean answers() {
        try {
            admin().execute("SELECT 1");
            return true;
        } catch (TestkitException e) {
            return false;
        }
    }

    /**
     * Logs in once with each account. MySQL's caching_sha2_password then knows it until it restarts, and lets it in without TLS and without
     * the server's public key (MySQL manual, "Caching SHA-2 Pluggable Authentication").
     */
    private void cacheLogins() {
        try {
            openDirectConnection().close();
            Admin.connect(directHost(), directPort(), Users.MONITOR, Users.MONITOR_PASSWORD, "", Duration.ofSeconds(30))
                    .close();
        } catch (SQLException e) {
            throw new TestkitException(name + " does not let its own users in: " + e.getMessage(), e);
        }
    }

    void openRelay() {
        if (!cut) {
            relay.open();
        }
    }

    /** Ends the process whatever state it is in. */
    void giveUp() {
        server.kill();
        gone();
    }

    /** Throws the instance's data away, and starts it as it was when the cluster started. */
    void rebuild() {
        giveUp();
        endedCleanly = true;
        server.reset();
        fresh = true;
        boot(List.of());
    }

    /**
     * Stops the server's process in its tracks (SIGSTOP): connections stay open, and nothing answers.
     *
     * @throws TestkitException if it is not running, or this system cannot do that ({@link Feature#FREEZE})
     */
    public void freeze() {
        cluster.change(() -> {
            server.freeze();
            frozen = true;
        });
    }

    /** Lets a frozen process go on (SIGCONT); nothing happens if it is not frozen. */
    public void thaw() {
        cluster.change(this::unfreeze);
    }

    private void unfreeze() {
        if (frozen) {
            server.thaw();
            frozen = false;
        }
    }

    /** Cuts the network between clients and this instance: connections are reset, new ones refused. Replication is not touched. */
    public void cutNetwork() {
        cluster.touched();
        cut = true;
        relay.shut();
    }

    /** Stalls the network between clients and this instance: nothing arrives, nobody is told. What is under way arrives when it is healed. */
    public void stallNetwork() {
        cluster.touched();
        relay.stall();
    }

    /**
     * Stalls the network as {@link #stallNetwork()} does, and lets attempts to connect hang as well: nothing answers them, not even the
     * operating system. Linux only; elsewhere they may be refused.
     */
    public void loseNetwork() {
        cluster.touched();
        relay.stallDeaf();
    }

    /** Slows the network between clients and this instance: each packet, of at most 16 KB, takes {@code latency} longer in each direction. */
    public void slowNetwork(Duration latency) {
        cluster.touched();
        relay.slow(latency);
    }

    /** Makes the network between clients and this instance whole and fast again. */
    public void healNetwork() {
        cut = false;
        relay.heal();
        if (server.isAlive()) {
            relay.open();
        }
    }

    /**
     * Lets this replica execute each transaction {@code delay} after the writer did, at the servers' resolution of a second, rounded up.
     *
     * @throws TestkitException if the instance is the writer
     */
    public void delayReplication(Duration delay) {
        cluster.change(() -> {
            requireReplica("delay replication on");
            this.delay = Duration.ofSeconds(delay.plusNanos(999_999_999).toSeconds());
            boolean receiving = cluster.replication().state(admin()).receiving();
            admin().execute(cluster.replication().delay(this.delay));
            if (receiving) {
                cluster.awaitConnection(this);
            }
        });
    }

    /** Stops replication on this replica until {@link #startReplication()}. */
    public void stopReplication() {
        cluster.change(() -> {
            requireReplica("stop replication on");
            admin().execute(cluster.replication().stop());
        });
    }

    /** Starts replication on this replica again. */
    public void startReplication() {
        cluster.change(() -> {
            requireReplica("start replication on");
            admin().execute(cluster.replication().start());
            cluster.awaitConnection(this);
        });
    }

    private void requireReplica(String what) {
        if (isWriter()) {
            throw new TestkitException("cannot " + what + ' ' + name + ": it is the writer");
        }
    }

    /** Sets {@code read_only}, which the application's user cannot write through; it does not change who the cluster's writer is. */
    public void setReadOnly(boolean on) {
        cluster.change(() -> admin().execute("SET GLOBAL read_only=" + (on ? "ON" : "OFF")));
    }

    /** Sets {@code super_read_only}, and {@code read_only} with it when on; MySQL only ({@link Feature#SUPER_READ_ONLY}). */
    public void setSuperReadOnly(boolean on) {
        cluster.change(() -> admin().execute("SET GLOBAL super_read_only=" + (on ? "ON" : "OFF")));
    }

    /**
     * Ends a user's connections, as an administrator does (KILL); other users' stay.
     *
     * @return how many there were
     */
    public int killConnections(String user) {
        List<Map<String, @Nullable String>> all =
                admin().ask("SELECT id FROM information_schema.processlist WHERE user='" + user + "'");
        for (Map<String, @Nullable String> each : all) {
            killConnection(each.get("id"));
        }
        return all.size();
    }

    private void killConnection(@Nullable String id) {
        try {
            admin().execute("KILL " + id);
        } catch (TestkitException e) {
            boolean goneMeanwhile = e.getCause() instanceof SQLException cause
                    && cause.getErrorCode() == MysqlErrorNumbers.ER_NO_SUCH_THREAD;
            if (!goneMeanwhile) {
                throw e;
            }
        }
    }

    /** A global variable of the server; null if it is NULL. */
    public @Nullable String variable(String variable) {
        return admin().value("SELECT @@GLOBAL." + variable);
    }

    /** The server's status counters, {@code SHOW GLOBAL STATUS}, as far as they are whole numbers. */
    public Map<String, Long> status() {
        Map<String, Long> counters = new HashMap<>();
        for (Map<String, @Nullable String> row : admin().ask("SHOW GLOBAL STATUS")) {
            String value = row.get("value");
            if (value != null && value.matches("-?\\d{1,18}")) {
                counters.put(Objects.requireNonNull(row.get("variable_name")), Long.valueOf(value));
            }
        }
        return counters;
    }

    /** Empties the general query log and starts to write it. */
    public void startGeneralLog() {
        cluster.change(() -> admin().execute(
                        "SET GLOBAL general_log=OFF", "TRUNCATE TABLE mysql.general_log", "SET GLOBAL general_log=ON"));
    }

    /** Stops to write the general query log; what it holds stays. */
    public void stopGeneralLog() {
        admin().execute("SET GLOBAL general_log=OFF");
    }

    /** What reached this instance since {@link #startGeneralLog()}, in order, without what the testkit and replication did. */
    public List<LoggedStatement> generalLog() {
        return admin()
                .ask(
                        "SELECT thread_id, user_host, command_type, CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log")
                .stream()
                .map(row -> new LoggedStatement(
                        Long.parseLong(Objects.requireNonNullElse(row.get("thread_id"), "0")),
                        user(Objects.requireNonNullElse(row.get("user_host"), "")),
                        Objects.requireNonNullElse(row.get("command_type"), ""),
                        Objects.requireNonNullElse(row.get("text"), "")))
                .filter(line -> !line.user().equals(Users.ADMIN) && !line.user().equals(Users.REPLICATION))
                .filter(line -> !line.user().isEmpty())
                .toList();
    }

    /** The account's name out of {@code app[app] @ [127.0.0.1]}; a Connect line has {@code [app] @ …}. */
    private static String user(String userHost) {
        int end = userHost.indexOf(']');
        int start = userHost.indexOf('[');
        return start >= 0 && end > start ? userHost.substring(start + 1, end) : "";
    }

    /** The end of the server's own log. */
    public String serverLog() {
        return server.logTail();
    }

    synchronized Admin admin() {
        if (frozen) {
            throw new TestkitException(name + " is frozen, so it cannot be asked; thaw it first");
        }
        Admin open = admin;
        if (open == null) {
            open = new Admin(name, server.host(), server.port(), this::postMortem);
            admin = open;
        }
        return open;
    }

    /** What a lost connection to a server that was not ended by the testkit has to say; empty if it runs. */
    private String postMortem() {
        return server.isAlive() ? "" : "\nThe server's process is gone; its log ends with\n" + server.logTail();
    }

    Server server() {
        return server;
    }

    Duration delay() {
        return delay;
    }

    /** Whomever this instance follows from now on, it does without a delay. */
    void forgetDelay() {
        delay = Duration.ZERO;
    }

    /** Back to a whole network, a process that is not frozen, and no delay for whom it follows from now on. */
    void undoOutsideFaults() {
        cut = false;
        relay.heal();
        unfreeze();
        delay = Duration.ZERO;
    }

    /** Back to no delay, no general log, whole network and a running process with the usual options. */
    void undoFaults() {
        undoOutsideFaults();
        if (!server.isAlive() || !startedWith.isEmpty()) {
            end();
            boot(List.of());
        }
        if (cluster.supports(Feature.SUPER_READ_ONLY)) {
            admin().execute("SET GLOBAL super_read_only=OFF");
        }
        stopGeneralLog();
    }

    void close() {
        server.close();
        gone();
        relay.close();
    }

    @Override
    public String toString() {
        return name + " (" + hostAndPort() + ')';
    }
}
