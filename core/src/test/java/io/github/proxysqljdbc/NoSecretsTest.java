package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No password in anything that is logged, thrown or printed. */
@ClusterTest(replicas = 1)
class NoSecretsTest extends SessionTest {
    private static final String WRONG = "wr0ng-s3cret";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };
    private final List<String> loggers = List.of("io.github.proxysqljdbc", "com.zaxxer.hikari", "com.mysql");

    NoSecretsTest(Cluster cluster) {
        super(cluster);
    }

    @BeforeEach
    void listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(root.getLoggerContext());
        appender.start();
        for (String name : loggers) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(appender);
        }
    }

    @AfterEach
    void stopListening() {
        for (String name : loggers) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(name.startsWith("com.zaxxer") ? Level.ERROR : null);
            logger.setAdditive(true);
            logger.detachAppender(appender);
        }
        appender.stop();
    }

    private void noSecretIn(String text) {
        assertThat(text)
                .doesNotContain(WRONG)
                .doesNotContain(cluster.password())
                .doesNotContain(cluster.monitorPassword());
    }

    private static String everything(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** What comes of opening a data source that way. */
    private String failure(String url, Properties properties) {
        try (ProxysqlDataSource opened = new ProxysqlDataSource(url, properties)) {
            return "opened " + opened;
        } catch (SQLException | ConfigurationException e) {
            return everything(e);
        }
    }

    private Properties wrongly(String... options) {
        Properties properties = Opened.properties(cluster, options);
        properties.setProperty("password", WRONG);
        return properties;
    }

    @Test
    void notWhereAllIsWell() throws SQLException {
        String password = cluster.password();
        String url = cluster.jdbcUrl() + "?user=" + cluster.user() + "&password=" + password
                + "&monitorUser=" + cluster.monitorUser() + "&monitorPassword=" + cluster.monitorPassword()
                + "&sslMode=DISABLED&allowPublicKeyRetrieval=true&trustCertificateKeyStorePassword=" + WRONG;
        try (ProxysqlDataSource opened = new ProxysqlDataSource(url);
                Connection session = opened.getConnection();
                PreparedStatement read = session.prepareStatement("SELECT COUNT(*) FROM item")) {
            read.executeQuery();
            Opened.run(session, "INSERT INTO item (name) VALUES ('a')");
            noSecretIn(opened + " " + opened.config() + session + read + opened.topology() + opened.stats());
            noSecretIn(session.getMetaData().getURL());
            noSecretIn(opened.explain("SELECT 1").toString());
        }
        assertThat(lines).isNotEmpty();
        lines.forEach(this::noSecretIn);
    }

    @Test
    void notWhereThePasswordIsWrong() {
        String failure = failure(cluster.jdbcUrl(), wrongly());
        assertThat(failure).contains("refuse");
        noSecretIn(failure);
        lines.forEach(this::noSecretIn);
    }

    @Test
    void notWhereOnlyTheApplicationsPasswordIsWrong() throws SQLException {
        Properties properties =
                wrongly("monitorUser=" + cluster.monitorUser(), "monitorPassword=" + cluster.monitorPassword());
        try (ProxysqlDataSource opened = new ProxysqlDataSource(cluster.jdbcUrl(), properties);
                Connection session = opened.getConnection()) {
            String failure = seen(session, c -> Opened.ask(c, "SELECT 1"));
            assertThat(failure).contains("28000");
            noSecretIn(failure);
            try {
                Opened.run(session, "INSERT INTO item (name) VALUES ('a')");
            } catch (SQLException e) {
                noSecretIn(everything(e));
                assertThat(e.getMessage()).contains(cluster.writer().hostAndPort());
            }
        }
        lines.forEach(this::noSecretIn);
    }

    @Test
    void notWhereTheHostIsUnknown() {
        String failure = failure("jdbc:proxysql://no-such-host.invalid/test", wrongly("connectionTimeout=1s"));
        assertThat(failure).contains("no-such-host.invalid");
        noSecretIn(failure);
        lines.forEach(this::noSecretIn);
    }

    @Test
    void notWhereAnOptionIsWrong() {
        for (String url : List.of(
                cluster.jdbcUrl() + "?user=app&password=" + WRONG + "&passwort=" + WRONG,
                cluster.jdbcUrl() + "?password=" + WRONG,
                cluster.jdbcUrl() + "?user=app&password=" + WRONG + "&password=" + WRONG,
                cluster.jdbcUrl() + "?user=app&password=" + WRONG + "&maxPoolSize=0",
                "jdbc:proxysql://app:" + WRONG + "@127.0.0.1/test",
                "jdbc:proxysql://127.0.0.1/test?user=app&password=%zz" + WRONG)) {
            String failure = failure(url, new Properties());
            assertThat(failure).contains("ConfigurationException");
            noSecretIn(failure);
        }
        lines.forEach(this::noSecretIn);
    }
}
