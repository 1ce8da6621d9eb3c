package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.LeakEvent;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Sessions that hold a connection for longer than the option {@code leakDetectionThreshold} are named, once. */
@ClusterTest(replicas = 1)
class LeakDetectionTest extends SessionTest {
    private final List<LeakEvent> leaks = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.proxysqljdbc.pool.LeakDetector");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };
    private ProxysqlDataSource watched;

    LeakDetectionTest(Cluster cluster) throws SQLException {
        super(cluster);
        watched = watching("leakDetectionThreshold=150ms");
    }

    private ProxysqlDataSource watching(String... options) throws SQLException {
        return new ProxysqlDataSource(
                ProxysqlConfig.of(cluster.jdbcUrl(), Opened.properties(cluster, options)), new ProxysqlListener() {
                    @Override
                    public void leaked(LeakEvent event) {
                        leaks.add(event);
                    }
                });
    }

    @BeforeEach
    void listen() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        watched.close();
    }

    private void awaitLeaks(int count) throws Exception {
        Opened.await(count + " leaks are named", () -> leaks.size() == count);
    }

    /** Lets the detector look a few times. */
    private static void aWhile() throws Exception {
        long end = System.nanoTime() + 500_000_000L;
        Opened.await("time passes", () -> System.nanoTime() - end >= 0);
    }

    private void beginsHere(Connection session) throws SQLException {
        Opened.run(session, "INSERT INTO item (name) VALUES ('a')");
    }

    @Test
    void aLongTransactionIsNamedOnceWithItsPlaceAndItsEnd() throws Exception {
        try (Connection session = watched.getConnection()) {
            session.setAutoCommit(false);
            beginsHere(session);
            awaitLeaks(1);
            aWhile();

            assertThat(leaks).hasSize(1);
            LeakEvent leak = leaks.get(0);
            assertThat(leak.holding().kind()).isEqualTo("transaction");
            assertThat(leak.holding().thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(leak.holding().heldNanos()).isGreaterThanOrEqualTo(150_000_000L);
            assertThat(leak.hostgroup()).isEqualTo("writer");
            assertThat(leak.instance()).isEqualTo(cluster.writer().hostAndPort());
            assertThat(leak.place().get(0).getClassName()).isEqualTo(Opened.class.getName());
            assertThat(leak.place().get(1).getMethodName()).isEqualTo("beginsHere");
            assertThat(watched.stats().leaks()).isEqualTo(1);
            assertThat(log).hasSize(1);
            assertThat(log.get(0))
                    .startsWith(Level.WARN + " a session has held a connection to "
                            + cluster.writer().hostAndPort() + " (hostgroup writer) for ")
                    .contains("by an open transaction");
            session.rollback();
            assertThat(log.get(1)).startsWith("INFO the connection to").contains("was released after");
        }
        assertThat(log).hasSize(2);
    }

    @Test
    void theNextHoldIsNamedAgain() throws Exception {
        try (Connection session = watched.getConnection()) {
            session.setAutoCommit(false);
            beginsHere(session);
            awaitLeaks(1);
            session.rollback();
            beginsHere(session);
            awaitLeaks(2);
            session.rollback();
        }
    }

    @Test
    void anOpenResultIsNamed() throws Exception {
        try (Connection session = watched.getConnection();
                Statement statement = session.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2")) {
                assertThat(rows.next()).isTrue();
                awaitLeaks(1);
                assertThat(leaks.get(0).holding().kind()).isEqualTo("open_result");
                assertThat(leaks.get(0).place().get(0).getMethodName()).isEqualTo("anOpenResultIsNamed");
            }
            Opened.await("its end is told", () -> log.size() == 2);
            assertThat(log.get(1)).contains("was released after");
        }
        assertThat(log).hasSize(2);
    }

    @Test
    void aTemporaryTableIsNamedByItsName() throws Exception {
        try (Connection session = watched.getConnection()) {
            Opened.run(session, "CREATE TEMPORARY TABLE mine (id INT)");
            awaitLeaks(1);
            assertThat(leaks.get(0).holding().reason()).isEqualTo("a temporary table (mine)");
        }
    }

    @Test
    void aSlowStatementAndAKeptConnectionAreNoLeaks() throws Exception {
        try (Connection session = watched.getConnection()) {
            assertThat(Opened.ask(session, "SELECT SLEEP(0.5)")).isEqualTo("0");
            Opened.run(session, "INSERT INTO item (name) VALUES ('a')");
            aWhile();
            Opened.ask(session, "SELECT 1");
            aWhile();
        }
        assertThat(leaks).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void aConnectionThatIsNotClosedIsNamedWithoutMultiplexing() throws Exception {
        try (ProxysqlDataSource plain = watching("leakDetectionThreshold=150ms", "multiplexing=false");
                Connection session = plain.getConnection()) {
            Opened.ask(session, "SELECT 1");
            awaitLeaks(1);
            assertThat(leaks.get(0).holding().reason()).isEqualTo("a connection that is not closed");
        }
    }

    @Test
    void nobodyIsNamedByDefault() throws Exception {
        try (ProxysqlDataSource unwatched = watching();
                Connection session = unwatched.getConnection()) {
            session.setAutoCommit(false);
            beginsHere(session);
            aWhile();
            session.rollback();
            assertThat(unwatched.stats().leaks()).isZero();
        }
        assertThat(leaks).isEmpty();
    }
}
