package io.github.proxysqljdbc.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private final WaitingLine line = new WaitingLine(3);
    private final Map<String, WaitingLine.Place> places = new LinkedHashMap<>();

    private void join(String... names) {
        for (String name : names) {
            WaitingLine.Place place = line.join();
            if (place != null) {
                places.put(name, place);
            }
        }
    }

    private List<String> first() {
        List<String> first = new ArrayList<>();
        places.forEach((name, place) -> {
            if (place.isFirst()) {
                first.add(name);
            }
        });
        return first;
    }

    private WaitingLine.Place place(String name) {
        return Objects.requireNonNull(places.get(name));
    }

    private void leave(String name) {
        place(name).close();
        places.remove(name);
    }

    @Test
    void theOneWhoCameFirstIsCalledUpFirst() {
        join("a", "b", "c");
        assertThat(first()).containsExactly("a");
        leave("a");
        assertThat(first()).containsExactly("b");
        leave("b");
        assertThat(first()).containsExactly("c");
    }

    @Test
    void whoGivesUpLeavesTheOthersInTheirOrder() {
        join("a", "b", "c");
        leave("b");
        assertThat(first()).containsExactly("a");
        leave("a");
        assertThat(first()).containsExactly("c");
    }

    @Test
    void aFullLineTakesNobodyUntilOneLeaves() {
        join("a", "b", "c", "d");
        assertThat(places).doesNotContainKey("d");
        assertThat(line.size()).isEqualTo(3);
        leave("c");
        join("e");
        assertThat(places).containsKey("e");
    }

    @Test
    void leavingTwiceTakesNobodyElsesPlace() {
        join("a", "b", "c");
        WaitingLine.Place a = place("a");
        leave("a");
        a.close();
        assertThat(first()).containsExactly("b");
        assertThat(line.size()).isEqualTo(2);
        assertThat(places).doesNotContain(entry("a", a));
    }
}
