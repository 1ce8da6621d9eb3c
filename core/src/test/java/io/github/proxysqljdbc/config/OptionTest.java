package io.github.proxysqljdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {
    private static final String URL = "jdbc:proxysql://db1/";

    private static ProxysqlConfig with(String parameters) {
        return ProxysqlConfig.of(URL + "?" + parameters);
    }

    @Test
    void defaultsAreThoseOfTheReference() {
        ProxysqlConfig config = ProxysqlConfig.of(URL);

        assertThat(config.get(Options.CHECK_TYPE)).isEqualTo(CheckType.AUTO);
        assertThat(config.get(Options.MONITOR_INTERVAL)).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.get(Options.MONITOR_TIMEOUT)).isEqualTo(Duration.ofMillis(800));
        assertThat(config.get(Options.MAX_POOL_SIZE)).isEqualTo(10);
        assertThat(config.get(Options.MIN_IDLE)).isZero();
        assertThat(config.get(Options.CONNECTION_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.get(Options.FAILOVER_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.get(Options.MULTIPLEXING)).isTrue();
        assertThat(config.get(Options.READER_SELECTION)).isEqualTo(ReaderSelection.AFFINITY);
        assertThat(config.get(Options.MAX_LIFETIME)).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.get(Options.IDLE_TIMEOUT)).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.get(Options.INITIALIZATION)).isEqualTo(Initialization.EAGER);
        assertThat(config.get(Options.POOL_NAME)).isEqualTo("proxysql");
    }

    @Test
    void optionWithoutDefaultIsFoundAsNullAndRefusedByGet() {
        ProxysqlConfig config = ProxysqlConfig.of(URL);

        assertThat(config.find(Options.USER)).isNull();
        assertThatThrownBy(() -> config.get(Options.USER))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("'user'");
    }

    @ParameterizedTest
    @CsvSource({"250ms,250", "2s,2000", "1m,60000", "1h,3600000", "1500,1500", "0,0", "00,0"})
    void durationsAreWrittenWithAUnitOrInMilliseconds(String text, long millis) {
        assertThat(with("failoverTimeout=" + text).get(Options.FAILOVER_TIMEOUT))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "1.5s",
                "-1s",
                "1d",
                "1S",
                "1%20s",
                "+1s",
                "99999999999999999999",
                "999999999999999h",
                "２s"
            })
    void otherDurationsAreRefused(String text) {
        assertThatThrownBy(() -> with("failoverTimeout=" + text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("option 'failoverTimeout': '")
                .hasMessageContaining("allowed is a duration from 0ms to 1h");
    }

    @ParameterizedTest
    @CsvSource({"0,0ms", "1,1ms", "1000,1s", "90000,90s", "60000,1m", "5400000,90m", "7200000,2h", "1001,1001ms"})
    void durationsAreShownInTheLargestUnitWithoutFraction(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "maxPoolSize=0         | option 'maxPoolSize': '0' is not allowed; allowed is a whole number from 1 to 10000",
                "maxPoolSize=10001     | '10001' is not allowed",
                "maxPoolSize=99999999999 | '99999999999' is not allowed",
                "maxPoolSize=ten       | 'ten' is not allowed",
                "minIdle=-1            | option 'minIdle': '-1' is not allowed",
                "connectionTimeout=249 | option 'connectionTimeout': '249' is not allowed; allowed is a duration from 250ms to 1h",
                "monitorInterval=49ms  | option 'monitorInterval': '49ms' is not allowed",
                "multiplexing=yes      | option 'multiplexing': 'yes' is not allowed; allowed is true or false",
                "checkType=readonly    | allowed is one of auto, innodb_read_only, read_only, super_read_only; nearest: 'read_only'",
                "checkType=AUTO        | nearest: 'auto'",
                "readerSelection=least_outstandng | nearest: 'least_outstanding'",
                "initialization=never  | allowed is one of eager, lazy",
                "poolName=             | option 'poolName': '' is not allowed; allowed is any text but the empty one",
                "user=&password=       | option 'user': '' is not allowed",
                "minIdle=11            | option 'minIdle' (11) must not be more than 'maxPoolSize' (10)",
                "monitorInterval=500ms | option 'monitorTimeout' (800ms) must not be more than 'monitorInterval' (500ms)",
                "maxLifetime=10m       | option 'idleTimeout' (10m) must be at least 1s shorter than 'maxLifetime' (10m)",
                "user=app              | option 'user' is 'app', and 'password' is missing",
                "password=x            | option 'password' is given without 'user'",
                "monitorUser=m         | option 'monitorUser' is 'm', and 'monitorPassword' is missing",
                "monitorPassword=x     | option 'monitorPassword' is given without 'monitorUser'",
            })
    void badValueIsRefused(String parameters, String message) {
        assertThatThrownBy(() -> with(parameters))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void boundsThemselvesAreAllowed() {
        ProxysqlConfig config = with("maxPoolSize=10000&minIdle=10000&connectionTimeout=250ms&monitorInterval=50ms"
                + "&monitorTimeout=50ms&failoverTimeout=0&maxLifetime=30s&idleTimeout=29s");

        assertThat(config.get(Options.MIN_IDLE)).isEqualTo(10_000);
        assertThat(config.get(Options.FAILOVER_TIMEOUT)).isZero();
    }

    @Test
    void emptyPasswordThatIsWrittenDownIsAllowed() {
        assertThat(with("user=root&password=").get(Options.PASSWORD)).isEmpty();
    }

    @Test
    void monitorUsesTheApplicationsAccountUnlessItHasItsOwn() {
        ProxysqlConfig shared = with("user=app&password=a");
        ProxysqlConfig own = with("user=app&password=a&monitorUser=m&monitorPassword=");

        assertThat(shared.monitorUser()).isEqualTo("app");
        assertThat(shared.monitorPassword()).isEqualTo("a");
        assertThat(own.monitorUser()).isEqualTo("m");
        assertThat(own.monitorPassword()).isEmpty();
    }

    @Test
    void propertiesWinOverTheUrl() {
        Properties properties = new Properties();
        properties.setProperty("maxPoolSize", "7");
        properties.setProperty("serverTimezone", "UTC");
        properties.setProperty("user", "fromProperties");

        ProxysqlConfig config = ProxysqlConfig.of(
                URL + "?maxPoolSize=5&minIdle=1&user=fromUrl&password=p&connectionTimeZone=LOCAL", properties);

        assertThat(config.get(Options.MAX_POOL_SIZE)).isEqualTo(7);
        assertThat(config.get(Options.MIN_IDLE)).isEqualTo(1);
        assertThat(config.get(Options.USER)).isEqualTo("fromProperties");
        assertThat(config.driverProperties()).containsExactly(java.util.Map.entry("connectionTimeZone", "UTC"));
    }

    @Test
    void defaultsOfPropertiesCountAsGiven() {
        Properties defaults = new Properties();
        defaults.setProperty("maxPoolSize", "7");

        assertThat(ProxysqlConfig.of(URL, new Properties(defaults)).get(Options.MAX_POOL_SIZE))
                .isEqualTo(7);
    }

    @Test
    void propertyThatIsNoTextIsRefused() {
        Properties properties = new Properties();
        properties.put("maxPoolSize", 7);

        assertThatThrownBy(() -> ProxysqlConfig.of(URL, properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("property 'maxPoolSize' is not a text but a Integer; set it with Properties.setProperty");
    }

    @Test
    void propertyGivenByTwoOfItsNamesIsRefused() {
        Properties properties = new Properties();
        properties.setProperty("serverTimezone", "UTC");
        properties.setProperty("connectionTimeZone", "UTC");

        assertThatThrownBy(() -> ProxysqlConfig.of(URL, properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is given twice in the properties");
    }

    @Test
    void unknownPropertyIsRefusedWithTheNearestName() {
        Properties properties = new Properties();
        properties.setProperty("pasword", "hunter2");

        assertThatThrownBy(() -> ProxysqlConfig.of(URL, properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown option 'pasword'; nearest known name: 'password'");
    }

    @Test
    void driversOptionsPassThroughByTheNameOfItsManual() {
        assertThat(with("useSSL=false&serverTimezone=UTC&cachePrepStmts=true&prepStmtCacheSize=250")
                        .driverProperties())
                .containsEntry("useSSL", "false")
                .containsEntry("connectionTimeZone", "UTC")
                .containsEntry("cachePrepStmts", "true")
                .containsEntry("prepStmtCacheSize", "250")
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "ab,ba,1", "'',abc,3", "abc,'',3", "same,same,0", "maxPoolSzie,maxPoolSize,1"})
    void editDistanceCountsSwapsOfNeighboursOnce(String a, String b, int distance) {
        assertThat(Names.distance(a, b)).isEqualTo(distance);
    }
}
