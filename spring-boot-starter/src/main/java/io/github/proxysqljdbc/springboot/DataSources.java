package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/** The data sources of an application that are ours, behind whatever proxies they are. Stateless. */
final class DataSources {
    private DataSources() {}

    /** All of them by the name of their bean; those that are not made yet are made. */
    static Map<String, ProxysqlDataSource> all(ConfigurableListableBeanFactory beans) {
        return ours(SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, DataSource.class, false, true));
    }

    /** Those that have been made, by the name of their bean. */
    static Map<String, ProxysqlDataSource> open(ConfigurableListableBeanFactory beans) {
        Map<String, DataSource> made = new LinkedHashMap<>();
        for (String name : beans.getBeanNamesForType(DataSource.class, false, false)) {
            if (beans.getSingleton(name) instanceof DataSource dataSource) {
                made.put(name, dataSource);
            }
        }
        return ours(made);
    }

    private static Map<String, ProxysqlDataSource> ours(Map<String, DataSource> dataSources) {
        Map<String, ProxysqlDataSource> ours = new LinkedHashMap<>();
        dataSources.forEach((name, dataSource) -> {
            ProxysqlDataSource unwrapped = DataSourceUnwrapper.unwrap(dataSource, ProxysqlDataSource.class);
            if (unwrapped != null && !ours.containsValue(unwrapped)) {
                ours.put(name, unwrapped);
            }
        });
        return ours;
    }
}
