package io.github.proxysqljdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverPropertyInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxysqlConfigTest {
    @Test
    void builderAndUrlMakeEqualConfigurations() {
        ProxysqlConfig built = ProxysqlConfig.builder()
                .instance("db1")
                .instance(new Instance("::1", 3307))
                .database("app")
                .set(Options.USER, "app")
                .set(Options.PASSWORD, "p")
                .set(Options.MONITOR_INTERVAL, Duration.ofSeconds(2))
                .driverProperty("serverTimezone", "UTC")
                .build();

        assertThat(built)
                .isEqualTo(ProxysqlConfig.of(
                        "jdbc:proxysql://db1,[::1]:3307/app?connectionTimeZone=UTC&user=app&password=p"
                                + "&monitorInterval=2000"))
                .hasSameHashCodeAs(
                        ProxysqlConfig.of(
                                "jdbc:proxysql://db1,[::1]:3307/app?user=app&password=p&monitorInterval=2s&serverTimezone=UTC"));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:proxysql://db1/a?user=u&password=x",
        "jdbc:proxysql://db1/a?user=v&password=p",
        "jdbc:proxysql://db1/b?user=u&password=p",
        "jdbc:proxysql://db2/a?user=u&password=p",
        "jdbc:proxysql://db1/a?user=u&password=p&maxPoolSize=11",
        "jdbc:proxysql://db1/a?user=u&password=p&useSSL=true",
        "jdbc:proxysql://db1/a?user=u&password=p&monitorUser=u&monitorPassword=p",
    })
    void configurationsThatDifferInAnythingAreNotEqual(String other) {
        assertThat(ProxysqlConfig.of(other)).isNotEqualTo(ProxysqlConfig.of("jdbc:proxysql://db1/a?user=u&password=p"));
    }

    @Test
    void optionThatIsWrittenDownWithItsDefaultChangesNothing() {
        assertThat(ProxysqlConfig.of("jdbc:proxysql://db1/?maxPoolSize=10"))
                .isEqualTo(ProxysqlConfig.of("jdbc:proxysql://db1/"));
    }

    @Test
    void builderRefusesASecondSet() {
        ProxysqlConfig.Builder builder = ProxysqlConfig.builder()
                .database("app")
                .set(Options.MIN_IDLE, 1)
                .driverProperty("serverTimezone", "UTC");

        assertThatThrownBy(() -> builder.set(Options.MIN_IDLE, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.database("app")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.driverProperty("connectionTimeZone", "UTC"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void builderReportsAllMistakesAtOnce() {
        assertThatThrownBy(() -> ProxysqlConfig.builder()
                        .set(Options.MAX_POOL_SIZE, 0)
                        .set(Options.CONNECTION_TIMEOUT, Duration.ofMillis(1))
                        .driverProperty("minIdle", "1")
                        .driverProperty("sslMod", "REQUIRED")
                        .driverProperty("sslMode", "MAYBE")
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.mistakes())
                                .hasSize(6)
                                .anyMatch(mistake -> mistake.startsWith("no instance is named"))
                                .anyMatch(mistake -> mistake.startsWith("'minIdle' is an option of proxysql-jdbc"))
                                .anyMatch(mistake -> mistake.endsWith("nearest known name: 'sslMode'")));
    }

    @Test
    void laterUseOfABuilderDoesNotChangeWhatItBuilt() {
        ProxysqlConfig.Builder builder = ProxysqlConfig.builder().instance("db1");
        ProxysqlConfig first = builder.build();

        builder.instance("db2").set(Options.MIN_IDLE, 1).driverProperty("useSSL", "true");

        assertThat(first).isEqualTo(ProxysqlConfig.of("jdbc:proxysql://db1/"));
    }

    @Test
    void instanceReadsBackFromItsText() {
        for (Instance instance :
                Set.of(new Instance("db1", 1), new Instance("::1", 65_535), new Instance("a_b.c.", 3306))) {
            assertThat(Instance.parse(instance.toString())).isEqualTo(instance);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',3306", "'db 1',3306", "db/1,3306", "[::1],3306", "a@b,3306", "db1,0", "db1,65536", "::x,1", "-db,1"
    })
    void instanceRefusesWhatIsNoHostOrPort(String host, int port) {
        assertThatThrownBy(() -> new Instance(host, port)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyOptionIsInTheCatalogueOnceAndDescribed() {
        Set<String> names = new HashSet<>();
        for (Option<?> option : Options.all()) {
            assertThat(names.add(option.name())).as(option.name()).isTrue();
            assertThat(option.description()).as(option.name()).endsWith(".");
            assertThat((Object) Options.find(option.name())).isSameAs(option);
        }
        assertThat(Arrays.stream(Options.class.getFields()).count()).isEqualTo(names.size());
    }

    @Test
    void everyDefaultIsWithinItsBoundsAndReadsBack() {
        for (Option<?> option : Options.all()) {
            String text = option.defaultText();
            if (text != null) {
                Mistakes mistakes = new Mistakes();
                assertThat((Object) option.parse(text, mistakes))
                        .as(option.name())
                        .isEqualTo(option.defaultValue());
                mistakes.throwIfAny();
            }
        }
    }

    @Test
    void noOptionOfTheDriverHidesBehindOneOfOurs() {
        for (Option<?> option : Options.all()) {
            assertThat(DriverProperties.names()).doesNotContain(option.name());
        }
        assertThat(DriverProperties.names()).hasSizeGreaterThan(150);
    }

    @Test
    void propertyInfoTellsValueChoicesAndWhatIsMissing() {
        Properties properties = new Properties();
        properties.setProperty("maxPoolSize", "7");

        DriverPropertyInfo[] infos = ProxysqlConfig.propertyInfo("jdbc:proxysql://db1/?user=app", properties);

        assertThat(infos).hasSize(Options.all().size());
        assertThat(info(infos, "maxPoolSize").value).isEqualTo("7");
        assertThat(info(infos, "connectionTimeout").value).isEqualTo("30s");
        assertThat(info(infos, "user").value).isEqualTo("app");
        assertThat(info(infos, "user").required).isFalse();
        assertThat(info(infos, "password").required).isTrue();
        assertThat(info(infos, "checkType").choices)
                .containsExactly("auto", "innodb_read_only", "read_only", "super_read_only");
        assertThat(info(infos, "maxPoolSize").choices).isNull();
    }

    private static DriverPropertyInfo info(DriverPropertyInfo[] infos, String name) {
        return Arrays.stream(infos)
                .filter(info -> info.name.equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void propertyInfoOfNonsenseHoldsTheDefaults() {
        assertThat(ProxysqlConfig.propertyInfo("jdbc:proxysql:nonsense", new Properties()))
                .hasSize(Options.all().size())
                .allSatisfy(info -> assertThat(info.required).isFalse());
    }
}
