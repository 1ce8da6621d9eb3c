package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint {@code proxysql}, where it is exposed. */
@AutoConfiguration(after = ProxysqlDataSourceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(ProxysqlDataSource.class)
@ConditionalOnAvailableEndpoint(ProxysqlEndpoint.class)
public final class ProxysqlEndpointAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ProxysqlEndpoint proxysqlEndpoint(
            ConfigurableListableBeanFactory beanFactory, ObjectProvider<SanitizingFunction> sanitizing) {
        return new ProxysqlEndpoint(
                () -> DataSources.all(beanFactory), sanitizing.orderedStream().toList());
    }
}
