package io.github.proxysqljdbc.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqlErrorsTest {
    @Test
    void missingWriterSaysSinceWhenAndWhatEachInstanceAnswered() {
        NoInstanceException failure = new NoInstanceException(
                "writer",
                Duration.ofMillis(31_200),
                Duration.ofSeconds(30),
                "failoverTimeout=30s",
                List.of("db1:3306 refused the connection", "db2:3306 said read_only=1"),
                null);

        assertThat((Throwable) failure)
                .hasMessage(
                        "no instance serves hostgroup writer, since 31200 ms; waited 30000 ms (failoverTimeout=30s)."
                                + " Last answers: db1:3306 refused the connection; db2:3306 said read_only=1."
                                + " Check that one instance is up and accepts writes (read_only is off).");
        assertThat(failure.getSQLState()).isEqualTo("08001");
        assertThat(failure.hostgroup()).isEqualTo("writer");
    }

    @Test
    void missingReaderOfUnknownDurationSaysSo() {
        assertThat((Throwable)
                        new NoInstanceException("reader", null, Duration.ZERO, "failoverTimeout=0ms", List.of(), null))
                .hasMessage(
                        "no instance serves hostgroup reader; waited 0 ms (failoverTimeout=0ms). Last answers: none."
                                + " Check that an instance is up and reachable from here.");
    }

    @Test
    void exhaustedPoolSaysItsNumbersAndWhatToDo() {
        SQLException cause = new SQLException("Too many connections", "08004", 1040);

        PoolExhaustedException full = exhausted(10, false, null);
        PoolExhaustedException slow = exhausted(4, false, cause);
        PoolExhaustedException deadlock = exhausted(10, true, null);

        assertThat((Throwable) full)
                .hasMessageStartingWith("no connection to db1:3306 (hostgroup writer) came free within 30000 ms:"
                        + " in use=10, idle=0, waiting=3, maxPoolSize=10; held by an open transaction for 12.3 s (thread main),"
                        + " a temporary table (t) for 4.0 s (thread web-1). All are in use:");
        assertThat(full.getSQLState()).isEqualTo("08001");
        assertThat(full.isDeadlock()).isFalse();
        assertThat((Throwable) slow)
                .hasMessageContaining("The pool is not full")
                .hasCause(cause);
        assertThat((Throwable) deadlock)
                .hasMessageStartingWith(
                        "no connection to db1:3306 (hostgroup writer) can come free, because all sessions")
                .hasMessageContaining("Close a result set before");
        assertThat(deadlock.isDeadlock()).isTrue();
    }

    private static PoolExhaustedException exhausted(int inUse, boolean deadlock, @Nullable SQLException cause) {
        return new PoolExhaustedException(
                "writer",
                "db1:3306",
                new PoolExhaustedException.Counts(inUse, 0, 3, 10),
                Duration.ofSeconds(30),
                List.of(
                        "an open transaction for 12.3 s (thread main)",
                        "a temporary table (t) for 4.0 s (thread web-1)"),
                deadlock,
                cause);
    }

    @Test
    void refusedCredentialsNameInstanceAndAccountAndSayThatThePasswordIsEmpty() {
        SQLException cause = new SQLException("Access denied for user 'app'@'h' (using password: NO)", "28000", 1045);

        SQLException refused = SqlErrors.credentialsRefused("db1:3306", "app", "user", false, cause);

        assertThat((Throwable) refused)
                .hasMessage("db1:3306 refused user 'app': Access denied for user 'app'@'h' (using password: NO)."
                        + " The configured password is empty: give one if the account needs it.")
                .hasCause(cause);
        assertThat(refused.getSQLState()).isEqualTo("28000");
        assertThat(refused.getErrorCode()).isEqualTo(1045);
        assertThat((Throwable) SqlErrors.credentialsRefused("db1:3306", null, "user", true, cause))
                .hasMessageStartingWith("db1:3306 refused the connection; option user is not set: ");
    }

    @Test
    void eachExceptionHasTheSqlStateOfItsMeaning() {
        SQLException broken = new SQLException("Communications link failure", "08S01");

        assertThat(SqlErrors.connectionClosed().getSQLState()).isEqualTo("08003");
        assertThat(SqlErrors.dataSourceClosed("app").getSQLState()).isEqualTo("08003");
        assertThat(SqlErrors.outcomeUnknown("db1:3306", "COMMIT", broken).getSQLState())
                .isEqualTo("08007");
        assertThat((Throwable) SqlErrors.outcomeUnknown("db1:3306", "COMMIT", broken))
                .hasCause(broken);
        assertThat(SqlErrors.cancelled().getSQLState()).isEqualTo("HY008");
        SQLException interrupted = SqlErrors.interrupted("an instance", Duration.ofMillis(7), null);
        assertThat((Throwable) interrupted).hasMessage("interrupted after waiting 7 ms for an instance");
        assertThat(interrupted.getSQLState()).isEqualTo("HY008");
        assertThat(SqlErrors.notSupported("setTypeMap is not supported").getSQLState())
                .isEqualTo("0A000");
    }
}
