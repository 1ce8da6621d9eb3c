/** One {@code DataSource}, or one {@code jdbc:proxysql:} URL, that sends each statement to the right MySQL instance. */
module io.github.proxysqljdbc {
    requires transitive java.sql;
    requires com.github.benmanes.caffeine;
    requires com.zaxxer.hikari;
    requires mysql.connector.j;
    requires net.sf.jsqlparser;
    requires org.slf4j;
    requires static org.crac;
    requires static software.amazon.awssdk.auth;
    requires static software.amazon.awssdk.core;
    requires static software.amazon.awssdk.http;
    requires static software.amazon.awssdk.http.urlconnection;
    requires static software.amazon.awssdk.protocols.jsoncore;
    requires static software.amazon.awssdk.regions;
    requires static software.amazon.awssdk.services.rds;
    requires static software.amazon.awssdk.services.secretsmanager;
    requires static transitive org.jspecify;

    exports io.github.proxysqljdbc;
    exports io.github.proxysqljdbc.config;
    exports io.github.proxysqljdbc.credentials;
    exports io.github.proxysqljdbc.error;
    exports io.github.proxysqljdbc.stats;
    exports io.github.proxysqljdbc.topology;

    uses io.github.proxysqljdbc.credentials.CredentialsProviderFactory;

    provides java.sql.Driver with
            io.github.proxysqljdbc.ProxysqlDriver;
}
