package io.github.proxysqljdbc.examples.lambda.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.examples.lambda.OrderHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the template says of the function is so. */
class TemplateTest {
    private static final Pattern REFERENCE = Pattern.compile("!Ref (\\w+)|\\$\\{(\\w+)}");
    private static final Pattern READ = Pattern.compile("(?:getenv|environment)\\(\"(\\w+)\"\\)");

    @Test
    void theHandlerIsTheFunctionsClassAndMethod() throws Exception {
        String[] handler = Template.read().function("Handler").split("::");

        // Without its initialization, which opens the data source.
        Class<?> type = Class.forName(handler[0], false, getClass().getClassLoader());

        assertThat(type).isEqualTo(OrderHandler.class);
        assertThat(RequestHandler.class).isAssignableFrom(type);
        assertThat(type.getConstructor().canAccess(null)).isTrue();
        assertThat(type.getMethod(handler[1], Map.class, com.amazonaws.services.lambda.runtime.Context.class))
                .isNotNull();
    }

    @Test
    void theEnvironmentHasWhatTheHandlerReads() throws Exception {
        String source = Files.readString(
                Path.of("src/main/java", OrderHandler.class.getName().replace('.', '/') + ".java"));
        Set<String> read =
                READ.matcher(source).results().map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(read).containsExactlyInAnyOrder("DB_URL", "DB_CREDENTIALS", "DB_USER", "DB_PASSWORD");
        assertThat(Template.read().environment()).containsOnlyKeys("DB_URL", "DB_CREDENTIALS");
    }

    @Test
    void theUrlIsAcceptedByTheLibrary() throws Exception {
        Map<String, String> environment =
                Template.read().environment("db1:3306,db2:3306", "shop", "aws-secrets-manager:prod/shop");
        Properties credentials = new Properties();
        credentials.setProperty("credentials", environment.getOrDefault("DB_CREDENTIALS", ""));

        ProxysqlConfig config = ProxysqlConfig.of(environment.getOrDefault("DB_URL", ""), credentials);

        assertThat(config.instances()).hasSize(2);
        assertThat(config.database()).isEqualTo("shop");
        assertThat(config.get(Options.MAX_POOL_SIZE)).isEqualTo(1);
        assertThat(config.hasFixedCredentials()).isFalse();
        assertThat(config.driverProperties()).containsEntry("sslMode", "REQUIRED");
    }

    @Test
    void eachReferenceIsToAParameter() throws Exception {
        Map<String, String> values = Template.read().values();
        Set<String> references = new TreeSet<>();
        values.forEach((path, value) -> {
            Matcher matcher = REFERENCE.matcher(value);
            while (path.startsWith("Resources/") && matcher.find()) {
                references.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            }
        });
        assertThat(references)
                .contains("DatabaseHosts", "DatabaseName", "DatabaseSecret")
                .allSatisfy(name -> assertThat(values).containsKey("Parameters/" + name + "/Type"));
    }
}
