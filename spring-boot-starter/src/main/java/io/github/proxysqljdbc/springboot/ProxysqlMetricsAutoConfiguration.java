package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Binds {@link ProxysqlMetrics} of each {@link ProxysqlDataSource} to the application's meter registries. */
@AutoConfiguration(
        after = ProxysqlDataSourceAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ProxysqlDataSource.class, MeterRegistry.class})
public final class ProxysqlMetricsAutoConfiguration {
    @Bean
    MeterBinder proxysqlMeterBinder(ConfigurableListableBeanFactory beanFactory) {
        return registry -> DataSources.all(beanFactory)
                .forEach((name, dataSource) -> new ProxysqlMetrics(dataSource, name).bindTo(registry));
    }
}
