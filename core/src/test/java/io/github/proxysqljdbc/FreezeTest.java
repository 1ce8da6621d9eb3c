package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What an application sees whose process stands still, as a Lambda function's does between invocations, while its servers do not. */
@ClusterTest(replicas = 2)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals that stop a process")
class FreezeTest {
    /** How long a connection has to prove that it lives, as in {@code Proof} and {@code InstancePool}. */
    private static final long PROOF_MILLIS = 1_000;

    private static final Pattern DONE = Pattern.compile("(\\d+) ms did (?:insert|read on) (\\d+)");

    private final Cluster cluster;

    FreezeTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The other end of a {@link FrozenApplication}. */
    private static final class Application implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final PrintStream orders;
        private long millis;

        Application(String url, Cluster cluster, String... options) throws IOException {
            process = new ProcessBuilder(Opened.command(FrozenApplication.class, url, cluster, List.of(), options))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        }

        String answer() throws IOException {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(FrozenApplication.ANSWER)) {
                    return line.substring(FrozenApplication.ANSWER.length());
                }
                System.out.println("application: " + line);
            }
            throw new IOException("the application ended");
        }

        /** What the application says to an order; it must succeed. */
        int does(String order) throws IOException {
            orders.println(order);
            String said = answer();
            System.out.println("  " + order + ": " + said);
            Matcher done = DONE.matcher(said);
            assertThat(done.matches()).as("%s: %s", order, said).isTrue();
            millis = Long.parseLong(done.group(1));
            return Integer.parseInt(done.group(2));
        }

        /** How many milliseconds the last order took. */
        long millis() {
            return millis;
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).as("kill -%s", name).isZero();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @BeforeEach
    void start() throws Exception {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP TABLE IF EXISTS item");
            Opened.run(direct, "CREATE TABLE item (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40))");
        }
        cluster.awaitReplication();
    }

    /** Starts the application, with connections that the servers close after so many idle seconds, and has it use several of them. */
    private Application open(int waitTimeout, String... options) throws Exception {
        Application application = new Application(cluster.jdbcUrl(), cluster, options);
        for (ServerInstance instance : cluster.instances()) {
            global(instance, "wait_timeout", waitTimeout);
        }
        assertThat(application.answer()).isEqualTo("ready");
        application.does("fill 4");
        application.does("keep before");
        for (ServerInstance instance : cluster.instances()) {
            global(instance, "wait_timeout", 28_800);
        }
        return application;
    }

    private static void global(ServerInstance instance, String name, int value) throws SQLException {
        try (Connection admin = instance.openAdminConnection()) {
            Opened.execute(admin, "SET GLOBAL " + name + " = " + value);
        }
    }

    private int connectionsTo(ServerInstance instance) throws SQLException {
        return Opened.connectionsOf(cluster.user(), instance);
    }

    private void awaitClosedByServers() throws Exception {
        for (ServerInstance instance : cluster.instances()) {
            Opened.await(instance + " closed all connections", () -> connectionsTo(instance) == 0);
        }
    }

    private static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private String rows(ServerInstance instance) throws SQLException {
        try (Connection direct = instance.openDirectConnection()) {
            return Opened.ask(direct, "SELECT GROUP_CONCAT(name ORDER BY id) FROM item");
        }
    }

    @Test
    void statementsSucceedAfterTheServersClosedAllConnections() throws Exception {
        try (Application application = open(2)) {
            application.signal("STOP");
            awaitClosedByServers();
            application.signal("CONT");
            System.out.println("after the servers closed all connections:");
            application.does("keep after");
            application.does("read");
            application.does("write again");
            assertThat(rows(cluster.writer())).isEqualTo("before,after,again");
        }
    }

    @Test
    void statementsSucceedAfterTheWriterDiedMeanwhile() throws Exception {
        try (Application application = open(2)) {
            ServerInstance next = cluster.replica(0);
            application.signal("STOP");
            cluster.writer().kill();
            cluster.failover(next);
            Opened.await("the other closed its connections", () -> connectionsTo(next) == 0);
            application.signal("CONT");
            System.out.println("after a failover, writes first:");
            application.does("write after");
            application.does("keep again");
            assertThat(application.does("read")).isEqualTo(cluster.replica(1).serverId());
            assertThat(rows(next)).isEqualTo("before,after,again");
        }
    }

    @Test
    void readsSucceedAfterAReaderDiedMeanwhile() throws Exception {
        try (Application application = open(28_800)) {
            int reader = application.does("read");
            ServerInstance dead = cluster.replicas().stream()
                    .filter(each -> each.serverId() == reader)
                    .findFirst()
                    .orElseThrow();
            application.signal("STOP");
            dead.kill();
            sleep(Duration.ofSeconds(3));
            application.signal("CONT");
            System.out.println("after the reader died:");
            assertThat(application.does("read")).isNotEqualTo(reader);
        }
    }

    @Test
    void noWriteGoesToAFormerWriterThatStillTakesIt() throws Exception {
        try (Application application = open(28_800, "multiplexing=false")) {
            ServerInstance former = cluster.writer();
            ServerInstance next = cluster.replica(0);
            application.signal("STOP");
            cluster.failover(next);
            sleep(Duration.ofSeconds(3));
            application.signal("CONT");
            System.out.println("after a failover from a writer that lives on:");
            application.does("keep after");
            application.does("write again");
            assertThat(rows(next)).isEqualTo("before,after,again");
            assertThat(rows(former)).isEqualTo("before");
        }
    }

    @Test
    void ofManyConnectionsThatTheNetworkSwallowedOneIsTriedBeforeTheFirstStatementSucceeds() throws Exception {
        try (ForgetfulFirewall firewall = new ForgetfulFirewall(cluster.writer());
                Application application = new Application(firewall.jdbcUrl(), cluster)) {
            assertThat(application.answer()).isEqualTo("ready");
            application.does("fill 6");
            assertThat(connectionsTo(cluster.writer())).as("idle connections").isGreaterThanOrEqualTo(6);
            application.signal("STOP");
            firewall.forget();
            sleep(Duration.ofSeconds(3));
            application.signal("CONT");
            System.out.println("after the network swallowed all connections:");
            application.does("write after");
            assertThat(application.millis()).as("ms").isLessThan(2 * PROOF_MILLIS);
            assertThat(firewall.swallowedPings())
                    .as("connections that were tried")
                    .isOne();
            application.does("write again");
            assertThat(rows(cluster.writer())).isEqualTo("after,again");
        }
    }

    @Test
    void nothingKeepsAnApplicationFromEnding() throws Exception {
        try (Application application = open(28_800)) {
            application.orders.close();
            assertThat(application.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(application.process.exitValue()).isZero();
        }
    }
}
