package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterKeysTest {
    @Test
    void reasonsAreAllKindsOfStatements() {
        assertThat(MeterKeys.REASONS)
                .containsExactlyElementsOf(Arrays.stream(StatementKind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void pinsAreAllKindsOfPins() {
        assertThat(MeterKeys.PINS)
                .containsExactlyElementsOf(
                        Arrays.stream(PinKind.values()).map(PinKind::key).toList());
    }

    @Test
    void whatIsNotKnownIsCountedTogether() {
        Map<String, Long> counts = Map.of("READ", 3L, "teleport", 2L, "(other)", 1L);

        assertThat(MeterKeys.count(counts, "read")).isEqualTo(3);
        assertThat(MeterKeys.countOthers(counts, List.of("read"))).isEqualTo(3);
    }
}
