package io.github.proxysqljdbc;

import io.github.proxysqljdbc.config.CheckType;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.config.ReaderWeights;
import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.monitor.FailoverWatch;
import io.github.proxysqljdbc.monitor.Monitor;
import io.github.proxysqljdbc.monitor.MonitorSettings;
import io.github.proxysqljdbc.pool.PoolSettings;
import io.github.proxysqljdbc.pool.Pools;
import io.github.proxysqljdbc.pool.Retirement;
import io.github.proxysqljdbc.route.TrackedVariables;
import io.github.proxysqljdbc.session.AcceptedSettings;
import io.github.proxysqljdbc.session.Dispatcher;
import io.github.proxysqljdbc.session.Routines;
import io.github.proxysqljdbc.session.SessionContext;
import io.github.proxysqljdbc.sql.Classifier;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import io.github.proxysqljdbc.stats.Recorder;
import io.github.proxysqljdbc.stats.RoleChangeEvent;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.ReaderSelector;
import io.github.proxysqljdbc.topology.ReaderSelectors;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.RoleChecks;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyHolder;
import java.sql.Driver;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The parts of one data source, wired together. Thread-safe.
 *
 * <p>The monitor starts before the rest is there. In a new JVM the logging library takes as long to load as the first instance takes to answer, most
 * of which are the driver's classes: so both are done at once. What the monitor finds out meanwhile is told to the others afterwards. Nothing that
 * looks a logger up when its class is loaded may come before the monitor's start.
 */
final class Parts implements AutoCloseable {
    private final TopologyHolder topology;
    private final Monitor monitor;
    private final Pools pools;
    private final Classifier classifier = new Classifier();
    private final AcceptedSettings acceptedSettings = new AcceptedSettings();
    private final Routines routines = new Routines();
    private final Recorder recorder;
    private final Dispatcher dispatcher;
    private final ProxysqlConfig config;
    private final CredentialsSource credentials;

    Parts(
            ProxysqlConfig config,
            String name,
            Driver driver,
            List<ProxysqlListener> listeners,
            CredentialsSource credentials) {
        this.config = config;
        this.credentials = credentials;
        topology = TopologyHolder.untold(Topology.initial(config.instances(), Instant.now()));
        monitor = new Monitor(monitorSettings(config, credentials), driver, topology);
        monitor.start();
        try {
            recorder = new Recorder(
                    listeners,
                    () -> classifier.stats().textHits() + classifier.stats().digestHits(),
                    () -> classifier.stats().misses());
            pools = new Pools(
                    config.instances(), poolSettings(config, name, driver, credentials), recorder, monitor::suspect);
            dispatcher = new Dispatcher(
                    pools,
                    topology,
                    selector(config),
                    monitor::suspect,
                    recorder,
                    config.get(Options.CONNECTION_TIMEOUT),
                    config.get(Options.FAILOVER_TIMEOUT));
            topology.watch().addListener(pools::slept);
            topology.addListener(new Retirement(pools, recorder));
            topology.addListener(this::changed);
            topology.addListener(new FailoverWatch(recorder));
            topology.startTelling();
        } catch (RuntimeException | Error e) {
            monitor.close();
            throw e;
        }
    }

    private static MonitorSettings monitorSettings(ProxysqlConfig config, CredentialsSource credentials) {
        String user = config.find(Options.MONITOR_USER);
        return new MonitorSettings(
                config.get(Options.MONITOR_INTERVAL),
                config.get(Options.MONITOR_TIMEOUT),
                config.get(Options.SILENCE_TIMEOUT),
                config.find(Options.MAX_REPLICATION_LAG),
                roleCheck(config.get(Options.CHECK_TYPE)),
                user == null ? credentials : CredentialsSource.fixed(user, config.find(Options.MONITOR_PASSWORD)),
                config.driverProperties());
    }

    private static PoolSettings poolSettings(
            ProxysqlConfig config, String name, Driver driver, CredentialsSource credentials) {
        return new PoolSettings(
                name,
                driver,
                config.database(),
                DriverSettings.of(config),
                credentials,
                TrackedVariables.names(),
                config.get(Options.MAX_POOL_SIZE),
                config.get(Options.MIN_IDLE),
                config.get(Options.IDLE_TIMEOUT),
                config.get(Options.MAX_LIFETIME),
                config.get(Options.LEAK_DETECTION_THRESHOLD),
                config.get(Options.MULTIPLEXING));
    }

    private static RoleCheck roleCheck(CheckType type) {
        return switch (type) {
            case AUTO -> RoleChecks.AUTO;
            case INNODB_READ_ONLY -> RoleChecks.INNODB_READ_ONLY;
            case READ_ONLY -> RoleChecks.READ_ONLY;
            case SUPER_READ_ONLY -> RoleChecks.SUPER_READ_ONLY;
        };
    }

    private static ReaderSelector selector(ProxysqlConfig config) {
        return switch (config.get(Options.READER_SELECTION)) {
            case AFFINITY -> ReaderSelectors.affinity();
            case LEAST_OUTSTANDING -> ReaderSelectors.leastOutstanding();
            case ROUND_ROBIN -> ReaderSelectors.roundRobin();
            case RANDOM -> ReaderSelectors.random();
            case WEIGHTED -> ReaderSelectors.weighted(weights(config));
            case LOWEST_LATENCY -> ReaderSelectors.lowestLatency();
        };
    }

    private static Map<Instance, Integer> weights(ProxysqlConfig config) {
        ReaderWeights weights = config.find(Options.READER_WEIGHTS);
        return weights == null ? Map.of() : weights.byInstance();
    }

    private void changed(Topology before, Topology after) {
        for (InstanceState now : after.instances()) {
            InstanceState was = before.of(now.index());
            if (was.role() != now.role() || was.status() != now.status()) {
                recorder.roleChanged(new RoleChangeEvent(
                        now.instance().toString(),
                        was.role().name(),
                        now.role().name(),
                        was.status().name(),
                        now.status().name(),
                        now.evidence()));
            }
        }
    }

    Monitor monitor() {
        return monitor;
    }

    Topology topology() {
        return topology.current();
    }

    Classifier classifier() {
        return classifier;
    }

    /** How the servers read texts; MySQL's standard where that is not known. */
    Dialect dialect() {
        Dialect common = pools.dialects().common();
        return common == null ? Dialect.STANDARD : common;
    }

    StatsSnapshot stats() {
        return recorder.snapshot(pools.stats(), dispatcher.waitingForWriter());
    }

    SessionContext context(Runnable sessionClosed) {
        return new SessionContext(
                dispatcher,
                classifier,
                recorder,
                acceptedSettings,
                routines,
                pools.dialects(),
                config.database(),
                config.get(Options.MULTIPLEXING),
                Integer.parseInt(config.driverProperties().getOrDefault("socketTimeout", "0")),
                "SCHEMA".equalsIgnoreCase(config.driverProperties().get("databaseTerm")),
                config.get(Options.TRANSACTION_REPLAY) ? config.get(Options.FAILOVER_TIMEOUT) : null,
                sessionClosed);
    }

    /** Closes all connections, and makes none until {@link #resume}: statements wait meanwhile. */
    void suspend() {
        monitor.pause();
        pools.suspend();
    }

    /** Goes on after {@link #suspend}; the instances are asked before what was known of them is trusted. */
    void resume() {
        pools.resume();
        monitor.resume();
    }

    @Override
    public void close() {
        monitor.close();
        topology.close();
        credentials.close();
        pools.close();
    }
}
