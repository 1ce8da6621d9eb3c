package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import io.github.proxysqljdbc.error.NoCredentialsException;
import io.github.proxysqljdbc.error.SqlErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts one question at a time to the provider, for one instance: whoever comes while it is under way waits for its answer. The provider runs on
 * a thread of its own, because nobody can say how long it takes. An answer that comes after all have ceased to wait is for the next one who
 * asks. Thread-safe; the lock is never held while the provider is asked.
 */
final class Desk {
    private static final long LONGEST_QUESTION_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final CredentialsProvider provider;
    private final String description;
    private final Function<@Nullable Credentials, Request> request;
    private final InstantSource clock;
    private final Consumer<@Nullable Throwable> outcome;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Question question;
    private @Nullable Credentials kept;
    private boolean closed;

    /** A question that is under way, or whose answer nobody has heard yet. */
    private static final class Question {
        private final CompletableFuture<Credentials> answer = new CompletableFuture<>();
        private final Request request;
        private final long since = System.nanoTime();
        private final Thread thread;

        private Question(Request request, Consumer<Question> run) {
            this.request = request;
            thread = new Thread(() -> run.accept(this), "proxysql-jdbc-credentials-" + request.instance());
            thread.setDaemon(true);
        }
    }

    /**
     * @param request makes a request; given what was refused
     * @param outcome told of each question what was thrown; null if it was answered
     */
    Desk(
            CredentialsProvider provider,
            String description,
            Function<@Nullable Credentials, Request> request,
            InstantSource clock,
            Consumer<@Nullable Throwable> outcome) {
        this.provider = provider;
        this.description = description;
        this.request = request;
        this.clock = clock;
        this.outcome = outcome;
    }

    boolean isAsking() {
        lock.lock();
        try {
            return question != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The credentials to use now.
     *
     * @param refused what was refused; null for a first attempt
     */
    Credentials ask(@Nullable Credentials refused, Duration longest) throws SQLException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            Question asked;
            lock.lock();
            try {
                if (closed) {
                    throw SqlErrors.dataSourceClosed(description);
                }
                Credentials known = known(refused);
                if (known != null) {
                    return known;
                }
                asked = asked(refused);
            } finally {
                lock.unlock();
            }
            Credentials answer = await(asked, deadline, longest);
            boolean asksForOthers = refused != null && asked.request.refused() == null && answer.sameAs(refused);
            if (!asksForOthers) {
                return answer;
            }
        }
    }

    private @Nullable Credentials known(@Nullable Credentials refused) {
        Credentials known = kept;
        if (known == null) {
            return null;
        }
        boolean useless = refused != null && known.sameAs(refused);
        if (useless || !known.isFreshAt(clock.instant())) {
            kept = null;
            return null;
        }
        return known;
    }

    private Question asked(@Nullable Credentials refused) {
        Question under = question;
        boolean old = under != null && System.nanoTime() - under.since > LONGEST_QUESTION_NANOS;
        if (under == null || (old && under.answer.isDone())) {
            under = new Question(request.apply(refused), this::put);
            question = under;
            under.thread.start();
        } else if (old) {
            under.thread.interrupt();
        }
        return under;
    }

    private void put(Question asked) {
        try {
            Credentials answer = Objects.requireNonNull(
                    provider.credentials(asked.request), "the provider returned null instead of credentials");
            lock.lock();
            try {
                kept = answer.isFreshAt(clock.instant()) ? answer : null;
            } finally {
                lock.unlock();
            }
            outcome.accept(null);
            asked.answer.complete(answer);
        } catch (Throwable e) {
            outcome.accept(e);
            heard(asked);
            asked.answer.completeExceptionally(e);
        }
    }

    private Credentials await(Question asked, long deadline, Duration longest) throws SQLException {
        String instance = asked.request.instance().toString();
        try {
            Credentials answer = asked.answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            heard(asked);
            return answer;
        } catch (TimeoutException e) {
            throw new NoCredentialsException(
                    instance, description, "no answer within " + longest.toMillis() + " ms", null);
        } catch (ExecutionException e) {
            heard(asked);
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new NoCredentialsException(instance, description, cause.toString(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlErrors.interrupted("credentials for " + instance, longest, e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is about this very question
    private void heard(Question asked) {
        lock.lock();
        try {
            if (question == asked) {
                question = null;
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            if (question != null) {
                question.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
