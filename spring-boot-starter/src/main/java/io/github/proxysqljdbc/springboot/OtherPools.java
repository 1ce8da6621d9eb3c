package io.github.proxysqljdbc.springboot;

import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Settings of a pool that the application no longer has, after it changed its URL. Stateless. */
final class OtherPools {
    private static final Logger LOG = LoggerFactory.getLogger(OtherPools.class);
    private static final ConfigurationPropertyName HIKARI = ConfigurationPropertyName.of("spring.datasource.hikari");

    private OtherPools() {}

    /** Logs a warning that names the properties below {@code spring.datasource.hikari}, which nobody reads. */
    static void warnOfUnused(ConfigurableEnvironment environment) {
        Set<String> unused = unused(environment);
        if (!unused.isEmpty()) {
            LOG.warn(
                    "{} without effect: the pools of proxysql-jdbc are set by proxysql.max-pool-size, proxysql.min-idle,"
                            + " proxysql.connection-timeout, proxysql.max-lifetime and their siblings",
                    String.join(", ", unused) + (unused.size() == 1 ? " is" : " are"));
        }
    }

    static Set<String> unused(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(HIKARI::isAncestorOf).limit(20).forEach(name -> names.add(name.toString()));
            }
        }
        return names;
    }
}
