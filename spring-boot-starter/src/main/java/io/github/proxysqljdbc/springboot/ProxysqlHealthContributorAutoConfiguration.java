package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The health contributor {@code proxysql}, one indicator for each {@link ProxysqlDataSource}. {@code management.health.proxysql.enabled=false}
 * takes it away. It belongs to no group of its own accord, so that neither liveness nor readiness depends on it.
 */
@AutoConfiguration(after = ProxysqlDataSourceAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ProxysqlDataSource.class)
@ConditionalOnEnabledHealthIndicator("proxysql")
public final class ProxysqlHealthContributorAutoConfiguration
        extends CompositeHealthContributorConfiguration<ProxysqlHealthIndicator, ProxysqlDataSource> {
    ProxysqlHealthContributorAutoConfiguration(Environment environment) {
        super(dataSource -> new ProxysqlHealthIndicator(dataSource, HealthStatuses.readersOnly(environment)));
    }

    @Bean
    @ConditionalOnMissingBean(name = {"proxysqlHealthIndicator", "proxysqlHealthContributor"})
    HealthContributor proxysqlHealthContributor(ConfigurableListableBeanFactory beanFactory) {
        return createContributor(DataSources.all(beanFactory));
    }
}
