package io.github.proxysqljdbc.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForwardingSourcesTest {
    @ParameterizedTest
    @EnumSource
    void theCommittedSourceIsWhatTheGeneratorWrites(ForwardingSources.Target target) throws IOException {
        assertThat(Files.readString(Path.of("src/main/java").resolve(target.file())))
                .as(
                        "run: java core/src/test/java/%s.java core/src/main/java",
                        ForwardingSources.class.getName().replace('.', '/'))
                .isEqualTo(ForwardingSources.write(target));
    }
}
