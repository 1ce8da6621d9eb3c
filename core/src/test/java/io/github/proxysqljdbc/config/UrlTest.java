package io.github.proxysqljdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
    @Test
    void hostsKeepTheirOrderAndPortDefaultsTo3306() {
        ProxysqlConfig config = ProxysqlConfig.of("jdbc:proxysql://DB1,db2:3307,10.0.0.3:3308/app");

        assertThat(config.instances())
                .containsExactly(new Instance("db1", 3306), new Instance("db2", 3307), new Instance("10.0.0.3", 3308));
        assertThat(config.database()).isEqualTo("app");
    }

    @Test
    void ipv6AddressStandsInBrackets() {
        ProxysqlConfig config = ProxysqlConfig.of("jdbc:proxysql://[2001:DB8::1]:3307,[::1],[::ffff:10.0.0.1]:3306/");

        assertThat(config.instances())
                .containsExactly(
                        new Instance("2001:db8::1", 3307),
                        new Instance("::1", 3306),
                        new Instance("::ffff:10.0.0.1", 3306));
        assertThat(config.safeUrl()).isEqualTo("jdbc:proxysql://[2001:db8::1]:3307,[::1]:3306,[::ffff:10.0.0.1]:3306/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:proxysql://db1", "jdbc:proxysql://db1/", "jdbc:proxysql://db1/?", "jdbc:proxysql://db1?"})
    void databaseMayBeLeftOut(String url) {
        assertThat(ProxysqlConfig.of(url).database()).isNull();
        assertThat(ProxysqlConfig.of(url)).isEqualTo(ProxysqlConfig.of("jdbc:proxysql://db1:3306/"));
    }

    @Test
    void databaseAndValuesArePercentDecodedAndPlusStandsForItself() {
        ProxysqlConfig config = ProxysqlConfig.of(
                "jdbc:proxysql://db1/caf%C3%A9%2Fx?user=a%40b&password=p%26%3D+%25&poolName=%E2%82%AC");

        assertThat(config.database()).isEqualTo("café/x");
        assertThat(config.get(Options.USER)).isEqualTo("a@b");
        assertThat(config.get(Options.PASSWORD)).isEqualTo("p&=+%");
        assertThat(config.get(Options.POOL_NAME)).isEqualTo("€");
    }

    @Test
    void valueMayHoldFurtherEqualsAndQuestionMarks() {
        ProxysqlConfig config = ProxysqlConfig.of("jdbc:proxysql://db1/?sessionVariables=sql_mode='',a=?");

        assertThat(config.driverProperties())
                .containsExactlyEntriesOf(java.util.Map.of("sessionVariables", "sql_mode='',a=?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jdbc:proxysql:///app                     | the URL names no host",
                "jdbc:proxysql://                         | the URL names no host",
                "jdbc:proxysql://?user=a                  | the URL names no host",
                "jdbc:proxysql://db1,/app                 | the list of hosts ends with a comma",
                "jdbc:proxysql://,db1/app                 | host 1 of 2 is empty",
                "jdbc:proxysql://db1,,db2/app             | host 2 of 3 is empty",
                "jdbc:proxysql://:3306/app                | a host is empty",
                "jdbc:proxysql://db1:/app                 | port '' is not allowed",
                "jdbc:proxysql://db1:0/app                | port 0 is not allowed; allowed is a whole number from 1 to 65535",
                "jdbc:proxysql://db1:65536/app            | port 65536 is not allowed",
                "jdbc:proxysql://db1:99999999999/app      | port '99999999999' is not allowed",
                "jdbc:proxysql://db1:-1/app               | port '-1' is not allowed",
                "jdbc:proxysql://db1:mysql/app            | port 'mysql' is not allowed",
                "jdbc:proxysql://::1/app                  | host '::1' has several colons; write an IPv6 address in brackets",
                "jdbc:proxysql://[::1/app                 | an IPv6 address is written in brackets",
                "jdbc:proxysql://[::1]3306/app            | an IPv6 address is written in brackets",
                "jdbc:proxysql://[::g]/app                | '::g' is not an IPv6 address",
                "jdbc:proxysql://[]/app                   | '' is not an IPv6 address",
                "jdbc:proxysql://[10.0.0.1]/app           | '10.0.0.1' is not an IPv6 address",
                "jdbc:proxysql://[1:2:3:4:5:6:7:8:9]/app  | is not an IPv6 address",
                "jdbc:proxysql://db$1/app                 | host 'db$1' is not a host name",
                "jdbc:proxysql://(host=db1)/app           | is not a host name",
                "jdbc:proxysql://db1,DB1:3306/app         | host 'db1:3306' is named twice",
                "jdbc:proxysql://[::1],[0:0::1]/app       | host '[0:0::1]:3306' is named twice",
                "jdbc:proxysql://db1/app/more             | database 'app/more' has a '/' in it",
                "jdbc:proxysql://db1/100%                 | database '100%' is not percent-encoded UTF-8",
                "jdbc:proxysql://db1/%C3                  | is not percent-encoded UTF-8",
                "jdbc:proxysql://db1 /app                 | white space",
                "jdbc:proxysql://db1, db2/app             | white space",
                "jdbc:proxysql://db1/?poolName=a b        | white space",
                "jdbc:mysql://db1/app                     | must begin with 'jdbc:proxysql://', not with 'jdbc:mysql://'",
                "jdbc:proxysql:db1/app                    | must begin with 'jdbc:proxysql://'",
                "jdbc:proxysql://app:secret@db1/app       | write ?user=…&password=…",
            })
    void badPlaceIsRefused(String url, String message) {
        assertThatThrownBy(() -> ProxysqlConfig.of(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "maxPoolsize=5              | unknown option 'maxPoolsize'; nearest known name: 'maxPoolSize'",
                "conectionTimeout=5s        | nearest known name: 'connectionTimeout'",
                "useServerPrepStatments=true| nearest known name: 'useServerPrepStmts'",
                "maxPoolSize=5&maxPoolSize=6| option 'maxPoolSize' is given twice",
                "serverTimezone=UTC&connectionTimeZone=UTC | option 'connectionTimeZone' is given twice",
                "connectionTimeZone=UTC&serverTimezone=UTC | (it is another name of 'connectionTimeZone')",
                "maxPoolSize                | option 'maxPoolSize' has no value",
                "=5                         | an option has a value and no name",
                "maxPoolSize=5&             | an option is empty",
                "&maxPoolSize=5             | an option is empty",
                "poolName=%zz               | option 'poolName': '%zz' is not percent-encoded UTF-8",
                "autoReconnect=true         | driver option 'autoReconnect' is not allowed: it belongs to Connector/J's own failover",
                "xdevapi.ssl-mode=REQUIRED  | driver option 'xdevapi.ssl-mode' is not allowed: it belongs to the X DevAPI",
                "dnsSrv=true                | driver option 'dnsSrv' is not allowed",
                "sslMode=MAYBE              | driver option 'sslMode': 'MAYBE' is not allowed; allowed is one of",
                "socketTimeout=-1           | driver option 'socketTimeout': '-1' is not allowed; allowed is a whole number from 0",
                "useCursorFetch=perhaps     | driver option 'useCursorFetch': 'perhaps' is not allowed",
            })
    void badParameterIsRefused(String parameters, String message) {
        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1/?" + parameters))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1,/app?maxPoolSise=1&minIdle=1&minIdle=2"))
                .isInstanceOfSatisfying(ConfigurationException.class, refused -> {
                    assertThat(refused.mistakes()).hasSize(3);
                    assertThat(refused).hasMessageStartingWith("3 mistakes in the configuration: (1) ");
                });
    }

    @Test
    void messageStaysShortForThousandsOfMistakes() {
        String parameters =
                String.join("&", java.util.Collections.nCopies(5_000, "x")).replace("&", "1&");

        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1/?" + parameters))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.getMessage().length()).isLessThan(5_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:proxysql://db1/", "jdbc:proxysql:", "jdbc:proxysql:nonsense"})
    void urlsWithOurSchemeAreAccepted(String url) {
        assertThat(ProxysqlConfig.acceptsUrl(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://db1/", "", "jdbc:proxysq", "JDBC:PROXYSQL://db1/"})
    void otherUrlsAreNot(String url) {
        assertThat(ProxysqlConfig.acceptsUrl(url)).isFalse();
    }

    @Test
    void safeUrlReadsBackAsTheSameConfigurationWithoutSecrets() {
        ProxysqlConfig config =
                ProxysqlConfig.of("jdbc:proxysql://db1,[::1]:3307/a%2Fb?maxPoolSize=20&poolName=a%26b%20c"
                        + "&connectionTimeout=1500&checkType=read_only&multiplexing=false&serverTimezone=UTC");

        assertThat(ProxysqlConfig.of(config.safeUrl())).isEqualTo(config).hasSameHashCodeAs(config);
        assertThat(config.safeUrl())
                .isEqualTo("jdbc:proxysql://db1:3306,[::1]:3307/a%2Fb?checkType=read_only&maxPoolSize=20"
                        + "&connectionTimeout=1500ms&poolName=a%26b%20c&multiplexing=false&connectionTimeZone=UTC");
    }

    @Test
    void instancesOfTheListCannotBeChanged() {
        List<Instance> instances = ProxysqlConfig.of("jdbc:proxysql://db1/").instances();

        assertThatThrownBy(() -> instances.add(new Instance("db2", 3306)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void messageShowsLongAndControlCharactersInShort() {
        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1/?checkType=a%0Ab" + "x".repeat(1_000_000)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.getMessage())
                                .contains("'a\\u000abxxx")
                                .contains("x…'")
                                .hasSizeLessThan(400));
    }

    /** Whatever the URL, it is a configuration that reads back, or refused with a message. The seed makes a failure repeatable. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextIsAConfigurationOrRefused(long seed) {
        Random random = new Random(seed);
        String[] pieces = {
            "jdbc:proxysql://",
            "db1",
            "db2:3307",
            ",",
            "/",
            "app",
            "?",
            "&",
            "=",
            "user",
            "password",
            "maxPoolSize",
            "5",
            "%",
            "%41",
            "@",
            ":",
            "[",
            "]",
            "[::1]",
            " ",
            "useSSL=true",
            "serverTimezone=UTC",
            "é",
            "\u0000",
            "..",
            "-",
            "checkType=read_only"
        };
        int accepted = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder url = new StringBuilder(random.nextInt(10) == 0 ? "" : "jdbc:proxysql://db0");
            for (int j = random.nextInt(8); j > 0; j--) {
                url.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                ProxysqlConfig config = ProxysqlConfig.of(url.toString());
                assertThat(ProxysqlConfig.of(config.safeUrl()).instances()).isEqualTo(config.instances());
                accepted++;
            } catch (ConfigurationException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            assertThat(ProxysqlConfig.propertyInfo(url.toString(), new Properties()))
                    .isNotEmpty();
        }
        assertThat(accepted).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ",", "db1,", "[", "1:", "&", "x1=2&", "%", "/", "?", "a-"})
    void hugeUrlIsRefusedQuickly(String piece) {
        String url =
                "jdbc:proxysql://" + (piece.contains("=") ? "db1/?" : "") + piece.repeat(1_000_000 / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> ProxysqlConfig.of(url))
                        .isInstanceOfSatisfying(
                                ConfigurationException.class,
                                refused -> assertThat(refused.getMessage()).hasSizeLessThan(10_000)));
    }
}
