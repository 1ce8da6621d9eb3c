package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.monitor.Observation.Failed;
import io.github.proxysqljdbc.monitor.Observation.Meaning;
import io.github.proxysqljdbc.monitor.Observation.Question;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failed role check says about the instance, and in which words. */
final class CheckFailures {
    private static final int LONGEST_EVIDENCE = 200;
    private static final String NO_ANSWER_WITHIN = "no answer within ";

    private CheckFailures() {}

    static Failed observed(Question question, long endedAt, SQLException failure, Duration timeout) {
        FailureKind kind = Failures.judge(failure);
        Throwable root = root(failure);
        return new Failed(question, endedAt, meaning(kind, root), kind, evidence(kind, failure, root, timeout));
    }

    /** A check that had no end within its time. */
    static Failed overdue(Question question, long endedAt, Duration timeout) {
        Duration waited = Duration.ofNanos(Math.max(0, endedAt - question.at()));
        return new Failed(
                question,
                endedAt,
                Meaning.SILENT,
                FailureKind.TIMEOUT,
                noAnswer(waited.compareTo(timeout) < 0 ? waited : timeout));
    }

    /**
     * An instance whose time is up.
     *
     * @param evidence of the failure before this one
     */
    static Failed dead(Question question, long endedAt, long silentSince, String evidence) {
        String why = evidence.startsWith(NO_ANSWER_WITHIN) ? "no answer" : evidence;
        return new Failed(
                question,
                endedAt,
                Meaning.SILENT,
                FailureKind.TIMEOUT,
                why + " for " + Duration.ofNanos(endedAt - silentSince).toMillis() + " ms");
    }

    /** Whether the driver waited in vain for the server. */
    static boolean isTimeout(SQLException failure) {
        return root(failure) instanceof SocketTimeoutException;
    }

    private static Meaning meaning(FailureKind kind, Throwable root) {
        return switch (kind) {
            case SERVER_SHUTDOWN -> Meaning.REFUSED;
            case CONNECT_FAILED -> isRefused(root) ? Meaning.REFUSED : Meaning.SILENT;
            case CONNECTION_LOST, TIMEOUT -> Meaning.SILENT;
            case ACCESS_DENIED, NO_CREDENTIALS, TOO_MANY_CONNECTIONS, READ_ONLY_SERVER, LOCK, CANCELLED, STATEMENT ->
                Meaning.UNUSABLE;
        };
    }

    private static String evidence(FailureKind kind, SQLException failure, Throwable root, Duration timeout) {
        if (root instanceof SocketTimeoutException) {
            return noAnswer(timeout);
        }
        if (root instanceof UnknownHostException) {
            return "no answer: unknown host name";
        }
        if (isRefused(root)) {
            return "no answer: connect refused";
        }
        return switch (kind) {
            case CONNECT_FAILED -> shortened("no answer: connect failed: " + firstLine(root.getMessage()));
            case CONNECTION_LOST -> shortened("no answer: connection lost: " + firstLine(root.getMessage()));
            case NO_CREDENTIALS -> shortened(firstLine(failure.getMessage()));
            default ->
                shortened(firstLine(failure.getMessage()) + " (error " + failure.getErrorCode() + ", SQLState "
                        + failure.getSQLState() + ")");
        };
    }

    private static String noAnswer(Duration timeout) {
        return NO_ANSWER_WITHIN + timeout.toMillis() + " ms";
    }

    private static boolean isRefused(Throwable root) {
        return root instanceof ConnectException
                && firstLine(root.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
    }

    /** The innermost cause, within a bound that a cycle cannot pass. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 20; depth++) {
            Throwable cause = root.getCause();
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return root;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_EVIDENCE ? text : text.substring(0, LONGEST_EVIDENCE) + '…';
    }
}
