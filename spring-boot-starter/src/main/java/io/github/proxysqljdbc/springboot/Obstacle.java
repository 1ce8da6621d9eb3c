package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.error.NoCredentialsException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What kept a data source from opening. */
enum Obstacle {
    /** The instances refuse user or password: SQLState class 28. */
    CREDENTIALS_REFUSED,
    /** The source of credentials failed or did not answer, so that nothing was offered to an instance. */
    NO_CREDENTIALS,
    /** Client and server did not agree on TLS: a certificate is not trusted or names another host, or one side has no TLS. */
    TLS,
    /** No instance answered, for any other reason. */
    NO_ANSWER;

    /** A chain of causes that is longer than this goes in a circle. */
    private static final int MOST_CAUSES = 20;

    /** What {@link NoCredentialsException} says; the failure of opening repeats what each instance's check came to, in words. */
    private static final String NO_CREDENTIALS_WORDS = "no credentials for ";

    /** What the JDK and Connector/J say of TLS, in lower case. */
    private static final String[] TLS_WORDS = {
        "certificate", "certification path", "trust anchor", "pkix", "ssl connection", "handshake", "fatal alert"
    };

    /** Judges by type where there is a cause, and by words otherwise: a failure that stands for several instances has no cause. */
    static Obstacle of(SQLException failure) {
        if (Objects.requireNonNullElse(failure.getSQLState(), "").startsWith("28")) {
            return CREDENTIALS_REFUSED;
        }
        String words = Objects.requireNonNullElse(failure.getMessage(), "").toLowerCase(Locale.ROOT);
        if (words.contains(NO_CREDENTIALS_WORDS) || hasCause(failure, NoCredentialsException.class::isInstance)) {
            return NO_CREDENTIALS;
        }
        if (Stream.of(TLS_WORDS).anyMatch(words::contains) || hasCause(failure, Obstacle::isTls)) {
            return TLS;
        }
        return NO_ANSWER;
    }

    private static boolean hasCause(Throwable failure, Predicate<Throwable> wanted) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (wanted.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isTls(Throwable cause) {
        return cause instanceof SSLException
                || cause instanceof CertificateException
                || cause instanceof CertPathValidatorException;
    }
}
