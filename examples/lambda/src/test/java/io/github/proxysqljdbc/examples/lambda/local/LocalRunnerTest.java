package io.github.proxysqljdbc.examples.lambda.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals that stop a process")
class LocalRunnerTest {
    @Test
    void theFunctionAnswersColdWarmInParallelAndAfterFreezes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LocalRunner.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), "containers=2");
        String output = bytes.toString(StandardCharsets.UTF_8);
        System.out.println(output);
        assertThat(output)
                .containsPattern("1\\. Cold start[^\\d]+\\d+ ms  \\{orders=0, server=[23]\\}")
                .containsPattern("item=tea +\\d+ ms  \\{order=1\\}")
                .containsPattern("connections to server 1: \\d")
                .containsPattern("have closed all connections .*\\R +item=after +\\d+ ms  \\{order=\\d+\\}")
                .containsPattern("server 2 is the writer now\\R +item=after +\\d+ ms  \\{order=\\d+\\}")
                .containsPattern("count +\\d+ ms  \\{orders=\\d+, server=3\\}\\R$")
                .doesNotContain("secret");
    }
}
