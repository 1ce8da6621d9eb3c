package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The URL of a service connection. Those that Spring Boot makes for containers begin with {@code jdbc:mysql:} or {@code jdbc:mariadb:}; an
 * application that asked for our data source gets it for that one server, too. Stateless.
 */
final class ServiceUrl {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceUrl.class);
    private static final String OURS = "jdbc:proxysql:";

    private ServiceUrl() {}

    /** The same server behind {@code jdbc:proxysql:}; any other URL as it is, to be refused with the reason where it is parsed. */
    static String translated(String url) {
        if (!ProxysqlConfig.acceptsUrl(url)) {
            for (String scheme : new String[] {"jdbc:mysql:", "jdbc:mariadb:"}) {
                if (url.startsWith(scheme + "//")) {
                    LOG.info("the service connection's URL {}… is read as {}…", scheme, OURS);
                    return OURS + url.substring(scheme.length());
                }
            }
        }
        return url;
    }
}
