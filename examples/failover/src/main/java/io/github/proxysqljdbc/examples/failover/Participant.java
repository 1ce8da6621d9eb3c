package io.github.proxysqljdbc.examples.failover;

import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.testkit.Cluster;
import java.sql.SQLException;
import java.util.Properties;

/** What the application reaches the servers through. */
enum Participant {
    /** This library with its defaults. */
    PROXYSQL {
        @Override
        Client open(Cluster cluster) throws SQLException {
            Properties properties = driverProperties(cluster);
            properties.setProperty("monitorUser", cluster.monitorUser());
            properties.setProperty("monitorPassword", cluster.monitorPassword());
            ProxysqlDataSource dataSource = new ProxysqlDataSource(cluster.jdbcUrl(), properties);
            return new Client(dataSource, dataSource::close);
        }
    },
    /** HikariCP over Connector/J's list of hosts, which takes the first one that it can connect to. */
    HIKARI {
        @Override
        Client open(Cluster cluster) {
            HikariDataSource dataSource = new HikariDataSource();
            dataSource.setJdbcUrl("jdbc:mysql://" + cluster.hosts() + '/' + cluster.database());
            Properties properties = driverProperties(cluster);
            properties.setProperty("failOverReadOnly", "false");
            properties.setProperty("connectTimeout", "1000");
            properties.setProperty("socketTimeout", "10000");
            dataSource.setDataSourceProperties(properties);
            dataSource.setMaximumPoolSize(MOST_CONNECTIONS + IdleConnections.COUNT);
            return new Client(dataSource, dataSource::close);
        }
    };

    /** How many connections to one instance {@link #PROXYSQL} may open: the default of {@code maxPoolSize}. */
    static final int MOST_CONNECTIONS = 10;

    abstract Client open(Cluster cluster) throws SQLException;

    private static Properties driverProperties(Cluster cluster) {
        Properties properties = new Properties();
        properties.setProperty("user", cluster.user());
        properties.setProperty("password", cluster.password());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }
}
