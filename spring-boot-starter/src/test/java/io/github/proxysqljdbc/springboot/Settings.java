package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.testkit.Cluster;

/** Properties of applications in tests. Stateless. */
final class Settings {
    private Settings() {}

    /** Those that an application needs for a cluster. */
    static String[] of(Cluster cluster) {
        return new String[] {
            "spring.datasource.url=" + cluster.jdbcUrl(),
            "spring.datasource.username=" + cluster.user(),
            "spring.datasource.password=" + cluster.password(),
            "proxysql.monitor-user=" + cluster.monitorUser(),
            "proxysql.monitor-password=" + cluster.monitorPassword(),
            "proxysql.monitor-interval=200ms",
            "proxysql.monitor-timeout=200ms",
            "proxysql.silence-timeout=2s",
        };
    }
}
