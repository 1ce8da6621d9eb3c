package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of the corpus that say what becomes of a statement that failed, with their own statements, on servers that fail. */
@ClusterTest(replicas = 1)
class CorpusFailureTest extends SessionTest {
    private static final String READ = "SELECT * FROM t";
    private static final String WRITE = "UPDATE t SET n=n+1";

    CorpusFailureTest(Cluster cluster) {
        super(cluster, "monitorInterval=10s", "monitorTimeout=800ms");
    }

    @BeforeEach
    void makeTable() throws SQLException {
        onWriterRun("DROP TABLE IF EXISTS t", "CREATE TABLE t (n INT)", "INSERT INTO t VALUES (1)");
        cluster.awaitReplication();
    }

    private void onWriterRun(String... texts) throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            for (String text : texts) {
                Opened.run(direct, text);
            }
        }
    }

    @Test
    void theseAreTheRows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        try (InputStream corpus = Objects.requireNonNull(
                CorpusFailureTest.class.getResourceAsStream("/corpus/statements.tsv"), "the corpus")) {
            new String(corpus.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(columns -> columns[2].matches("RETRY_.*|RECHECK_.*|FAIL"))
                    .forEach(columns -> rows.put(columns[1], columns[2] + ' ' + columns[0]));
        }
        assertThat(rows)
                .isEqualTo(Map.of(
                        "ac1,reader_lost_before_first_row", "RETRY_READER " + READ,
                        "ac1,writer_lost_after_send", "FAIL " + WRITE,
                        "ac1,writer_lost_before_send", "RETRY_WRITER " + WRITE,
                        "ac1,err1290", "RECHECK_WRITER " + WRITE,
                        "txn_writer,err1290", "FAIL " + WRITE));
    }

    @Test
    void aReadWhoseReaderIsLostBeforeTheFirstRowIsAnsweredElsewhere() throws Exception {
        CompletableFuture<String> answer = lose(cluster.replica(0), () -> Opened.ask(connection, READ));
        assertThat(answer.get()).isEqualTo("1");
        assertThat(dataSource.stats().retries()).isEqualTo(1);
    }

    @Test
    void aWriteWhoseWriterIsLostAfterItWasSentIsReportedAsUnknown() throws Exception {
        CompletableFuture<String> answer = lose(cluster.writer(), () -> String.valueOf(Opened.run(connection, WRITE)));
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        assertThat(dataSource.stats().retries()).isZero();
        assertThat(onWriter("SELECT n FROM t")).as("executed once at most").isIn("1", "2");
    }

    @Test
    void aWriteWhoseWriterIsLostBeforeItWasSentGoesToTheNextOne() throws Exception {
        cluster.writer().kill();
        CompletableFuture<Void> promotion = CompletableFuture.runAsync(() -> cluster.failover(cluster.replica(0)));
        assertThat(Opened.run(connection, WRITE)).isEqualTo(1);
        promotion.get();
        assertThat(onWriter("SELECT n FROM t")).isEqualTo("2");
    }

    @Test
    void aWriteThatIsRefusedByAnOldWriterIsSentOnceToTheNewOne() throws Exception {
        cluster.promote(cluster.replica(0));
        assertThat(Opened.run(connection, WRITE)).isEqualTo(1);
        assertThat(onWriter("SELECT n FROM t")).isEqualTo("2");
    }

    @Test
    void aWriteThatIsRefusedInATransactionFailsSoThatTheTransactionIsRepeated() throws Exception {
        connection.setAutoCommit(false);
        Opened.run(connection, WRITE);
        connection.commit();
        Opened.ask(connection, READ);
        cluster.promote(cluster.replica(0));
        assertThatThrownBy(() -> Opened.run(connection, WRITE))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        assertThat(onWriter("SELECT n FROM t")).isEqualTo("2");
    }

    private interface Work {
        String run() throws SQLException;
    }

    /** Has work wait for a lock on an instance, and then cuts the network in front of that. */
    private CompletableFuture<String> lose(ServerInstance instance, Work work) throws Exception {
        try (Connection admin = instance.openAdminConnection()) {
            Opened.run(admin, "LOCK TABLES " + cluster.database() + ".t WRITE");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return work.run();
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            try (Connection observer = instance.openAdminConnection()) {
                Opened.await(
                        "the statement waits for the lock",
                        () -> !Opened.ask(
                                        observer,
                                        "SELECT COUNT(*) FROM information_schema.processlist"
                                                + " WHERE state LIKE 'Waiting for table%' AND info LIKE '% t%'")
                                .equals("0"));
            }
            instance.cutNetwork();
            answer.handle((text, failure) -> text).join();
            Opened.run(admin, "UNLOCK TABLES");
            return answer;
        } finally {
            instance.healNetwork();
        }
    }
}
