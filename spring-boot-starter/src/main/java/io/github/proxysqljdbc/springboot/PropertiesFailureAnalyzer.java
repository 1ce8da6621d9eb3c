package io.github.proxysqljdbc.springboot;

import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which property is wrong, where it is written, and what is allowed. */
final class PropertiesFailureAnalyzer extends AbstractFailureAnalyzer<PropertiesException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PropertiesException cause) {
        return new FailureAnalysis(list(cause.mistakes()), action(), cause);
    }

    static String list(List<String> mistakes) {
        StringBuilder text = new StringBuilder("The configuration of proxysql-jdbc cannot be used:\n");
        mistakes.forEach(mistake -> text.append("\n    - ").append(mistake));
        return text.append('\n').toString();
    }

    static String action() {
        return "Correct what is listed. Options are properties in kebab case, like proxysql.max-pool-size, or parameters of the URL, like"
                + " maxPoolSize=20; docs/configuration.md lists them all.";
    }
}
