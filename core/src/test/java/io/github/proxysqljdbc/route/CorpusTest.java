package io.github.proxysqljdbc.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.sql.Classifier;
import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the corpus, as a decision: class, route, and effects on the session. */
class CorpusTest {
    /** What becomes of a statement that failed is not the router's to decide: {@code CorpusFailureTest} has these rows. */
    private static final Set<String> AFTER_A_FAILURE = Set.of("RETRY_READER", "RETRY_WRITER", "RECHECK_WRITER", "FAIL");

    /** Rows that are decided otherwise, with the reason in docs/routing.md. */
    private static final Map<String, Set<String>> OTHERWISE = Map.of(
            // Sessions do not compare positions; whoever has to see a write reads in its transaction, or with a lock.
            "SELECT * FROM t [ac1,causal=session,after_write]", Set.of("READER"),
            // Whoever knows the id may kill by it as long as the session lasts, not only with the next statement.
            "SELECT CONNECTION_ID() [ac1]", Set.of("WRITER", "PIN"));

    private final Classifier classifier = new Classifier();

    static Stream<CorpusRow> rows() throws IOException {
        List<CorpusRow> rows = new ArrayList<>();
        try (InputStream corpus = CorpusTest.class.getResourceAsStream("/corpus/statements.tsv")) {
            assertThat(corpus).as("the corpus on the class path").isNotNull();
            String[] lines = new String(corpus.readAllBytes(), StandardCharsets.UTF_8).split("\n", 0);
            for (int i = 1; i < lines.length; i++) {
                rows.add(CorpusRow.of(i + 1, lines[i]));
            }
        }
        return rows.stream().filter(row -> Collections.disjoint(row.expected(), AFTER_A_FAILURE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachRowIsDecidedAsExpected(CorpusRow row) {
        StatementInfo info = classifier.classify(row.sql(), row.dialect());
        Route route = Router.route(info, row.session());
        assertThat(decision(row, info, route))
                .as("%s%nexpected because: %s%nsaid: %s%n%s", row, row.reason(), route.reason(info), info)
                .isEqualTo(OTHERWISE.getOrDefault(row.sql() + " [" + row.context() + "]", comparable(row.expected())));
        assertThat(route.reason(info)).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void neitherCommentsNorCaseChangeARoute(CorpusRow row) {
        StatementInfo info = classifier.classify(row.sql(), row.dialect());
        for (String variant : List.of(
                "/* x */ " + row.sql(),
                row.sql() + " -- DELETE",
                row.sql() + "\n# SELECT\n",
                row.sql().toUpperCase(Locale.ROOT),
                row.sql().toLowerCase(Locale.ROOT))) {
            if (row.sql().startsWith("--")
                    || row.sql().contains("-- ")
                    || row.sql().startsWith("#")) {
                continue;
            }
            StatementInfo other = classifier.classify(variant, row.dialect());
            assertThat(Router.route(other, row.session())).as(variant).isSameAs(Router.route(info, row.session()));
        }
    }

    /** TXN_WRITER is a destination and a transaction; the corpus writes it as one word. */
    private static Set<String> comparable(Set<String> expected) {
        Set<String> words = new TreeSet<>();
        for (String word : expected) {
            switch (word) {
                case "TXN_WRITER" -> words.addAll(List.of("WRITER", "TXN"));
                case "TXN_READER" -> words.addAll(List.of("READER", "TXN"));
                default -> words.add(word);
            }
        }
        return words;
    }

    private static Set<String> decision(CorpusRow row, StatementInfo info, Route route) {
        Set<String> words = new TreeSet<>();
        switch (route.action()) {
            case ANSWER -> words.add("LOCAL");
            case RECORD -> words.add("SESSION");
            case NEXT_TRANSACTION -> words.add("NEXT_TXN");
            case EVALUATE ->
                words.addAll(
                        route.destination() == Route.Destination.BOUND ? Set.of("SAME") : Set.of("SESSION", "EVAL"));
            case SEND ->
                words.add(
                        switch (route.destination()) {
                            case BOUND -> "SAME";
                            case WRITER -> "WRITER";
                            case READER -> "READER";
                            case NONE -> "NOWHERE";
                        });
        }
        switch (route.transaction()) {
            case BEGIN -> words.add("TXN");
            case END -> words.add("TXN_END");
            case NONE -> {}
        }
        if (!info.pins().isEmpty()) {
            words.add("PIN");
        }
        if (row.session().binding() == Binding.PINNED
                && !info.unpins().isEmpty()
                && route.transaction() == Route.TransactionChange.NONE) {
            words.add("UNPIN");
        }
        if (!info.leaves().isEmpty()) {
            words.add("SOFTPIN");
        }
        if (info.checkServer()) {
            words.add("CHECK");
        }
        return words;
    }

    @Test
    void theCorpusUsesKnownDialects() throws IOException {
        assertThat(rows().map(CorpusRow::dialect)).contains(Dialect.STANDARD, Dialect.of(true, false, false));
    }
}
