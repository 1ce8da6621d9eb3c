package io.github.proxysqljdbc.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.route.CorpusRow.View;
import io.github.proxysqljdbc.route.Route.Action;
import io.github.proxysqljdbc.route.Route.Destination;
import io.github.proxysqljdbc.route.Route.TransactionChange;
import io.github.proxysqljdbc.sql.Classifier;
import io.github.proxysqljdbc.sql.Dialect;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final View AUTOCOMMIT = new View(true, false, null, Binding.NONE);
    private static final View READ_ONLY = new View(true, true, null, Binding.NONE);
    private static final View TRANSACTIONAL = new View(false, false, null, Binding.NONE);
    private static final View WRITING = new View(false, false, null, Binding.WRITER_TRANSACTION);
    private static final View READING = new View(false, true, null, Binding.READER_TRANSACTION);
    private static final View PINNED = new View(true, false, null, Binding.PINNED);

    private final Classifier classifier = new Classifier();

    private Route route(String sql, SessionView session) {
        return Router.route(classifier.classify(sql, Dialect.STANDARD), session);
    }

    @Test
    void firstStatementOfATransactionGoesToTheWriterWhateverItIs() {
        Route route = route("SELECT a FROM t", TRANSACTIONAL);
        assertThat(route.destination()).isEqualTo(Destination.WRITER);
        assertThat(route.transaction()).isEqualTo(TransactionChange.BEGIN);
    }

    @Test
    void readInsideReadWriteTransactionStaysOnWriter() {
        assertThat(route("SELECT a FROM t", WRITING).destination()).isEqualTo(Destination.BOUND);
    }

    @Test
    void oneShotReadOnlyBeginsOnAReader() {
        View next = new View(false, false, true, Binding.NONE);
        assertThat(route("SELECT a FROM t", next).destination()).isEqualTo(Destination.READER);
        assertThat(route("BEGIN", next).destination()).isEqualTo(Destination.READER);
        assertThat(route("START TRANSACTION READ WRITE", next).destination()).isEqualTo(Destination.WRITER);
        assertThat(route("SELECT a FROM t", new View(false, true, false, Binding.NONE))
                        .destination())
                .isEqualTo(Destination.WRITER);
    }

    @Test
    void readOnlySessionTakesReadsThatAreOnlyPresumedToAReader() {
        assertThat(route("SELECT my_func(1)", AUTOCOMMIT).destination()).isEqualTo(Destination.WRITER);
        assertThat(route("SELECT my_func(1)", READ_ONLY).destination()).isEqualTo(Destination.READER);
        assertThat(route("SHOW TABLES", READ_ONLY).destination()).isEqualTo(Destination.READER);
        assertThat(route("SELECT a FROM t FOR UPDATE", READ_ONLY).destination()).isEqualTo(Destination.WRITER);
        assertThat(route("SELECT GET_LOCK('a', 1)", new View(false, true, null, Binding.NONE))
                        .destination())
                .isEqualTo(Destination.WRITER);
    }

    @Test
    void ddlEndsTheTransactionItCommits() {
        assertThat(route("CREATE TABLE a (id INT)", WRITING).transaction()).isEqualTo(TransactionChange.END);
        assertThat(route("CREATE TABLE a (id INT)", TRANSACTIONAL).transaction())
                .isEqualTo(TransactionChange.NONE);
    }

    @Test
    void readWriteTransactionLeavesTheReader() {
        assertThat(route("START TRANSACTION READ WRITE", READING).destination()).isEqualTo(Destination.WRITER);
        assertThat(route("START TRANSACTION READ ONLY", READING).destination()).isEqualTo(Destination.BOUND);
    }

    @Test
    void aStatementOfItsOwnThatMayTieItsSessionStaysOnTheWriterAlthoughTheNextTransactionReadsOnly() {
        View next = new View(true, false, true, Binding.NONE);
        assertThat(route("SELECT stored(a) FROM t", next).destination()).isEqualTo(Destination.WRITER);
        assertThat(route("SELECT a FROM t", next).destination()).isEqualTo(Destination.READER);
    }

    @Test
    void settingsAreRecordedAlsoWhileBound() {
        for (View view : new View[] {AUTOCOMMIT, WRITING, PINNED}) {
            assertThat(route("SET sql_mode = ''", view).action()).isEqualTo(Action.RECORD);
        }
        assertThat(route("SET sql_mode = CONCAT('', '')", AUTOCOMMIT).action()).isEqualTo(Action.EVALUATE);
        assertThat(route("SET sql_mode = CONCAT('', '')", WRITING).destination())
                .isEqualTo(Destination.BOUND);
        assertThat(route("SET TRANSACTION READ ONLY", WRITING).destination()).isEqualTo(Destination.BOUND);
        assertThat(route("SET GLOBAL a = 1", AUTOCOMMIT).action()).isEqualTo(Action.SEND);
    }

    @Test
    void commitWithoutTransactionIsAnsweredAtOnce() {
        assertThat(route("COMMIT", TRANSACTIONAL).action()).isEqualTo(Action.ANSWER);
        assertThat(route("ROLLBACK", PINNED).destination()).isEqualTo(Destination.BOUND);
        assertThat(route("COMMIT AND CHAIN", AUTOCOMMIT).transaction()).isEqualTo(TransactionChange.BEGIN);
    }

    @Test
    void keptConnectionIsUsedOnlyByThoseWhoAskIt() {
        View kept = new View(true, false, null, Binding.SOFT);
        assertThat(route("SELECT FOUND_ROWS()", kept).destination()).isEqualTo(Destination.BOUND);
        assertThat(route("SELECT a FROM t", kept).destination()).isEqualTo(Destination.READER);
        assertThat(route("SELECT FOUND_ROWS()", AUTOCOMMIT).destination()).isEqualTo(Destination.WRITER);
    }
}
