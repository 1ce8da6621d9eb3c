package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Opens data sources from the application's properties, for applications that have several. Thread-safe.
 *
 * <pre>{@code
 * @Bean
 * ProxysqlDataSource orders(ProxysqlDataSourceFactory factory) {
 *     return factory.open("app.orders");
 * }
 * }</pre>
 */
public final class ProxysqlDataSourceFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ProxysqlDataSourceFactory.class);
    private static final String URL = "url";
    private static final String USERNAME = "username";

    private final ConfigurableEnvironment environment;
    private final Supplier<List<ProxysqlListener>> listeners;

    ProxysqlDataSourceFactory(ConfigurableEnvironment environment, Supplier<List<ProxysqlListener>> listeners) {
        this.environment = environment;
        this.listeners = listeners;
    }

    /**
     * Opens a data source for the properties below a prefix: {@code url}, {@code username} and {@code password}, and each option of the
     * catalogue in kebab case, such as {@code max-pool-size}. A property wins over the option in the URL. Without {@code pool-name}, the
     * last word of the prefix names the data source. The application's {@link ProxysqlListener} beans hear of it.
     *
     * @param prefix such as {@code app.orders}, in canonical form: lower case, words joined by dashes
     * @throws IllegalArgumentException if the prefix is not in canonical form
     * @throws RuntimeException if a property is wrong or unknown, or if the data source cannot be opened; the application then prints what
     *     to do and ends, as it does for each failure that Spring Boot can analyze
     */
    public ProxysqlDataSource open(String prefix) {
        GivenOptions options = GivenOptions.read(prefix, environment);
        String url = options.property(URL, URL);
        if (url == null || url.isBlank()) {
            throw new PropertiesException(
                    List.of("property '" + prefix + ".url' is not set; set it to a jdbc:proxysql: URL"), List.of());
        }
        refuseUnknown(prefix, Set.of(URL, USERNAME));
        options.setIfAbsent(Options.USER.name(), options.property(USERNAME, Options.USER.name()));
        options.setIfAbsent(Options.POOL_NAME.name(), prefix.substring(prefix.lastIndexOf('.') + 1));
        return open(url.strip(), options);
    }

    /** Opens the application's data source for {@code spring.datasource.*} and {@code proxysql.*}. */
    ProxysqlDataSource openDefault(DataSourceProperties properties, @Nullable JdbcConnectionDetails details) {
        String url = details == null ? properties.getUrl() : ServiceUrl.translated(details.getJdbcUrl());
        if (url == null || url.isBlank()) {
            throw new PropertiesException(
                    List.of("property 'spring.datasource.url' is not set; set it to a jdbc:proxysql: URL"), List.of());
        }
        GivenOptions options = GivenOptions.read(PropertyNames.PREFIX, environment);
        refuseUnknown(PropertyNames.PREFIX, Set.of(ShutdownTimeout.NAME));
        String user = details == null ? properties.getUsername() : details.getUsername();
        String password = details == null ? properties.getPassword() : details.getPassword();
        options.set(Options.USER.name(), user);
        options.set(Options.PASSWORD.name(), password);
        options.setIfAbsent(Options.POOL_NAME.name(), properties.getName());
        OtherPools.warnOfUnused(environment);
        return open(url.strip(), options);
    }

    private void refuseUnknown(String prefix, Set<String> others) {
        List<String> mistakes = UnknownProperties.mistakes(prefix, environment, others);
        if (!mistakes.isEmpty()) {
            throw new PropertiesException(mistakes, List.of());
        }
    }

    private ProxysqlDataSource open(String url, GivenOptions options) {
        try {
            return open(ProxysqlConfig.of(url, options.texts()), options.prefix());
        } catch (ConfigurationException e) {
            throw new PropertiesException(e, options.properties());
        }
    }

    /** @throws ConfigurationException if there are no such credentials, or if they need a library that is not there */
    private ProxysqlDataSource open(ProxysqlConfig config, String prefix) {
        LOG.debug("opening {}", config);
        try {
            return new ProxysqlDataSource(config, listeners.get().toArray(ProxysqlListener[]::new));
        } catch (SQLException e) {
            throw new OpeningException(config.safeUrl(), prefix, e);
        }
    }
}
