package io.github.proxysqljdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final List<Integer> SEQUENCE =
            IntStream.range(0, 500).boxed().toList();

    @Test
    void whatTheFailureNeedsIsWhatIsLeft() throws Exception {
        Shrinker<Integer> shrinker = new Shrinker<>(
                each -> each.containsAll(List.of(17, 211, 499)),
                Duration.ofMinutes(1).toNanos());

        assertThat(shrinker.shrink(SEQUENCE)).containsExactly(17, 211, 499);
    }

    @Test
    void withoutTimeTheSequenceStaysAsItIs() throws Exception {
        Shrinker<Integer> shrinker = new Shrinker<>(each -> true, 0);

        assertThat(shrinker.shrink(SEQUENCE)).isEqualTo(SEQUENCE);
    }

    @Test
    void aStepIsReadAsItIsPrinted() {
        List<String> lines = List.of("0 SQL SELECT 'a\\nb' FROM t", "3 COMMIT", "12 RUN p 5|'x'|null");

        assertThat(Step.parseAll(String.join("\n", lines)).stream().map(Step::toString))
                .isEqualTo(lines);
    }
}
