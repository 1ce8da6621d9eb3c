package io.github.proxysqljdbc.examples.benchmark.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.topology.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What connections are taken from, with the same size of pools and the same options of Connector/J. */
interface Participant {
    /** Connections to each instance, from the start. */
    int POOL_SIZE = 10;

    /** What this library gives Connector/J by default, given to all. */
    Map<String, String> DRIVER_OPTIONS = Map.of(
            "cachePrepStmts", "true",
            "prepStmtCacheSize", "250",
            "prepStmtCacheSqlLimit", "2048",
            "useLocalSessionState", "true",
            "maintainTimeStats", "false",
            "sslMode", "DISABLED",
            "allowPublicKeyRetrieval", "true");

    /** A connection for reads. */
    Connection forRead() throws SQLException;

    /** A connection for writes. */
    Connection forWrite() throws SQLException;

    /** The participant of that name. */
    static Participant open(String name, Servers servers) throws SQLException {
        return switch (name) {
            case "raw" -> new Raw(servers);
            case "hand" -> new Hand(servers);
            case "proxysql" -> new Proxysql(servers);
            default ->
                throw new IllegalArgumentException("no participant '" + name + "'; there are: raw, hand, proxysql");
        };
    }

    private static HikariDataSource pool(Servers servers, String hostAndPort) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + hostAndPort + '/' + servers.database());
        config.setUsername(servers.user());
        config.setPassword(servers.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(POOL_SIZE);
        DRIVER_OPTIONS.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    /** One pool on the writer for everything. */
    final class Raw implements Participant {
        private final HikariDataSource writer;

        Raw(Servers servers) {
            writer = pool(servers, servers.writer());
        }

        @Override
        public Connection forRead() throws SQLException {
            return writer.getConnection();
        }

        @Override
        public Connection forWrite() throws SQLException {
            return writer.getConnection();
        }
    }

    /** A pool on each instance, and an application that knows what reads and alternates replicas. */
    final class Hand implements Participant {
        private final HikariDataSource writer;
        private final List<HikariDataSource> replicas;
        private final AtomicInteger turn = new AtomicInteger();

        Hand(Servers servers) {
            writer = pool(servers, servers.writer());
            replicas =
                    servers.replicas().stream().map(each -> pool(servers, each)).toList();
        }

        @Override
        public Connection forRead() throws SQLException {
            return replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()))
                    .getConnection();
        }

        @Override
        public Connection forWrite() throws SQLException {
            return writer.getConnection();
        }
    }

    /** This library: it finds out by itself what reads. */
    final class Proxysql implements Participant {
        private final ProxysqlDataSource dataSource;

        Proxysql(Servers servers) throws SQLException {
            Properties properties = new Properties();
            properties.putAll(DRIVER_OPTIONS);
            properties.setProperty("user", servers.user());
            properties.setProperty("password", servers.password());
            properties.setProperty("maxPoolSize", Integer.toString(POOL_SIZE));
            properties.setProperty("minIdle", Integer.toString(POOL_SIZE));
            dataSource = new ProxysqlDataSource(
                    "jdbc:proxysql://" + servers.writer() + ',' + String.join(",", servers.replicas()) + '/'
                            + servers.database(),
                    properties);
            while (dataSource.topology().instances().stream().anyMatch(each -> each.role() == Role.UNKNOWN)) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public Connection forRead() throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public Connection forWrite() throws SQLException {
            return dataSource.getConnection();
        }
    }
}
