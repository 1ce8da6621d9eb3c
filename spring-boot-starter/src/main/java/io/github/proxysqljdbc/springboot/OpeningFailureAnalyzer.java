package io.github.proxysqljdbc.springboot;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why no instance could be used when the application started. */
final class OpeningFailureAnalyzer extends AbstractFailureAnalyzer<OpeningException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OpeningException cause) {
        return new FailureAnalysis(
                Objects.requireNonNull(cause.getMessage()),
                action(Obstacle.of(cause.failure()), cause.prefix() + '.'),
                cause);
    }

    private static String action(Obstacle obstacle, String prefix) {
        return switch (obstacle) {
            case CREDENTIALS_REFUSED ->
                "Correct " + account(prefix) + ", or " + prefix + "monitor-user and " + prefix
                        + "monitor-password where the account of the role checks is another one, or what " + prefix
                        + "credentials names where the password comes from there.";
            case NO_CREDENTIALS ->
                "Correct " + prefix
                        + "credentials, or what it names: see that a file is there and may be read by this process, that an"
                        + " environment variable is set, or that AWS is reached and this process may ask for it.";
            case TLS ->
                "See that the server has TLS, and that its certificate names the host in the URL. Give the authority that signed it by "
                        + prefix + "driver-properties.trust-certificate-key-store-url, or ask for less by " + prefix
                        + "driver-properties.ssl-mode.";
            case NO_ANSWER ->
                "See that the instances in the URL are right and can be reached from here. To start without a database, set "
                        + prefix + "initialization=lazy.";
        };
    }

    /** The application's data source has its account from Spring Boot's own properties. */
    private static String account(String prefix) {
        String of = prefix.equals(PropertyNames.PREFIX + '.') ? "spring.datasource." : prefix;
        return of + "username and " + of + "password";
    }
}
