package io.github.proxysqljdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderWeightsTest {
    private static final String URL = "jdbc:proxysql://db1,db2:3307,[::1]:3308/?readerSelection=weighted";

    private static ProxysqlConfig with(String weights) {
        Properties properties = new Properties();
        properties.setProperty("readerWeights", weights);
        return ProxysqlConfig.of(URL, properties);
    }

    @Test
    void weightsAreReadByInstance() {
        assertThat(with("db2:3307=3, DB1=0,[::1]:3308=10000000")
                        .get(Options.READER_WEIGHTS)
                        .byInstance())
                .isEqualTo(Map.of(
                        new Instance("db2", 3307),
                        3,
                        new Instance("db1", 3306),
                        0,
                        new Instance("::1", 3308),
                        10_000_000));
    }

    @Test
    void weightsStandInAUrl() {
        ProxysqlConfig config = ProxysqlConfig.of(URL + "&readerWeights=db1%3D2,db2%3A3307%3D3");
        assertThat(config.get(Options.READER_WEIGHTS).byInstance())
                .containsEntry(new Instance("db1", 3306), 2)
                .containsEntry(new Instance("db2", 3307), 3);
        assertThat(ProxysqlConfig.of(config.safeUrl())).isEqualTo(config);
    }

    @Test
    void theBuilderTakesThem() {
        ProxysqlConfig config = ProxysqlConfig.builder()
                .instance("db1")
                .set(Options.READER_SELECTION, ReaderSelection.WEIGHTED)
                .set(Options.READER_WEIGHTS, new ReaderWeights(Map.of(new Instance("db1", 3306), 7)))
                .build();
        assertThat(config.get(Options.READER_WEIGHTS)).hasToString("db1:3306=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db1",
                "db1=",
                "db1=-1",
                "db1=1.5",
                "db1=10000001",
                "=1",
                "db1=1,",
                "db1=1,db1:3306=2",
                "d b=1"
            })
    void whatIsNoWeightIsRefused(String weights) {
        assertThatThrownBy(() -> with(weights))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("readerWeights")
                .hasMessageContaining("host[:port]=weight");
    }

    @Test
    void aHostThatIsNoInstanceIsRefused() {
        assertThatThrownBy(() -> with("db2=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "'db2:3306' is not one of the instances; allowed are db1:3306, db2:3307, [::1]:3308");
    }

    @Test
    void weightsWithoutTheirSelectionAreRefused() {
        Properties properties = new Properties();
        properties.setProperty("readerWeights", "db1=2");
        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1/", properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("readerSelection=weighted");
    }
}
