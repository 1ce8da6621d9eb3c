package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.route.Route;
import io.github.proxysqljdbc.sql.PinKind;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterKeysTest {
    @Test
    void reasonsForTheWriterAreAllThatThereAre() throws ClassNotFoundException {
        List<String> all = new ArrayList<>(List.of(StatementInfo.PLAIN_READ));
        for (Route.Ground ground : Route.Ground.values()) {
            all.add(ground.key());
        }
        for (Object doubt :
                Class.forName("io.github.proxysqljdbc.sql.ReadDoubt").getEnumConstants()) {
            all.add(doubt.toString().toLowerCase(Locale.ROOT));
        }
        for (StatementKind kind : StatementKind.values()) {
            all.add(kind.key());
        }
        all.removeAll(List.of(Route.Ground.STATEMENT.key(), "read")); // Those say why of themselves.

        assertThat(MeterKeys.REASONS_FOR_WRITER).containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(all));
        assertThat(MeterKeys.REASONS_FOR_WRITER).containsAll(MeterKeys.REASONS_FOR_READER);
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
