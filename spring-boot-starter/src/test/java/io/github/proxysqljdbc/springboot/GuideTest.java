package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.proxysqljdbc.ProxysqlDataSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The guide says what is so: its code compiles, its properties are taken, its table lists the meters there are. */
class GuideTest {
    private static final String IMPORTS = """
            import io.github.proxysqljdbc.*;
            import io.github.proxysqljdbc.springboot.*;
            import org.springframework.context.annotation.*;
            import org.springframework.dao.*;
            import org.springframework.jdbc.core.*;
            import org.springframework.resilience.annotation.*;
            import org.springframework.stereotype.*;
            import org.springframework.transaction.annotation.*;
            """;

    private final String guide = read("docs/spring-boot.md");

    private static String read(String page) {
        try {
            return Files.readString(Path.of(System.getProperty("basedir", "."))
                    .toAbsolutePath()
                    .normalize()
                    .resolveSibling(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> blocks(String info) {
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("^```" + info + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(guide + read("README.md"));
        while (block.find()) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).as("blocks of %s", info).isNotEmpty();
        return blocks;
    }

    @Test
    void codeCompiles(@TempDir Path classes) {
        for (String code : blocks("java spring")) {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter said = new StringWriter();
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-parameters",
                    "-proc:none",
                    "-classpath",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            boolean compiled = compiler.getTask(said, null, null, options, null, List.of(new Source(IMPORTS + code)))
                    .call();

            assertThat(compiled).as("%s%n%s", said, code).isTrue();
        }
    }

    @Test
    void propertiesAreTaken() throws IOException {
        List<String> all = new ArrayList<>();
        for (String block : blocks("properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(block));
            properties.forEach((name, value) -> all.add(name + "=" + value));
        }
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ProxysqlDataSourceAutoConfiguration.class))
                .withPropertyValues(all.toArray(String[]::new))
                .withPropertyValues(
                        "DB_PASSWORD=secret",
                        "MONITOR_PASSWORD=secret",
                        "proxysql.initialization=lazy",
                        "app.orders.initialization=lazy",
                        "app.reports.initialization=lazy")
                .run(context -> {
                    assertThat(context).hasSingleBean(ProxysqlDataSource.class);
                    ProxysqlDataSourceFactory factory = context.getBean(ProxysqlDataSourceFactory.class);
                    for (String prefix : List.of("app.orders", "app.reports")) {
                        try (ProxysqlDataSource opened = factory.open(prefix)) {
                            assertThat(opened.name()).isEqualTo(prefix.substring(4));
                        }
                    }
                });
    }

    @Test
    void changeOfUrlChangesTheDataSource() {
        String change = blocks("diff").stream()
                .filter(block -> block.contains("spring.datasource.url"))
                .findFirst()
                .orElseThrow();
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ProxysqlDataSourceAutoConfiguration.class, DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "DB_PASSWORD=secret",
                        "proxysql.initialization=lazy",
                        "spring.datasource.driver-class-name=com.mysql.cj.jdbc.Driver",
                        "spring.datasource.hikari.maximum-pool-size=10");

        application
                .withPropertyValues(side(change, '-'))
                .run(context -> assertThat(context).getBean(DataSource.class).isInstanceOf(HikariDataSource.class));
        application
                .withPropertyValues(side(change, '+'))
                .run(context -> assertThat(context).getBean(DataSource.class).isInstanceOf(ProxysqlDataSource.class));
    }

    /** The lines of a diff before ({@code -}) or after ({@code +}) the change. */
    private static String[] side(String diff, char sign) {
        return diff.lines()
                .filter(line -> line.charAt(0) == ' ' || line.charAt(0) == sign)
                .map(line -> line.substring(1))
                .toArray(String[]::new);
    }

    @Test
    void tableOfMetersIsComplete() throws SQLException {
        Set<String> named = new TreeSet<>();
        Matcher name = Pattern.compile("`(proxysql\\.[a-z.]+)`").matcher(tableOfMeters());
        while (name.find()) {
            named.add(name.group(1));
        }
        Properties lazy = new Properties();
        lazy.setProperty("initialization", "lazy");
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource("jdbc:proxysql://127.0.0.1:1/", lazy)) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new ProxysqlMetrics(dataSource, "dataSource").bindTo(registry);

            assertThat(named)
                    .isEqualTo(registry.getMeters().stream()
                            .map(Meter::getId)
                            .map(Meter.Id::getName)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** The first cells of the table's rows. */
    private String tableOfMeters() {
        int start = guide.indexOf("| meter |");
        return guide.substring(start, guide.indexOf("\n\n", start))
                .lines()
                .map(row -> row.split("\\|", -1)[1])
                .collect(Collectors.joining("\n"));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
