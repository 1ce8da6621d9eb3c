package io.github.proxysqljdbc.oracle;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.TestkitException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sequence of steps on fresh data and fresh connections, taken on both sides. */
final class Run implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final String TEMPORARY_FILE = "#sql-temptable";
    private static final Duration USUAL_LAG = Duration.ofMillis(300);
    private static final Duration LONGEST_LAG = Duration.ofSeconds(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);
    private static final int MONITORS = 1;
    private static final Pattern DEFINITION = Pattern.compile("(CREATE|ALTER|DROP|RENAME|TRUNCATE) .*\\bo\\d");

    private final Cluster cluster;
    private final Schema schema;
    private final ProxysqlDataSource dataSource;
    private final Side plain;
    private final Side ours;
    private final Occupancy occupancy;
    private int steps;
    private boolean written;
    private boolean abandoned;

    Run(Cluster cluster, Schema schema, Setup setup) throws SQLException {
        this.cluster = cluster;
        this.schema = schema;
        schema.reset();
        if (!cluster.replicas().isEmpty()) {
            cluster.awaitReplication();
        }
        Properties credentials = new Properties();
        credentials.setProperty("user", cluster.user());
        credentials.setProperty("password", cluster.password());
        credentials.setProperty("sslMode", "DISABLED");
        credentials.setProperty("allowPublicKeyRetrieval", "true");
        String plainUrl = cluster.writer().directJdbcUrl().replace('/' + cluster.database(), '/' + Schema.PLAIN);
        String ourUrl = "jdbc:proxysql://" + direct(cluster) + '/' + Schema.OURS;
        Properties plainOptions = setup.properties(credentials, true);
        dataSource = new ProxysqlDataSource(ProxysqlConfig.of(ourUrl, setup.properties(credentials, false)));
        plain = new Side(
                Schema.PLAIN, true, () -> DriverManager.getConnection(plainUrl, plainOptions), setup.sessions());
        ours = new Side(Schema.OURS, false, dataSource::getConnection, setup.sessions());
        occupancy = new Occupancy(dataSource, setup);
    }

    /** Past the relays, which cost time and do nothing here. */
    private static String direct(Cluster cluster) {
        StringBuilder hosts = new StringBuilder();
        cluster.instances()
                .forEach(instance -> hosts.append(hosts.isEmpty() ? "" : ",")
                        .append(instance.directHost())
                        .append(':')
                        .append(instance.directPort()));
        return hosts.toString();
    }

    /** Whether it cannot go on, although nothing differed. */
    boolean abandoned() {
        return abandoned;
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** Takes a step; null if nobody can tell the two sides apart by it. A step that would have to wait for another session is left out. */
    @Nullable
    Difference take(Step step) throws SQLException {
        int index = steps++;
        if (step.verb() != Verb.CLOSE && !occupancy.mayRun(step.session())) {
            return null;
        }
        if (DEFINITION.matcher(step.text()).find()) {
            schema.definitionsChanged();
        }
        awaitReplicas(step);
        if (abandoned) {
            return null;
        }
        String expected = plain.see(step);
        String seen = ours.see(step);
        occupancy.after(step.session());
        if (step.verb() == Verb.CLOSE) {
            awaitEnds();
        }
        if (expected.contains(TEMPORARY_FILE) || seen.contains(TEMPORARY_FILE)) {
            LOG.warn("another server on this machine took a temporary file away; the run ends");
            abandoned = true;
            return null;
        }
        return seen.equals(expected) ? null : new Difference(index, step, expected, seen);
    }

    /** The server ends a connection, and gives up its locks, a while after the client closed it. */
    private void awaitEnds() throws SQLException {
        String writer = cluster.writer().directHost() + ':' + cluster.writer().directPort();
        long began = System.nanoTime();
        while (schema.connections() > plain.open() + pooled(writer) + MONITORS
                && System.nanoTime() - began < LONGEST_END.toNanos()) {
            Thread.onSpinWait();
        }
    }

    private int pooled(String instance) {
        InstanceStats stats = dataSource.stats().instances().get(instance);
        return stats == null ? 0 : stats.total();
    }

    /** A read outside a transaction goes to a replica, which may not have what was written before. */
    private void awaitReplicas(Step step) throws SQLException {
        if (cluster.replicas().isEmpty()) {
            return;
        }
        if (written) {
            abandoned = !caughtUp(USUAL_LAG) && !caughtUpAfterAnotherWrite();
        }
        written = !step.verb().onlyReads(step.text());
    }

    private boolean caughtUp(Duration longest) {
        try {
            cluster.awaitReplication(longest);
            return true;
        } catch (TestkitException e) {
            LOG.debug("not yet", e);
            return false;
        }
    }

    /** MariaDB's writer does not always wake who sends its log when it drops the temporary tables of a session that ended. */
    private boolean caughtUpAfterAnotherWrite() throws SQLException {
        schema.writeAnything();
        boolean caughtUp = caughtUp(LONGEST_LAG);
        if (!caughtUp) {
            LOG.warn("the replica does not keep up, perhaps because a session holds locks there; the run ends");
        }
        return caughtUp;
    }

    @Override
    public void close() throws SQLException {
        try (dataSource;
                ours;
                plain) {
            steps = 0;
        }
    }
}
