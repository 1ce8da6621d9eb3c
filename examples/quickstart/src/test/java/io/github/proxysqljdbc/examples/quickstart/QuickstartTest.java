package io.github.proxysqljdbc.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private static String before = "";
    private static String after = "";

    @BeforeAll
    static void runOnce() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String output = bytes.toString(StandardCharsets.UTF_8);
        int failover = output.indexOf("5. The writer dies");
        assertThat(failover).as(output).isPositive();
        before = output.substring(0, failover);
        after = output.substring(failover);
    }

    @Test
    void writesLocksAndWhatAsksTheConnectionRunOnTheWriter() {
        for (String statement : List.of(
                "CREATE TABLE item",
                "INSERT INTO item",
                "SELECT LAST_INSERT_ID()",
                "SELECT n FROM item WHERE id = 1 FOR UPDATE",
                "SELECT IS_FREE_LOCK",
                "UPDATE item SET n = n - 1")) {
            assertThat(serverOf(before, statement)).as(statement).isEqualTo("1 writer");
        }
    }

    @Test
    void plainAndPreparedReadsRunOnAReplica() {
        for (String statement :
                List.of("SELECT name, n FROM item", "SELECT name FROM item WHERE id = ?", "/* report */ (SELECT 1)")) {
            assertThat(serverOf(before, statement)).as(statement).matches("[23] replica");
        }
    }

    @Test
    void aTransactionRunsOnTheWriterWithItsReads() {
        int begin = before.indexOf("setAutoCommit(false)");
        String transaction = before.substring(begin, before.indexOf("setReadOnly(true)"));
        for (String statement :
                List.of("SELECT n FROM item WHERE id = 2", "UPDATE item", "SELECT SUM(n)", "commit()")) {
            assertThat(serverOf(transaction, statement)).as(statement).isEqualTo("1 writer");
        }
    }

    @Test
    void aReadOnlyTransactionRunsOnOneReplica() {
        String transaction = before.substring(before.indexOf("setReadOnly(true)"));
        String first = serverOf(transaction, "SELECT COUNT(*)");
        assertThat(first).matches("[23] replica");
        assertThat(serverOf(transaction, "SELECT SUM(n)")).isEqualTo(first);
        assertThat(serverOf(transaction, "commit()")).isEqualTo(first);
    }

    @Test
    void callsThatOnlySetStateReachNoServer() {
        assertThat(serverOf(before, "setAutoCommit(false)")).isEqualTo("-");
        assertThat(serverOf(before, "setReadOnly(true)")).isEqualTo("-");
    }

    @Test
    void manyThreadsUseBothReplicasAndNeverTheWriter() {
        assertThat(before).containsPattern("8 threads, 100 reads each\\. server 2: \\d+, server 3: \\d+\\R");
    }

    @Test
    void aWriteSucceedsOnThePromotedReplica() {
        assertThat(after).containsPattern("First write: \\d+ ms after the kill");
        assertThat(serverOf(after, "INSERT INTO item")).isEqualTo("2 writer");
        assertThat(serverOf(after, "SELECT COUNT(*)")).isEqualTo("3 replica");
    }

    @Test
    void noReadFailsWhileTheWriterIsAway() {
        assertThat(after).containsPattern("Reads meanwhile: [1-9]\\d* answered, 0 failed");
    }

    @Test
    void printsNoSecret() {
        assertThat(before + after).doesNotContain("secret");
    }

    /** The first column of the first line whose second column starts with that statement. */
    private static String serverOf(String output, String statement) {
        Matcher line = Pattern.compile("(?m)^ {3}(\\S.{8}) {2}" + Pattern.quote(statement))
                .matcher(output);
        assertThat(line.find()).as(statement + " in " + output).isTrue();
        return line.group(1).strip();
    }
}
