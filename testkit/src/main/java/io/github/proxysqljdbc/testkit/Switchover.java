package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who writes and who follows whom. Used under the cluster's lock. */
final class Switchover {
    private static final Logger LOG = LoggerFactory.getLogger(Switchover.class);
    private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(60);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(60);

    private static final int REBUILDING = 1000;

    private final Cluster cluster;

    Switchover(Cluster cluster) {
        this.cluster = cluster;
    }

    private Replication replication() {
        return cluster.replication();
    }

    void allowWrites(ServerInstance instance) {
        instance.admin().execute("SET GLOBAL read_only=OFF");
    }

    private void forbidWrites(ServerInstance instance) {
        instance.admin().execute("SET GLOBAL read_only=ON");
    }

    void promote(ServerInstance replica) {
        ServerInstance old = cluster.writer();
        forbidWrites(old);
        long began = System.nanoTime();
        try {
            replica.forgetDelay();
            replica.admin().execute(replication().delay(Duration.ZERO));
            await(replica, replication().position(old.admin()), LONGEST_CATCH_UP);
        } catch (TestkitException e) {
            allowWrites(old);
            throw e;
        }
        takeOver(replica, began);
        follow(old, replica);
        othersFollow(old);
    }

    void failover(ServerInstance replica) {
        long began = System.nanoTime();
        ServerInstance old = cluster.writer();
        if (!replica.isRunning()) {
            throw new TestkitException("cannot fail over to " + replica + ": it is not running");
        }
        List<ServerInstance> running =
                cluster.replicas().stream().filter(ServerInstance::isRunning).toList();
        Parallel.forEach(running, one -> one.admin().execute(replication().stopReceiving()));
        replica.forgetDelay();
        executeReceived(replica);
        for (ServerInstance other : running) {
            fetchFrom(other, replica);
        }
        takeOver(replica, began);
        othersFollow(old);
    }

    private void executeReceived(ServerInstance replica) {
        String received = replication().received(replica.admin());
        replica.admin().execute(replication().executeReceived(replica.admin()));
        await(replica, received, LONGEST_CATCH_UP);
    }

    /** Lets {@code replica} have what only {@code other} received from the writer that is lost. */
    private void fetchFrom(ServerInstance other, ServerInstance replica) {
        String received = replication().received(other.admin());
        if (other == replica || replication().holds(replica.admin(), received)) {
            return;
        }
        executeReceived(other);
        follow(replica, other);
        await(replica, received, LONGEST_CATCH_UP);
    }

    private void takeOver(ServerInstance replica, long beganNanos) {
        replica.admin().execute(replication().forget());
        cluster.setWriter(replica);
        allowWrites(replica);
        cluster.setLastPromotion(new Promotion(replica, beganNanos, System.nanoTime()));
        LOG.info("{} is the writer now", replica);
    }

    private void othersFollow(ServerInstance old) {
        for (ServerInstance other : cluster.replicas()) {
            if (other != old && other.isRunning()) {
                follow(other, cluster.writer());
            }
        }
    }

    /** Makes {@code replica} follow {@code source}; if it holds transactions that the source lacks, its data are replaced by the source's. */
    void follow(ServerInstance replica, ServerInstance source) {
        if (!tryFollow(replica, source)) {
            LOG.info("{} holds what {} does not, and is built anew", replica, source);
            rebuild(replica, source);
        }
    }

    /**
     * Lets {@code replica} execute all that {@code source} ever logged, starting from the data of the cluster's start. Meanwhile it has
     * another server id: a server skips what carries its own, and the source's log holds what the replica wrote in its days as the writer.
     */
    private void rebuild(ServerInstance replica, ServerInstance source) {
        replica.rebuild();
        Admin admin = replica.admin();
        admin.execute("SET GLOBAL server_id=" + (replica.serverId() + REBUILDING));
        if (!tryFollow(replica, source)) {
            throw new TestkitException(replica + " cannot follow " + source + ": "
                    + replication().state(admin) + "\n" + replica.serverLog());
        }
        await(replica, replication().position(source.admin()), LONGEST_CATCH_UP);
        admin.execute(replication().stop());
        admin.execute("SET GLOBAL server_id=" + replica.serverId());
        admin.execute(replication().start());
        replica.openRelay();
    }

    private boolean tryFollow(ServerInstance replica, ServerInstance source) {
        Admin admin = replica.admin();
        if (!replication().holds(source.admin(), replication().position(admin))) {
            return false;
        }
        admin.execute(replication().stop());
        admin.execute(replication()
                .follow(source.server().innerHost(), source.server().innerPort(), replica.delay()));
        admin.execute(replication().start());
        return awaitConnection(replica, source);
    }

    /** Waits until replication runs on {@code replica}, and commits on {@code source} wait for it if they are to. @return whether it runs */
    boolean awaitConnection(ServerInstance replica, ServerInstance source) {
        Admin admin = replica.admin();
        int port = source.server().innerPort();
        Waiting.until(LONGEST_CONNECT, () -> {
            ReplicaState state = replication().state(admin);
            return state.follows(port) || state.failure() != null;
        });
        boolean follows = replication().state(admin).follows(port);
        if (follows && cluster.options().semiSync()) {
            Waiting.until(LONGEST_CONNECT, () -> semiSyncReplicas(source) > 0);
        }
        return follows;
    }

    /** How many replicas a commit waits for the first one of; a moment after a replica has connected it is one of them. */
    private static int semiSyncReplicas(ServerInstance source) {
        return source.admin().ask("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync%clients'").stream()
                .mapToInt(row -> Integer.parseInt(Objects.requireNonNullElse(row.get("value"), "0")))
                .sum();
    }

    void await(ServerInstance replica, String position, Duration longest) {
        if (!replication().await(replica.admin(), position, longest)) {
            throw new TestkitException(replica + " did not reach " + position + " in " + longest + ": it holds "
                    + replication().position(replica.admin()) + ", "
                    + replication().state(replica.admin()));
        }
    }

    void join(ServerInstance instance) {
        ServerInstance writer = cluster.writer();
        if (instance == writer) {
            allowWrites(writer);
            for (ServerInstance replica : cluster.replicas()) {
                if (replica.isRunning()) {
                    follow(replica, writer);
                }
            }
        } else if (writer.isRunning()) {
            forbidWrites(instance);
            follow(instance, writer);
        }
    }

    /**
     * Starts an instance that did not end in order. If it cannot use its data any more it gets the writer's.
     *
     * @throws TestkitException if it cannot be started, and no other instance is known to hold what it held
     */
    void recover(ServerInstance instance) {
        ServerInstance writer = cluster.writer();
        try {
            instance.boot(List.of());
        } catch (TestkitException e) {
            if (instance == writer || !writer.isRunning()) {
                throw new TestkitException(
                        instance + " does not start from its data, and no running instance is known to hold all of"
                                + " them. Cluster.heal() puts those of another instance in their place, or, where there"
                                + " is none, those of the cluster's start: " + e.getMessage(),
                        e);
            }
            LOG.warn(
                    "{} does not start from its data, and is built anew from {}: {}", instance, writer, e.getMessage());
            rebuild(instance, writer);
        }
    }

    void heal() {
        ServerInstance original = cluster.instances().get(0);
        List<ServerInstance> lost = cluster.instances().stream()
                .filter(instance -> !comesBack(instance))
                .toList();
        if (lost.contains(cluster.writer())) {
            replaceWriter(lost);
        }
        allowWrites(cluster.writer());
        for (ServerInstance replica : cluster.replicas()) {
            if (lost.contains(replica)) {
                rebuild(replica, cluster.writer());
            }
            forbidWrites(replica);
            follow(replica, cluster.writer());
        }
        if (cluster.writer() != original) {
            promote(original);
        }
        for (ServerInstance replica : cluster.replicas()) {
            catchUp(replica);
        }
        cluster.instances().forEach(ServerInstance::openRelay);
    }

    private static boolean comesBack(ServerInstance instance) {
        try {
            instance.undoFaults();
            return true;
        } catch (TestkitException e) {
            LOG.warn(
                    "{} does not come back with its data, which are going to be replaced: {}",
                    instance,
                    e.getMessage());
            instance.giveUp();
            return false;
        }
    }

    /** Makes a replica the writer in the place of one whose data are lost; what no replica received is lost with them. */
    private void replaceWriter(List<ServerInstance> lost) {
        ServerInstance heir = cluster.replicas().stream()
                .filter(replica -> !lost.contains(replica))
                .findFirst()
                .orElseThrow(() -> new TestkitException("no instance comes back with its data: " + lost));
        LOG.warn("{} has what is left of the data of {}", heir, cluster.writer());
        failover(heir);
    }

    /** Waits for a replica; one that was broken by what a test wrote to it is built anew. */
    private void catchUp(ServerInstance replica) {
        Admin admin = replica.admin();
        String position = replication().position(cluster.writer().admin());
        Waiting.until(
                LONGEST_CATCH_UP,
                () -> replication().holds(admin, position)
                        || replication().state(admin).failure() != null);
        if (!replication().holds(admin, position)) {
            LOG.info("{} is built anew: {}", replica, replication().state(admin));
            rebuild(replica, cluster.writer());
        }
    }
}
