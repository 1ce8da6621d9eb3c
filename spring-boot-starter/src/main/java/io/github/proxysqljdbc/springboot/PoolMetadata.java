package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.stats.InstanceStats;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.AbstractDataSourcePoolMetadata;

/** The sums over all instances, for Spring Boot's own {@code jdbc.connections} metrics. */
final class PoolMetadata extends AbstractDataSourcePoolMetadata<ProxysqlDataSource> {
    private PoolMetadata(ProxysqlDataSource dataSource) {
        super(dataSource);
    }

    /** Null if the data source is none of ours. */
    static @Nullable PoolMetadata of(DataSource dataSource) {
        ProxysqlDataSource ours = DataSourceUnwrapper.unwrap(dataSource, ProxysqlDataSource.class);
        return ours == null ? null : new PoolMetadata(ours);
    }

    private int sum(ToIntFunction<InstanceStats> figure) {
        return getDataSource().stats().instances().values().stream()
                .mapToInt(figure)
                .sum();
    }

    @Override
    public Integer getActive() {
        return sum(InstanceStats::inUse);
    }

    @Override
    public Integer getIdle() {
        return sum(InstanceStats::idle);
    }

    @Override
    public Integer getMax() {
        return sum(InstanceStats::maximum);
    }

    @Override
    public Integer getMin() {
        return getDataSource().config().get(Options.MIN_IDLE)
                * getDataSource().config().instances().size();
    }

    /** Null: there is none. */
    @Override
    public @Nullable String getValidationQuery() {
        return null;
    }

    /** True: a session starts with autocommit on, as JDBC has it. */
    @Override
    public Boolean getDefaultAutoCommit() {
        return true;
    }
}
