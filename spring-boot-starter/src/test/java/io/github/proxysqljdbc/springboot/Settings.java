package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerKind;
import io.github.proxysqljdbc.topology.InstanceState;
import java.time.Duration;

/** Properties of applications in tests, and when these may begin. Stateless. */
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

    /** What Hibernate has to be told, which takes the servers for what the metadata say: MySQL. */
    static String[] dialect(Cluster cluster) {
        return cluster.options().server().type() == ServerKind.Type.MARIADB
                ? new String[] {"spring.jpa.database-platform=org.hibernate.dialect.MariaDBDialect"}
                : new String[0];
    }

    /** Waits until a data source knows each instance of a whole cluster in its role, as it is before a test. */
    static void awaitRoles(ProxysqlDataSource dataSource, Cluster cluster) {
        Waiting.until(Duration.ofSeconds(20), () -> {
            InstanceState writer = dataSource.topology().writer();
            return writer != null
                    && writer.instance().toString().equals(cluster.writer().hostAndPort())
                    && dataSource.topology().readers().size()
                            == cluster.replicas().size();
        });
    }
}
