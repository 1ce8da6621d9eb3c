package io.github.proxysqljdbc.examples.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.examples.failover.Attempt.Kind;
import io.github.proxysqljdbc.examples.failover.Entries.Entry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the ledger is compared for. */
class AuditTest {
    private static final Failure UNKNOWN = new Failure("08007", "SQLNonTransientConnectionException", "");
    private static final Failure REFUSED = new Failure("40001", "SQLTransactionRollbackException", "");

    private static Attempt acknowledged(Kind kind) {
        return new Attempt(kind, 1, 1, 0, 1, true, null);
    }

    private static Attempt failed(Kind kind, Failure failure) {
        return new Attempt(kind, 1, 1, 0, 1, false, failure);
    }

    private static Audit audit(Attempt attempt, Entry... held) {
        return Audit.of(List.of(attempt), Map.of(attempt.row(), List.of(held)), List.of());
    }

    private static Entry part(int number) {
        return new Entry(number, 1);
    }

    @Test
    void acknowledgedRowIsThereOnce() {
        assertThat(audit(acknowledged(Kind.WRITE)).lost()).isEqualTo(1);
        assertThat(audit(acknowledged(Kind.WRITE), part(1))).isEqualTo(new Audit(0, 0, 0, 0, 0, 0, 0));
        assertThat(audit(acknowledged(Kind.WRITE), part(1), part(1)).doubled()).isEqualTo(1);
    }

    @Test
    void acknowledgedTransactionIsThereAsAWhole() {
        assertThat(audit(acknowledged(Kind.TRANSACTION), part(1), part(2))).isEqualTo(new Audit(0, 0, 0, 0, 0, 0, 0));
        Audit torn = audit(acknowledged(Kind.TRANSACTION), part(2));
        assertThat(torn.lost()).isEqualTo(1);
        assertThat(torn.torn()).isEqualTo(1);
    }

    @Test
    void refusedWorkIsNotThere() {
        assertThat(audit(failed(Kind.WRITE, REFUSED))).isEqualTo(new Audit(0, 0, 0, 0, 0, 0, 0));
        assertThat(audit(failed(Kind.WRITE, REFUSED), part(1)).refusedButThere())
                .isEqualTo(1);
        assertThat(audit(failed(Kind.TRANSACTION, REFUSED), part(1)).torn()).isEqualTo(1);
    }

    @Test
    void workWhoseOutcomeIsUnknownMayBeThere() {
        assertThat(audit(failed(Kind.WRITE, UNKNOWN))).isEqualTo(new Audit(0, 0, 0, 0, 0, 1, 0));
        assertThat(audit(failed(Kind.WRITE, UNKNOWN), part(1))).isEqualTo(new Audit(0, 0, 0, 0, 0, 1, 1));
    }
}
