package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether the application asks for our data source: by {@code spring.datasource.type}, or where that is not set by the scheme of
 * {@code spring.datasource.url}. Reads properties only, so that no bean is made too early.
 */
final class OnProxysqlUrlCondition extends SpringBootCondition {
    private static final String URL = "spring.datasource.url";
    private static final String TYPE = "spring.datasource.type";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("proxysql-jdbc URL");
        String type = property(context.getEnvironment(), TYPE);
        if (type != null) {
            boolean ours = type.equals(ProxysqlDataSource.class.getName());
            return new ConditionOutcome(ours, message.because(TYPE + " is " + type));
        }
        String url = property(context.getEnvironment(), URL);
        boolean ours = url != null && ProxysqlConfig.acceptsUrl(url);
        return new ConditionOutcome(
                ours, message.because(URL + (ours ? " begins" : " does not begin") + " with jdbc:proxysql:"));
    }

    /** Null if it is not set, is empty, or holds a placeholder that nothing resolves. */
    private static @Nullable String property(Environment environment, String name) {
        try {
            String value = environment.getProperty(name);
            return value == null || value.isBlank() ? null : value.strip();
        } catch (IllegalArgumentException unresolvedPlaceholder) {
            return null;
        }
    }
}
