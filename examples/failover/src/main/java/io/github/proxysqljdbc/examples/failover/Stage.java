package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.Promotion;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The servers as a scenario sees them, and what it noted of them. Belongs to one thread. */
final class Stage {
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(35);

    private final Cluster cluster;
    private final Ledger ledger;
    private final Pace pace;
    private final Random random;
    private final List<Promotion> promotions = new ArrayList<>();
    private final List<Stray> strays = new ArrayList<>();
    private final List<String> disappointments = new ArrayList<>();
    private @Nullable Long faultNanos;

    Stage(Cluster cluster, Ledger ledger, Pace pace, Random random) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.pace = pace;
        this.random = random;
    }

    /**
     * What an instance held that was no writer any more, before it followed the new one.
     *
     * @param demotedNanos since when another one wrote
     */
    record Stray(ServerInstance instance, long demotedNanos, Map<Long, List<Entries.Entry>> entries) {}

    Cluster cluster() {
        return cluster;
    }

    Pace pace() {
        return pace;
    }

    Random random() {
        return random;
    }

    /** Marks the moment at which something has gone wrong; the first one counts. */
    void fault() {
        if (faultNanos == null) {
            faultNanos = System.nanoTime();
        }
    }

    long faultNanos() {
        return faultNanos == null ? Long.MAX_VALUE : faultNanos;
    }

    List<Promotion> promotions() {
        return promotions;
    }

    List<Stray> strays() {
        return strays;
    }

    /** What did not happen and should have. */
    List<String> disappointments() {
        return disappointments;
    }

    /** Lets time go by. */
    void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /** Promotes a replica that runs, without the writer. */
    void failOver() {
        cluster.failover(successor());
        promotions.add(Objects.requireNonNull(cluster.lastPromotion()));
    }

    /** Promotes a replica with the writer's help. Trouble begins when that has become read-only. */
    void switchOver() {
        cluster.promote(successor());
        Promotion promotion = Objects.requireNonNull(cluster.lastPromotion());
        promotions.add(promotion);
        if (faultNanos == null) {
            faultNanos = promotion.beganNanos();
        }
    }

    private ServerInstance successor() {
        return cluster.replicas().stream()
                .filter(ServerInstance::isRunning)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no replica runs"));
    }

    /** Leaves an old writer in its belief for a while, tells it then, and notes what it holds. */
    void demote(ServerInstance old) throws InterruptedException, SQLException {
        pause(pace.watch());
        old.setReadOnly(true);
        inspect(old);
    }

    /** Notes what an old writer holds that is going to follow the new one. */
    void inspect(ServerInstance old) throws SQLException {
        long demoted = promotions.get(promotions.size() - 1).writableNanos();
        strays.add(new Stray(old, demoted, Entries.on(old)));
    }

    void expect(String what, boolean happened) {
        if (!happened) {
            disappointments.add(what + ": no");
        }
    }

    /** Waits until a write is acknowledged that begins from now on. */
    void awaitWrites() throws InterruptedException {
        long now = System.nanoTime();
        expect("writes go on", await(() -> ledger.hasAcknowledged(now)));
    }

    /** Waits until one of the instances answers a read. */
    void awaitReadsFrom(ServerInstance... instances) throws InterruptedException {
        long now = System.nanoTime();
        expect("reads go to one of " + List.of(instances), await(() -> {
            for (ServerInstance instance : instances) {
                if (ledger.hasReadFrom(instance.serverId(), now)) {
                    return true;
                }
            }
            return false;
        }));
    }

    /** Waits for a condition, with a bound. @return whether it came true */
    boolean await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(Duration.ofMillis(10));
        }
        return true;
    }
}
