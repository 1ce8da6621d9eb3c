package io.github.proxysqljdbc;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that opens a data source before anything else, with a logging library that does not load before there is a connection. */
final class ColdApplication {
    static final String CONNECTED = "connected while logging was loaded";
    private static final CountDownLatch CONNECTION = new CountDownLatch(1);

    private ColdApplication() {}

    /** Logback, late. */
    public static final class LateLogback extends LogbackServiceProvider {
        @Override
        public void initialize() {
            try {
                System.out.println(
                        CONNECTION.await(20, TimeUnit.SECONDS) ? CONNECTED : "no connection before logging was loaded");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.initialize();
        }
    }

    /** Connector/J, which tells of its first connection. */
    private static final class TellingDriver extends NonRegisteringDriver {
        TellingDriver() throws SQLException {}

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            Connection connection = super.connect(url, info);
            CONNECTION.countDown();
            return connection;
        }
    }

    /** The URL, then options as {@code name=value}. */
    public static void main(String[] arguments) throws SQLException {
        Properties options = Opened.with(new Properties(), Arrays.copyOfRange(arguments, 1, arguments.length));
        ProxysqlConfig config = ProxysqlConfig.of(arguments[0], options);
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(
                        config, new TellingDriver(), List.of(), ProxysqlDataSource.credentials(config), () -> {});
                Connection connection = dataSource.getConnection()) {
            System.out.println("read " + Opened.ask(connection, "SELECT 7"));
        }
    }
}
