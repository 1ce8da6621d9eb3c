package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.monitor.ScriptedServers.Server;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyHolder;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MonitorTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SECRET = "s3cr3t";

    private final ScriptedServers servers = new ScriptedServers(3);
    private final TopologyHolder holder = new TopologyHolder(Topology.initial(servers.instances(), Instant.EPOCH));
    private final CountDownLatch thaw = new CountDownLatch(1);
    private @Nullable Monitor monitor;
    private LogLines log = new LogLines();

    @BeforeEach
    void listen() {
        log.close();
        log = new LogLines();
    }

    @AfterEach
    void stop() {
        thaw.countDown();
        if (monitor != null) {
            monitor.close();
        }
        log.close();
    }

    /** An instance is dead after two and a half timeouts. */
    private static MonitorSettings settings(Duration interval, Duration timeout, RoleCheck check) {
        return new MonitorSettings(
                interval,
                timeout,
                timeout.multipliedBy(5).dividedBy(2),
                null,
                check,
                CredentialsSource.fixed("mon", SECRET),
                Map.of("sslMode", "DISABLED"));
    }

    private Monitor monitor(Duration interval, Duration timeout) {
        Monitor made = new Monitor(settings(interval, timeout, servers), servers, holder);
        monitor = made;
        return made;
    }

    private Monitor started(Duration interval, Duration timeout) {
        Monitor made = monitor(interval, timeout);
        made.start();
        return made;
    }

    private Topology await(Predicate<Topology> condition) throws InterruptedException {
        Topology topology = holder.await(condition, PATIENCE.toNanos());
        assertThat(topology).as("last seen: %s", holder.current()).isNotNull();
        return topology == null ? holder.current() : topology;
    }

    private static SQLException refused() {
        return new SQLException("Communications link failure", "08S01", new ConnectException("Connection refused"));
    }

    private static SQLException accessDenied() {
        return new SQLException("Access denied for user 'mon'@'localhost' (using password: YES)", "28000", 1045);
    }

    @Test
    void isReadyAtOnceWithALongIntervalBecauseTheElectionAsksAgain() throws Exception {
        started(LONG, Duration.ofSeconds(5)).awaitReady(PATIENCE);
        Topology topology = holder.current();
        assertThat(History.index(topology.writer())).isEqualTo(0);
        assertThat(topology.readers()).hasSize(2);
    }

    @Test
    void passesUserPasswordAndTimeoutsToTheDriverOverItsOwnProperties() throws Exception {
        started(LONG, Duration.ofMillis(700)).awaitReady(PATIENCE);
        assertThat(servers.server(0).lastProperties)
                .containsEntry("user", "mon")
                .containsEntry("password", SECRET)
                .containsEntry("connectTimeout", "700")
                .containsEntry("socketTimeout", "700")
                .containsEntry("sslMode", "DISABLED");
    }

    @Test
    void keepsItsConnectionFromOneQuestionToTheNext() throws Exception {
        started(Duration.ofMillis(5), Duration.ofSeconds(5));
        await(t -> servers.server(1).asks.get() > 20);
        assertThat(servers.server(1).connects.get()).isEqualTo(1);
    }

    @Test
    void brokenConnectionIsReplacedAndSaysNothingAboutTheInstance() throws Exception {
        started(Duration.ofMillis(5), Duration.ofSeconds(5));
        await(t -> t.of(1).isUp());
        servers.server(1).script = () -> {
            servers.server(1).says(Role.READER);
            throw new SQLException("Communications link failure", "08S01");
        };
        await(t ->
                servers.server(1).connects.get() == 2 && servers.server(1).asks.get() > 10);
        assertThat(log.at(Level.INFO)).noneMatch(line -> line.contains("SUSPECT") || line.contains("DOWN"));
    }

    @Test
    void followsASwitchoverWithinOneIntervalAndAHalf() throws Exception {
        Duration interval = Duration.ofSeconds(3);
        started(interval, Duration.ofSeconds(5)).awaitReady(PATIENCE);
        for (int from = 0; from < 2; from++) {
            long start = System.nanoTime();
            servers.server(from).says(Role.READER);
            servers.server(1 - from).says(Role.WRITER);
            int to = 1 - from;
            await(t -> Integer.valueOf(to).equals(History.index(t.writer())));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(interval.multipliedBy(3).dividedBy(2).plusMillis(200));
            int reader = from;
            await(t -> t.of(reader).role() == Role.READER);
        }
    }

    @Test
    void frozenInstanceDelaysNoOtherAndIsDeadWhenItsTimeIsUp() throws Exception {
        started(Duration.ofMillis(20), Duration.ofMillis(200)).awaitReady(PATIENCE);
        int asked = servers.server(2).asks.get();
        servers.server(1).hangsUntil(thaw, Role.READER);
        await(t -> t.of(1).status() == Status.SUSPECT);
        Topology down = await(t -> t.of(1).status() == Status.DOWN);
        assertThat(servers.server(2).asks.get()).isGreaterThan(asked + 3);
        assertThat(down.of(1).evidence()).matches("no answer for [5-9]\\d\\d ms");
        assertThat(down.of(1).dead()).isTrue();
        assertThat(down.of(1).role()).isEqualTo(Role.READER);
        thaw.countDown();
        await(t -> t.of(1).isUp());
    }

    @Test
    void frozenInstanceAtStartDelaysReadinessByTheTimeoutOnly() throws Exception {
        servers.server(2).hangsUntil(thaw, Role.READER);
        started(LONG, Duration.ofMillis(200)).awaitReady(PATIENCE);
        assertThat(History.index(holder.current().writer())).isEqualTo(0);
        assertThat(holder.current().of(2).status()).isEqualTo(Status.SUSPECT);
    }

    @Test
    void instancesThatAreDownAtStartDoNotStopTheStart() throws Exception {
        servers.server(0).fails(refused());
        servers.server(1).fails(refused());
        started(Duration.ofMillis(20), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        assertThat(holder.current().writer()).isNull();
        assertThat(History.index(holder.current().readTargets().get(0))).isEqualTo(2);
        servers.server(0).says(Role.WRITER);
        await(t -> t.writer() != null);
    }

    @Test
    void refusedConnectionIsDownAtTheNextQuestion() throws Exception {
        started(Duration.ofMillis(20), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        servers.server(0).fails(refused());
        Topology down = await(t -> t.of(0).status() == Status.DOWN);
        assertThat(down.of(0).evidence()).isEqualTo("no answer: connect refused");
        assertThat(down.writer()).isNull();
        servers.server(0).says(Role.WRITER);
        await(t -> t.writer() != null);
    }

    @Test
    void manySuspicionsAreOneQuestion() throws Exception {
        Monitor made = started(LONG, Duration.ofSeconds(20));
        made.awaitReady(PATIENCE);
        await(t -> servers.server(1).open.get() == 1);
        servers.server(1).hangsUntil(thaw, Role.READER);
        int asked = servers.server(1).asks.get();
        suspectFromManyThreads(made);
        awaitAsks(servers.server(1), asked + 1);
        suspectFromManyThreads(made);
        thaw.countDown();
        await(t -> servers.server(1).asks.get() >= asked + 2);
        int askedOther = servers.server(2).asks.get();
        for (int i = 1; i <= 3; i++) {
            int more = i;
            made.suspect(2);
            await(t -> servers.server(2).asks.get() >= askedOther + more);
        }
        assertThat(servers.server(1).asks.get())
                .as("one under way, and one for those who came during it")
                .isEqualTo(asked + 2);
    }

    /** Waits until the server was asked that often; for questions that have no answer, and so change no topology. */
    private static void awaitAsks(Server server, int asks) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (server.asks.get() < asks && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(server.asks.get()).isGreaterThanOrEqualTo(asks);
    }

    private static void suspectFromManyThreads(Monitor made) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread thread = new Thread(() -> made.suspect(1));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void monitorThatDiesIsRestartedAndSaysSo() throws Exception {
        started(Duration.ofMillis(10), Duration.ofMillis(500)).awaitReady(PATIENCE);
        servers.server(2).script = () -> {
            servers.server(2).says(Role.READER);
            throw new StackOverflowError("scripted");
        };
        await(t -> t.of(2).evidence().contains("died"));
        await(t -> t.of(2).isUp());
        log.await(Level.WARN, line -> line.equals("the monitor of db2:3306 died and is restarted"));
        assertThat(servers.openConnections()).isEqualTo(3);
    }

    @Test
    void credentialsThatEveryInstanceRefusesFailTheStartAtOnce() {
        for (int i = 0; i < 3; i++) {
            servers.server(i).fails(accessDenied());
        }
        Monitor made = started(LONG, Duration.ofSeconds(5));
        long start = System.nanoTime();
        assertThatThrownBy(() -> made.awaitReady(PATIENCE))
                .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
                .hasMessageContaining("user mon")
                .hasMessageContaining("db0:3306: Access denied")
                .hasMessageContaining("db2:3306")
                .hasMessageNotContaining(SECRET)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28000");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void credentialsThatOneInstanceRefusesAreSaidOnceWithItsName() throws Exception {
        servers.server(1).fails(accessDenied());
        started(Duration.ofMillis(5), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        await(t -> servers.server(1).connects.get() > 10);
        log.await(Level.WARN, line -> line.startsWith("db1:3306"));
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .satisfies(line -> assertThat(line)
                        .contains("db1:3306 refuses the monitor's user mon", "Access denied", "monitorPassword")
                        .doesNotContain(SECRET));
    }

    @Test
    void startThatNobodyAnswersSaysWhatEachInstanceSaid() {
        servers.server(0).fails(refused());
        servers.server(1).fails(accessDenied());
        servers.server(2).hangsUntil(thaw, Role.READER);
        Monitor made = started(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThatThrownBy(() -> made.awaitReady(Duration.ofMillis(600)))
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("db0:3306: no answer: connect refused")
                .hasMessageContaining("db1:3306: Access denied")
                .hasMessageContaining("db2:3306: no answer within 100 ms")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08001");
    }

    @Test
    void interruptedStartKeepsTheInterrupt() {
        servers.server(0).hangsUntil(thaw, Role.WRITER);
        servers.server(1).hangsUntil(thaw, Role.READER);
        servers.server(2).hangsUntil(thaw, Role.READER);
        Monitor made = started(LONG, Duration.ofSeconds(5));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> made.awaitReady(PATIENCE)).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void changesAreLoggedOnceWithOldNewAndEvidence() throws Exception {
        started(Duration.ofMillis(5), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        servers.server(1).fails(refused());
        int before = servers.server(1).connects.get();
        await(t -> servers.server(1).connects.get() > before + 10);
        log.await(Level.INFO, line -> line.startsWith("db1:3306 is DOWN"));
        assertThat(log.at(Level.INFO))
                .containsOnlyOnce("db1:3306 is DOWN READER, was UP READER: no answer: connect refused")
                .anyMatch(
                        line -> line.matches("writes go to db0:3306 \\(says WRITER\\), after \\d+ ms without a writer"))
                .containsOnlyOnce("db0:3306 is UP WRITER, was UNKNOWN UNKNOWN: says WRITER");
    }

    @Test
    void twoWritersAreSaidLoudlyAndOnce() throws Exception {
        servers.server(1).says(Role.WRITER);
        started(Duration.ofMillis(5), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        await(t -> servers.server(1).asks.get() > 10);
        log.await(Level.WARN, line -> line.contains("claim to be the writer"));
        assertThat(History.index(holder.current().writer())).isEqualTo(0);
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .satisfies(line -> assertThat(line)
                        .contains("db0:3306, db1:3306 claim to be the writer; writes go to db0:3306 only"));
    }

    @Test
    void olderWriterThatStillClaimsWhileTheNewerOneIsDownIsSaid() throws Exception {
        started(Duration.ofMillis(5), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        servers.server(1).says(Role.WRITER);
        await(t -> Integer.valueOf(1).equals(History.index(t.writer())));
        servers.server(1).fails(refused());
        log.await(Level.WARN, line -> line.startsWith("says to be the writer: db0:3306; but db1:3306 became it later"));
        assertThat(holder.current().writer()).isNull();
    }

    @Test
    void failoverFromADeadWriterIsNoConflict() throws Exception {
        started(Duration.ofMillis(5), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        servers.server(0).fails(refused());
        servers.server(1).says(Role.WRITER);
        await(t -> Integer.valueOf(1).equals(History.index(t.writer())));
        log.await(Level.INFO, line -> line.startsWith("writes go to db1:3306"));
        assertThat(log.at(Level.WARN)).isEmpty();
    }

    @Test
    void writerThatReturnsAndRefusesTheMonitorIsNotHammered() throws Exception {
        started(Duration.ofMillis(20), Duration.ofSeconds(5)).awaitReady(PATIENCE);
        servers.server(0).fails(refused());
        await(t -> t.of(0).status() == Status.DOWN);
        servers.server(0).fails(accessDenied());
        await(t -> t.of(0).status() == Status.SUSPECT);
        int connects = servers.server(0).connects.get();
        int asks = servers.server(1).asks.get();
        await(t -> servers.server(1).asks.get() > asks + 20);
        assertThat(servers.server(0).connects.get() - connects).isLessThan(60);
    }

    @Test
    void afterRandomTroubleTheTopologyIsWhatTheServersSay() throws Exception {
        long seed = 20_261_120;
        Random random = new Random(seed);
        Monitor made = started(Duration.ofMillis(10), Duration.ofMillis(200));
        made.awaitReady(PATIENCE);
        for (int i = 0; i < 150; i++) {
            Server server = servers.server(random.nextInt(3));
            switch (random.nextInt(6)) {
                case 0, 1 -> server.says(Role.READER);
                case 2 -> server.says(Role.WRITER);
                case 3 -> server.fails(refused());
                case 4 -> server.fails(accessDenied());
                default ->
                    server.script = () -> {
                        throw new StackOverflowError("scripted");
                    };
            }
            made.suspect(random.nextInt(3));
            long version = holder.current().version();
            await(t -> t.version() > version + 2);
        }
        for (int i = 0; i < 3; i++) {
            servers.server(i).says(Role.READER);
        }
        await(t -> t.readers().size() == 3);
        servers.server(2).says(Role.WRITER);
        Topology topology = await(t -> t.writer() != null);
        assertThat(History.index(topology.writer())).as("seed %s", seed).isEqualTo(2);
        assertThat(topology.readers()).hasSize(2);
        assertThat(servers.openConnections()).isEqualTo(3);
    }

    @Test
    void processThatStoodStillTakesNobodyForDead() throws Exception {
        AtomicLong slept = new AtomicLong();
        Monitor made = new Monitor(
                settings(Duration.ofMillis(20), Duration.ofMillis(300), servers),
                servers,
                holder,
                () -> System.nanoTime() + slept.get(),
                InstantSource.system());
        monitor = made;
        made.start();
        made.awaitReady(PATIENCE);
        await(t -> t.readers().size() == 2);
        List<String> dead = new CopyOnWriteArrayList<>();
        holder.addListener((before, after) -> after.instances().stream()
                .filter(s -> s.dead() || s.status() == Status.DOWN)
                .forEach(s -> dead.add(s.toString())));
        for (int i = 0; i < 20; i++) {
            slept.addAndGet(Duration.ofMinutes(5).toNanos());
            long version = holder.current().version();
            await(t -> t.version() > version + 4);
        }
        assertThat(dead).isEmpty();
        log.await(Level.INFO, line -> line.startsWith("this process stood still for "));
    }

    @Test
    void answerThatComesLateIsHeardBesideANewConnectionThatIsStuck() throws Exception {
        started(Duration.ofMillis(20), Duration.ofMillis(200)).awaitReady(PATIENCE);
        await(t -> t.of(1).isUp());
        Server slow = servers.server(1);
        CountDownLatch late = new CountDownLatch(1);
        slow.hangsUntil(late, Role.READER);
        await(t -> t.of(1).status() == Status.SUSPECT);
        int connects = slow.connects.get();
        slow.hangsUntil(thaw, Role.READER);
        late.countDown();
        await(t -> t.of(1).isUp());
        assertThat(slow.connects.get()).as("a new connection was tried").isBetween(connects, connects + 2);
        assertThat(log.at(Level.INFO)).noneMatch(line -> line.startsWith("db1:3306 is DOWN"));
    }

    @Test
    void hostThatHasNoAddressIsDownWithThatReasonAndTheOthersGoOn() throws Exception {
        servers.server(2)
                .fails(new SQLException(
                        "Communications link failure",
                        "08S01",
                        new UnknownHostException("db2: Name or service not known")));
        started(Duration.ofMillis(20), Duration.ofMillis(100)).awaitReady(PATIENCE);
        await(t -> t.of(2).status() == Status.DOWN);
        assertThat(holder.current().of(2).evidence()).startsWith("no answer: unknown host name");
        assertThat(History.index(holder.current().writer())).isEqualTo(0);
        int connects = servers.server(2).connects.get();
        await(t -> servers.server(2).connects.get() > connects + 2);
        servers.server(2).says(Role.READER);
        await(t -> t.readers().size() == 2);
    }

    @Test
    void closeEndsThreadsAndConnections() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Monitor made = started(Duration.ofMillis(5), Duration.ofSeconds(5));
        made.awaitReady(PATIENCE);
        made.close();
        made.close();
        assertThat(servers.openConnections()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.isAlive() && t.getName().startsWith("proxysql-jdbc-monitor-") && !before.contains(t));
        long version = holder.current().version();
        assertThat(holder.await(t -> t.version() > version, 50_000_000)).isNull();
    }

    @Test
    void closeIsBoundedWhileAnInstanceHangs() throws Exception {
        Server frozen = servers.server(1);
        frozen.hangsUntil(thaw, Role.READER);
        Monitor made = started(LONG, Duration.ofSeconds(20));
        awaitAsks(frozen, 1);
        long start = System.nanoTime();
        made.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void settingsShowNoSecret() {
        MonitorSettings settings = new MonitorSettings(
                LONG,
                LONG,
                LONG,
                null,
                servers,
                CredentialsSource.fixed("mon", SECRET),
                Map.of("trustCertificateKeyStorePassword", SECRET));
        assertThat(settings.toString())
                .contains("mon", "trustCertificateKeyStorePassword", "3600000ms")
                .doesNotContain(SECRET);
    }

    @Test
    void startsOnce() {
        Monitor made = started(LONG, LONG);
        assertThatThrownBy(made::start).isInstanceOf(IllegalStateException.class);
    }
}
