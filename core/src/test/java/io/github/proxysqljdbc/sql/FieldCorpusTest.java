package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements as frameworks, tools and people send them to MySQL, MariaDB and Aurora MySQL, and as nobody should: where each belongs, and why. */
class FieldCorpusTest {
    private final Classifier classifier = new Classifier();

    /**
     * One line of the corpus.
     *
     * @param expected the target; {@code +PIN} if it pins, {@code +ASKS} if it asks what only its connection knows
     */
    record Row(int line, String sql, Dialect dialect, String expected, String why) {
        static Row of(int line, String text) {
            String[] columns = text.split("\t", -1);
            return new Row(line, decoded(columns[0]), Dialect.ofSqlMode(columns[1]), columns[2], columns[3]);
        }

        private static String decoded(String text) {
            StringBuilder sql = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\\') {
                    sql.append(c);
                    continue;
                }
                char escaped = text.charAt(++i);
                sql.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            case '0' -> '\0';
                            case 'u' -> {
                                i += 4;
                                yield (char) Integer.parseInt(text, i - 3, i + 1, 16);
                            }
                            default -> escaped;
                        });
            }
            return sql.toString();
        }

        @Override
        public String toString() {
            return "line " + line + ": " + why;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream file = FieldCorpusTest.class.getResourceAsStream("/corpus/field.tsv")) {
            assertThat(file).as("the corpus on the class path").isNotNull();
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return Stream.iterate(1, i -> i < lines.size(), i -> i + 1).map(i -> Row.of(i + 1, lines.get(i)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachStatementGoesWhereItBelongs(Row row) {
        StatementInfo info = classifier.classify(row.sql(), row.dialect());
        String decision = info.target()
                + (info.pins().isEmpty() ? "" : "+PIN")
                + (info.diagnostics().isEmpty() ? "" : "+ASKS");
        assertThat(decision).as("%s%n%s", row.sql(), info).isEqualTo(row.expected());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theDigestDecidesAlone(Row row) {
        StatementInfo info = classifier.classify(row.sql(), row.dialect());
        StatementInfo ofDigest = classifier.classify(info.digest(), row.dialect());
        assertThat(ofDigest.digest()).as("digest of the digest").isEqualTo(info.digest());
        if (!info.classByTextOnly()) {
            assertThat(ofDigest.target()).as(info.digest()).isEqualTo(info.target());
            assertThat(ofDigest.pins()).as(info.digest()).isEqualTo(info.pins());
            assertThat(ofDigest.diagnostics()).as(info.digest()).isEqualTo(info.diagnostics());
        }
    }

    @Test
    void noStatementStandsThereTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        rows().forEach(row -> assertThat(seen.add(row.sql() + row.dialect()))
                .as(row.toString())
                .isTrue());
        assertThat(seen).hasSizeGreaterThan(480);
    }
}
