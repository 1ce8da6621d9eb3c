package io.github.proxysqljdbc.springboot;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The property {@code proxysql.shutdown-timeout}. Stateless. */
final class ShutdownTimeout {
    static final String NAME = "shutdown-timeout";
    static final Duration DEFAULT = Duration.ofSeconds(10);

    private ShutdownTimeout() {}

    /** @throws PropertiesException if it is no duration, or a negative one */
    static Duration of(Environment environment) {
        String property = PropertyNames.PREFIX + '.' + NAME;
        try {
            Duration timeout =
                    Binder.get(environment).bind(property, Duration.class).orElse(DEFAULT);
            if (!timeout.isNegative()) {
                return timeout;
            }
        } catch (BindException noDuration) {
            // Refused below, together with what is none by its value.
        }
        throw new PropertiesException(
                List.of("property '" + property + "': '" + environment.getProperty(property)
                        + "' is not allowed; allowed is a duration of 0 or more, written like 250ms, 10s or 1m"),
                List.of());
    }
}
