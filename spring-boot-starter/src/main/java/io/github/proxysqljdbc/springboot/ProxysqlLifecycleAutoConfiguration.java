package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What an application with a {@link ProxysqlDataSource} bean gets beside it, whoever declared that: a shutdown that waits for work under
 * way, and the figures for Spring Boot's {@code jdbc.connections} metrics.
 */
@AutoConfiguration(after = ProxysqlDataSourceAutoConfiguration.class)
@ConditionalOnBean(ProxysqlDataSource.class)
public final class ProxysqlLifecycleAutoConfiguration {
    @Bean
    DrainingLifecycle proxysqlDrainingLifecycle(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        return new DrainingLifecycle(beanFactory, ShutdownTimeout.of(environment));
    }

    @Bean
    DataSourcePoolMetadataProvider proxysqlPoolMetadataProvider() {
        return PoolMetadata::of;
    }
}
