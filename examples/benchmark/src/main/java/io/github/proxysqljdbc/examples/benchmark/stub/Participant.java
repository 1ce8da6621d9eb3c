package io.github.proxysqljdbc.examples.benchmark.stub;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.topology.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** What connections are taken from. */
public enum Participant {
    /** The stub driver itself: a new connection each time. */
    DRIVER {
        @Override
        Source open() {
            StubDriver driver = new StubDriver();
            Properties none = new Properties();
            return new Source(
                    () -> {
                        Connection connection = driver.connect(URL, none);
                        if (connection == null) {
                            throw new SQLException("not a URL of the stub driver: " + URL);
                        }
                        return connection;
                    },
                    () -> {});
        }
    },
    /** HikariCP on the stub driver. */
    HIKARI {
        @Override
        Source open() {
            HikariConfig config = new HikariConfig();
            config.setDriverClassName(StubDriver.class.getName());
            config.setJdbcUrl(URL);
            config.setMaximumPoolSize(POOL_SIZE);
            HikariDataSource pool = new HikariDataSource(config);
            return new Source(pool::getConnection, pool);
        }
    },
    /** This library on the stub driver: a writer and two readers. */
    PROXYSQL {
        @Override
        Source open() throws SQLException {
            return proxysql(true);
        }
    },
    /** This library, whose logical connections hold their physical ones until they are closed. */
    HOLDING {
        @Override
        Source open() throws SQLException {
            return proxysql(false);
        }
    };

    private static final String URL = "jdbc:mysql://" + StubDriver.WRITER + "/";
    private static final int POOL_SIZE = 16;

    /** Where connections come from, until it is closed. */
    record Source(Connections connections, AutoCloseable owner) implements AutoCloseable {
        Connection get() throws SQLException {
            return connections.get();
        }

        @Override
        public void close() throws SQLException {
            try {
                owner.close();
            } catch (Exception e) {
                throw new SQLException("closing failed", e);
            }
        }
    }

    /** Gives a connection. */
    interface Connections {
        Connection get() throws SQLException;
    }

    abstract Source open() throws SQLException;

    private static Source proxysql(boolean multiplexing) throws SQLException {
        ProxysqlDataSource dataSource = ProxysqlDataSource.builder()
                .instance(StubDriver.WRITER)
                .instance("reader1")
                .instance("reader2")
                .set(Options.MAX_POOL_SIZE, POOL_SIZE)
                .set(Options.MIN_IDLE, POOL_SIZE)
                .set(Options.MULTIPLEXING, multiplexing)
                .driver(new StubDriver())
                .build();
        while (dataSource.topology().instances().stream().anyMatch(each -> each.role() == Role.UNKNOWN)) {
            LockSupport.parkNanos(1_000_000);
        }
        return new Source(dataSource::getConnection, dataSource);
    }
}
