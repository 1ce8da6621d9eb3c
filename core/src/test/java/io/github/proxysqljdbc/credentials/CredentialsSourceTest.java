package io.github.proxysqljdbc.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.error.NoCredentialsException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a provider is asked, and what becomes of its answers; the server is a list of what it lets in. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CredentialsSourceTest {
    private static final Instance DB1 = Instance.parse("db1");
    private static final Instance DB2 = Instance.parse("db2");
    private static final Duration LONG = Duration.ofSeconds(20);

    private volatile Instant now = Instant.parse("2026-11-20T00:00:00Z");
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private volatile String accepted = "one";

    private CredentialsSource source(CredentialsProvider provider) {
        return CredentialsSource.of(
                request -> {
                    requests.add(request);
                    return provider.credentials(request);
                },
                "app",
                "test",
                () -> now);
    }

    private Connection connect(CredentialsSource source, Instance instance, Duration longest) throws SQLException {
        return source.connect(instance, new Properties(), longest, null, used -> {}, this::attempt);
    }

    private Connection attempt(Properties properties) throws SQLException {
        String user = properties.getProperty("user");
        String password = properties.getProperty("password");
        attempts.add(user + '/' + password);
        if (!accepted.equals(password)) {
            throw new SQLException("Access denied", "28000", 1045);
        }
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);
    }

    @Test
    void eachConnectionAsksWhereNothingSaysForHowLongTheAnswerHolds() throws SQLException {
        CredentialsSource source = source(request -> Credentials.ofPassword("one"));
        connect(source, DB1, LONG);
        connect(source, DB1, LONG);
        connect(source, DB2, LONG);
        assertThat(requests).extracting(Request::instance).containsExactly(DB1, DB1, DB2);
        assertThat(requests).allMatch(request -> "app".equals(request.user()) && request.refused() == null);
    }

    @Test
    void anAnswerIsKeptUntilItsTimeIsOver() throws SQLException {
        Instant end = now.plusSeconds(900);
        CredentialsSource source = source(request -> new Credentials("iam", "one", end));
        connect(source, DB1, LONG);
        now = end.minusMillis(1);
        connect(source, DB1, LONG);
        assertThat(requests).hasSize(1);
        assertThat(attempts).containsExactly("iam/one", "iam/one");
        now = end;
        connect(source, DB1, LONG);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aRefusedAnswerIsAskedForAgainThoughItsTimeIsNotOver() throws SQLException {
        Instant end = now.plusSeconds(900);
        CredentialsSource source =
                source(request -> new Credentials(null, request.refused() == null ? "old" : "one", end));
        connect(source, DB1, LONG);
        assertThat(attempts).containsExactly("app/old", "app/one");
        assertThat(requests.get(1).refused()).isEqualTo(new Credentials(null, "old", end));
        connect(source, DB1, LONG);
        assertThat(requests).hasSize(2);
    }

    @Test
    void whatWasRefusedIsNotTriedTwice() {
        CredentialsSource source = source(request -> Credentials.ofPassword("wrong"));
        assertThatThrownBy(() -> connect(source, DB1, LONG)).hasMessage("Access denied");
        assertThat(attempts).containsExactly("app/wrong");
        assertThat(requests).hasSize(2);
    }

    @Test
    void whatWorkedBeforeIsTriedFirst() throws SQLException {
        CredentialsSource source = source(request -> Credentials.ofPassword("one"));
        AtomicReference<Credentials> worked = new AtomicReference<>();
        source.connect(DB1, new Properties(), LONG, Credentials.ofPassword("old"), worked::set, this::attempt);
        assertThat(attempts).containsExactly("app/old", "app/one");
        assertThat(worked.get()).isEqualTo(Credentials.ofPassword("one"));
        Credentials over = new Credentials(null, "old", now);
        source.connect(DB1, new Properties(), LONG, over, worked::set, this::attempt);
        assertThat(attempts).hasSize(3);
    }

    @Test
    void otherFailuresAskNobody() {
        CredentialsSource source = source(request -> Credentials.ofPassword("one"));
        assertThatThrownBy(() -> source.connect(DB1, new Properties(), LONG, null, used -> {}, properties -> {
                    throw new SQLException("unknown database", "42000", 1049);
                }))
                .hasMessage("unknown database");
        assertThat(requests).hasSize(1);
    }

    @Test
    void manyWhoComeAtOnceCauseOneQuestion() throws Exception {
        int threads = 20;
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        CredentialsSource source = source(request -> {
            asked.countDown();
            answer.await();
            return new Credentials(null, "one", now.plusSeconds(1));
        });
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Connection>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    waiting.incrementAndGet();
                    return connect(source, DB1, LONG);
                }));
            }
            asked.await();
            while (waiting.get() < threads) {
                Thread.onSpinWait();
            }
            answer.countDown();
            for (Future<Connection> each : all) {
                assertThat(each.get()).isNotNull();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void aProviderThatThrowsIsTheCause() {
        IllegalStateException thrown = new IllegalStateException("vault is sealed");
        CredentialsSource source = source(request -> {
            throw thrown;
        });
        assertThatThrownBy(() -> connect(source, DB1, LONG)).isInstanceOfSatisfying(NoCredentialsException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("08001");
            assertThat(e.getMessage()).contains("db1:3306", "vault is sealed");
            assertThat(e.getCause()).isSameAs(thrown);
            assertThat(Failures.judgeConnect(e)).isEqualTo(FailureKind.NO_CREDENTIALS);
        });
        assertThat(source.lastFailure()).isSameAs(thrown);
        assertThat(attempts).isEmpty();
    }

    @SuppressWarnings("NullAway") // what a careless provider does
    private static Credentials nothing(Request request) {
        return null;
    }

    @Test
    void aProviderThatSaysNothingIsAMistakeOfItsOwn() {
        CredentialsSource source = source(CredentialsSourceTest::nothing);
        assertThatThrownBy(() -> connect(source, DB1, LONG)).hasMessageContaining("returned null");
    }

    @Test
    void aProviderThatFailsAfterARefusalLeavesTheRefusal() {
        CredentialsSource source = source(request -> {
            if (request.refused() != null) {
                throw new IllegalStateException("sealed");
            }
            return Credentials.ofPassword("old");
        });
        assertThatThrownBy(() -> connect(source, DB1, LONG))
                .hasMessage("Access denied")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void aLateAnswerIsForTheNextOne() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CredentialsSource source = source(request -> {
            answer.await();
            return Credentials.ofPassword("one");
        });
        assertThatThrownBy(() -> connect(source, DB1, Duration.ofMillis(20)))
                .isInstanceOf(NoCredentialsException.class)
                .hasMessageContaining("no answer within 20 ms");
        assertThat(source.isAsking()).isTrue();
        answer.countDown();
        connect(source, DB1, LONG);
        assertThat(requests).hasSize(1);
        assertThat(source.isAsking()).isFalse();
        connect(source, DB1, LONG);
        assertThat(requests).hasSize(2);
    }

    @Test
    void closingInterruptsAProviderThatHangs() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CredentialsSource source = source(request -> {
            try {
                new CountDownLatch(1).await();
                return Credentials.ofPassword("never");
            } finally {
                ended.countDown();
            }
        });
        assertThatThrownBy(() -> connect(source, DB1, Duration.ofMillis(20)))
                .isInstanceOf(NoCredentialsException.class);
        source.close();
        ended.await();
        assertThatThrownBy(() -> connect(source, DB2, LONG)).hasMessageContaining("closed");
    }

    @Test
    void aProviderOfOursIsClosedWithIt() {
        AtomicBoolean closed = new AtomicBoolean();
        class Closeable implements CredentialsProvider, AutoCloseable {
            @Override
            public Credentials credentials(Request request) {
                return Credentials.ofPassword("one");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        }
        CredentialsSource.of(new Closeable(), null, "test").close();
        assertThat(closed).isFalse();
        CredentialsSource.owning(new Closeable(), null, "test").close();
        assertThat(closed).isTrue();
    }
}
