package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.config.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** The same for a data source that the application opens itself. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> implements Ordered {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        return new FailureAnalysis(
                PropertiesFailureAnalyzer.list(cause.mistakes()), PropertiesFailureAnalyzer.action(), cause);
    }

    /** After {@link PropertiesFailureAnalyzer}, which knows more. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
