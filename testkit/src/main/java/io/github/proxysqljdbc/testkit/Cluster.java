package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A writer and its replicas: real servers with real replication on loopback, each behind a relay. They die with this JVM, however it ends.
 *
 * <p>Thread-safe: one change of processes, roles or replication at a time.
 */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final ClusterOptions options;
    private final Path folder;
    private final Watchdog watchdog;
    private final Replication replication;
    private final List<ServerInstance> instances = new ArrayList<>();
    private final Switchover switchover;
    private final @Nullable Aurora aurora;
    private volatile ServerInstance writer;
    private volatile @Nullable Promotion lastPromotion;
    private volatile boolean touched;
    private final AtomicInteger dataReplaced = new AtomicInteger();

    private Cluster(ClusterOptions options) {
        this.options = options;
        Fleet fleet = Fleet.of(options);
        this.replication = fleet.replication();
        this.switchover = new Switchover(this);
        this.aurora = options.aurora() ? new Aurora(this) : null;
        try {
            Files.createDirectories(Folders.data());
            String prefix = options.server().type().name().toLowerCase(Locale.ROOT) + '-';
            this.folder = Files.createTempDirectory(Folders.data(), prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make a folder in " + Folders.data() + " (system property testkit.dir)", e);
        }
        this.watchdog = Watchdog.start(folder.resolve("watchdog"), folder);
        for (int id = 1; id <= options.replicas() + 1; id++) {
            Server server = fleet.server(id, folder.resolve("i" + id), watchdog);
            instances.add(new ServerInstance(this, id, server, options.aurora()));
        }
        this.writer = instances.get(0);
    }

    /** Starts one writer and two replicas of the first configured kind of server; see {@link #start(ClusterOptions)}. */
    public static Cluster start() {
        return start(ClusterOptions.defaults());
    }

    /**
     * Starts a cluster and returns when every replica follows the writer.
     *
     * @throws TestkitException if a server cannot be had or does not start; the message says why, and holds the end of the server's log
     */
    public static Cluster start(ClusterOptions options) {
        long start = System.nanoTime();
        Cluster cluster = new Cluster(options);
        try {
            cluster.boot();
        } catch (RuntimeException | Error e) {
            try {
                cluster.close();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        LOG.info(
                "{} with {} replicas started in {} ms: {}",
                options.server(),
                options.replicas(),
                (System.nanoTime() - start) / 1_000_000,
                cluster.hosts());
        return cluster;
    }

    private void boot() {
        Parallel.forEach(instances, instance -> instance.boot(List.of()));
        replicate();
        if (aurora != null) {
            aurora.publish();
            aurora.start();
        }
        instances.forEach(ServerInstance::openRelay);
    }

    private void replicate() {
        switchover.allowWrites(writer);
        Parallel.forEach(replicas(), replica -> switchover.follow(replica, writer));
    }

    /** Starts all instances with the data of the cluster's start. */
    private void startAnew() {
        dataReplaced.incrementAndGet();
        writer = instances.get(0);
        Parallel.forEach(instances, instance -> {
            instance.giveUp();
            instance.undoOutsideFaults();
            instance.rebuild();
        });
        replicate();
        instances.forEach(ServerInstance::openRelay);
    }

    /** Puts on an instance that has just started what its clients expect there. */
    void prepare(ServerInstance instance) {
        if (aurora != null) {
            aurora.prepare(instance.admin());
        }
    }

    /** Runs {@code task} unless a change is under way. */
    void whenIdle(Runnable task) {
        if (lock.tryLock()) {
            try {
                task.run();
            } finally {
                lock.unlock();
            }
        }
    }

    /** All instances: the original writer, then the original replicas. */
    public List<ServerInstance> instances() {
        return List.copyOf(instances);
    }

    /** The instance that was made the writer last: at the start, by {@link #promote} or by {@link #failover}. */
    public ServerInstance writer() {
        return writer;
    }

    /** The last change of the writer by {@link #promote}, {@link #failover} or {@link #heal}; null before the first one. */
    public @Nullable Promotion lastPromotion() {
        return lastPromotion;
    }

    /** All instances but the writer, in the order of {@link #instances()}; those that are down too. */
    public List<ServerInstance> replicas() {
        return instances.stream().filter(instance -> instance != writer).toList();
    }

    /** {@code replicas().get(index)}. */
    public ServerInstance replica(int index) {
        return replicas().get(index);
    }

    /** {@code host:port} of all instances, with commas between, as a URL writes them. */
    public String hosts() {
        return instances.stream().map(ServerInstance::hostAndPort).collect(Collectors.joining(","));
    }

    /** {@code jdbc:proxysql://host:port,…/test}: all instances, and no option. */
    public String jdbcUrl() {
        return "jdbc:proxysql://" + hosts() + '/' + database();
    }

    /** The schema that is there for tests. */
    public String database() {
        return Users.DATABASE;
    }

    /** The application's user: it may do anything in {@link #database()}, but not write to a read-only server. */
    public String user() {
        return Users.APP;
    }

    /** The password of {@link #user()}. */
    public String password() {
        return Users.APP_PASSWORD;
    }

    /** A user with REPLICATION CLIENT and nothing else. */
    public String monitorUser() {
        return Users.MONITOR;
    }

    /** The password of {@link #monitorUser()}. */
    public String monitorPassword() {
        return Users.MONITOR_PASSWORD;
    }

    /** What the cluster was started with. */
    public ClusterOptions options() {
        return options;
    }

    /** Whether the servers can do something that others cannot. */
    public boolean supports(Feature feature) {
        boolean mariadb = options.server().type() == ServerKind.Type.MARIADB;
        return switch (feature) {
            case MARIADB, BACKUP_STAGE -> mariadb;
            case MYSQL, SUPER_READ_ONLY, SESSION_TRACK_GTIDS, LOCK_INSTANCE -> !mariadb;
            case FREEZE -> !Programs.windows();
            case RESTART_WITH_OPTIONS -> options.server().type() != ServerKind.Type.TESTCONTAINERS;
        };
    }

    /**
     * Ends the running test as skipped, with the reason, where the servers lack {@code feature}.
     *
     * <p>Needs JUnit (opentest4j) on the class path.
     */
    public void assumeSupports(Feature feature) {
        if (!supports(feature)) {
            Skipping.skip(options.server() + " does not support " + feature);
        }
    }

    /**
     * Makes a replica the writer while all is well: the writer becomes read-only, the replica catches up, takes over, and the others
     * follow it. Returns when that is done. Nothing happens if it is the writer already.
     *
     * @throws TestkitException if the replica did not catch up in 60 s; the old writer is the writer again then
     */
    public void promote(ServerInstance replica) {
        change(() -> {
            if (replica != writer) {
                switchover.promote(replica);
            }
        });
    }

    /**
     * Makes a replica the writer without asking the old one, after that died or hangs: what any replica received is executed first. The
     * old writer stays as it is; if it lives behind a cut network it takes it for granted that it still is the writer.
     *
     * @throws TestkitException if the replica is not running, or could not execute in 60 s what was received
     */
    public void failover(ServerInstance replica) {
        change(() -> {
            if (replica != writer) {
                switchover.failover(replica);
            }
        });
    }

    /** Waits until every running replica has executed what the writer holds now, for 60 s at most. */
    public void awaitReplication() {
        awaitReplication(LONGEST_CATCH_UP);
    }

    /**
     * Waits until every running replica has executed what the writer holds now.
     *
     * @throws TestkitException if it took longer than {@code longest}; the message names the replica and how its replication fares
     */
    public void awaitReplication(Duration longest) {
        String position = replication.position(writer.admin());
        for (ServerInstance replica : replicas()) {
            if (replica.isRunning()) {
                switchover.await(replica, position, longest);
            }
        }
    }

    /**
     * Undoes whatever was done to the cluster: all instances up, the network whole, the original writer writes and all others follow it.
     * An instance whose data became unusable is built anew from another one's, with a warning in the log. Where nothing else helps, all
     * instances are put back to the data of the cluster's start, with a warning too: what was written since is gone then.
     *
     * @throws TestkitException if not even that helps
     */
    public void heal() {
        lock.lock();
        try {
            boolean dead = instances.stream().anyMatch(instance -> !instance.isRunning());
            if (touched || dead) {
                touched = true;
                healOrStartAnew();
                touched = false;
                publish();
            }
        } finally {
            lock.unlock();
        }
    }

    private void healOrStartAnew() {
        try {
            switchover.heal();
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.warn("{} could not be healed; all its data are put back to what they were at its start", this, e);
            try {
                startAnew();
            } catch (RuntimeException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    /** How often the data of all instances were put back to what they were at the start, with which goes what tests set up. */
    int dataReplaced() {
        return dataReplaced.get();
    }

    /** Kills all servers and deletes their data. A failure does not keep the rest from being closed; the first one is thrown. */
    @Override
    public void close() {
        lock.lock();
        try {
            List<Runnable> steps = new ArrayList<>();
            if (aurora != null) {
                steps.add(aurora::close);
            }
            instances.forEach(instance -> steps.add(instance::close));
            steps.add(watchdog::close);
            steps.add(() -> Folders.delete(folder));
            runAll(steps);
        } finally {
            lock.unlock();
        }
    }

    private static void runAll(List<Runnable> steps) {
        RuntimeException failure = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    Replication replication() {
        return replication;
    }

    void setWriter(ServerInstance instance) {
        writer = instance;
    }

    void setLastPromotion(Promotion promotion) {
        lastPromotion = promotion;
    }

    void touched() {
        touched = true;
    }

    /** Runs a change that {@link #heal()} is to undo. */
    void change(Runnable change) {
        lock.lock();
        try {
            touched = true;
            change.run();
            publish();
        } finally {
            lock.unlock();
        }
    }

    /** Tells every running instance who writes now, where that can be asked of an instance. */
    void publish() {
        if (aurora != null) {
            aurora.publish();
        }
    }

    /** Starts an instance that did not end in order. */
    void recover(ServerInstance instance) {
        switchover.recover(instance);
    }

    /** Waits until replication of a running writer goes on after it was interrupted. */
    void awaitConnection(ServerInstance replica) {
        if (writer.isRunning()) {
            switchover.awaitConnection(replica, writer);
        }
    }

    /** Gives an instance that has come back its place. */
    void join(ServerInstance instance) {
        switchover.join(instance);
    }

    @Override
    public String toString() {
        return options.server() + " cluster " + instances + ", writer " + writer.name();
    }
}
