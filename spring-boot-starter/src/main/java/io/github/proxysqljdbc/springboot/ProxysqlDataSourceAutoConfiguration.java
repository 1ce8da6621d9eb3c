package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.ProxysqlListener;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes a {@link ProxysqlDataSource} the application's {@code DataSource} where {@code spring.datasource.url} is a
 * {@code jdbc:proxysql:} URL, or {@code spring.datasource.type} names that class. Backs off where the application has a {@code DataSource}
 * of its own, another {@code spring.datasource.type}, or another URL.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class, after = JndiDataSourceAutoConfiguration.class)
@ImportRuntimeHints(ProxysqlRuntimeHints.class)
public final class ProxysqlDataSourceAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ProxysqlDataSourceFactory proxysqlDataSourceFactory(
            ConfigurableEnvironment environment, ObjectProvider<ProxysqlListener> listeners) {
        return new ProxysqlDataSourceFactory(
                environment, () -> listeners.orderedStream().toList());
    }

    /** The data source itself. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnProxysqlUrlCondition.class)
    @ConditionalOnMissingBean({DataSource.class, XADataSource.class})
    @EnableConfigurationProperties(DataSourceProperties.class)
    static class DataSourceConfiguration {
        @Bean
        ProxysqlDataSource dataSource(
                ProxysqlDataSourceFactory factory,
                DataSourceProperties properties,
                ObjectProvider<JdbcConnectionDetails> details) {
            return factory.openDefault(properties, details.getIfAvailable());
        }
    }
}
