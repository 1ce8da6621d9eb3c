package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.conf.url.SingleConnectionUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

/** The auto-configuration as a build for a native image treats it: beans become generated code, and nothing is opened. */
class AheadOfTimeTest {
    @Test
    void beansBecomeCodeAndHintsAreFound() {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation =
                new DefaultGenerationContext(new ClassNameGenerator(ClassName.get("com.example", "App")), files);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "properties",
                            Map.of(
                                    "spring.datasource.url",
                                    "jdbc:proxysql://127.0.0.1:1/shop",
                                    "management.endpoints.web.exposure.include",
                                    "*")));
            context.register(App.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();

        assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
                .anyMatch(name -> name.contains("ProxysqlDataSourceAutoConfiguration"))
                .anyMatch(name -> name.contains("ProxysqlLifecycleAutoConfiguration"))
                .anyMatch(name -> name.contains("ProxysqlHealthContributorAutoConfiguration"))
                .anyMatch(name -> name.contains("ProxysqlMetricsAutoConfiguration"))
                .anyMatch(name -> name.contains("ProxysqlEndpointAutoConfiguration"));
        assertThat(RuntimeHintsPredicates.reflection().onType(SingleConnectionUrl.class))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.reflection().onType(ProxysqlEndpoint.PoolDescriptor.class))
                .as("what the endpoint answers can be turned into JSON")
                .accepts(generation.getRuntimeHints());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        MetricsAutoConfiguration.class,
        SimpleMetricsExportAutoConfiguration.class,
        ProxysqlDataSourceAutoConfiguration.class,
        ProxysqlLifecycleAutoConfiguration.class,
        ProxysqlHealthContributorAutoConfiguration.class,
        ProxysqlMetricsAutoConfiguration.class,
        ProxysqlEndpointAutoConfiguration.class
    })
    static class App {}
}
