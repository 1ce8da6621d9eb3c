package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads as applications write them: nearly all must be known. */
class PlainReadsTest {
    @Test
    void nearlyAllReadsOfApplicationsAreKnown() throws IOException {
        Classifier classifier = new Classifier();
        List<String> reads;
        try (InputStream file = PlainReadsTest.class.getResourceAsStream("/corpus/plain-reads.sql")) {
            assertThat(file).as("the reads on the class path").isNotNull();
            reads = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        List<String> unknown = new ArrayList<>();
        for (String sql : reads) {
            StatementInfo info = classifier.classify(sql, Dialect.STANDARD);
            if (info.target() != Target.READER) {
                unknown.add(info.reason() + ": " + sql);
            }
        }
        System.out.println(reads.size() - unknown.size() + " of " + reads.size() + " reads known; not: " + unknown);
        assertThat(unknown).hasSizeLessThanOrEqualTo(reads.size() * 3 / 100);
    }
}
