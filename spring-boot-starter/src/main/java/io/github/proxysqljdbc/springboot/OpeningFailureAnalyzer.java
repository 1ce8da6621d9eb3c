package io.github.proxysqljdbc.springboot;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why no instance could be used when the application started. */
final class OpeningFailureAnalyzer extends AbstractFailureAnalyzer<OpeningException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OpeningException cause) {
        String state = Objects.requireNonNullElse(cause.failure().getSQLState(), "");
        String action = state.startsWith("28")
                ? "Correct spring.datasource.username and spring.datasource.password, or proxysql.monitor-user and"
                        + " proxysql.monitor-password where the account of the role checks is another one."
                : "See that the instances in the URL are right and can be reached from here. To start without a database,"
                        + " set proxysql.initialization=lazy.";
        return new FailureAnalysis(Objects.requireNonNull(cause.getMessage()), action, cause);
    }
}
