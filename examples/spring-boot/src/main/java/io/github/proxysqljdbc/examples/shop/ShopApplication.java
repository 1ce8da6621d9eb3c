package io.github.proxysqljdbc.examples.shop;

import io.github.proxysqljdbc.testkit.Cluster;
import java.util.Map;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * Starts the shop. Where the environment variable {@code SPRING_DATASOURCE_URL} names no servers, it starts a cluster of its own: a writer
 * and two replicas on loopback.
 */
@SpringBootApplication
@EnableResilientMethods
public class ShopApplication {
    /**
     * Runs the shop until the JVM is ended.
     *
     * @param args as Spring Boot takes them, such as {@code --server.port=8081}
     */
    public static void main(String[] args) {
        if (System.getenv("SPRING_DATASOURCE_URL") != null) {
            SpringApplication.run(ShopApplication.class, args);
        } else {
            start(Cluster.start(), args);
        }
    }

    /** Starts the shop on a cluster, which dies with this JVM at the latest. */
    static ConfigurableApplicationContext start(Cluster cluster, String... args) {
        SpringApplication application = new SpringApplication(ShopApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.datasource.url", cluster.jdbcUrl(),
                "spring.datasource.username", cluster.user(),
                "spring.datasource.password", cluster.password()));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("cluster", cluster));
        return application.run(args);
    }

    @Bean
    CommandLineRunner firstProducts(Shop shop) {
        return arguments -> shop.stockUp();
    }
}
