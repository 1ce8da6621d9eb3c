package io.github.proxysqljdbc.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the option {@code credentials} means. */
class CredentialsProvidersTest {
    private static final Request REQUEST = new Request(Instance.parse("db1"), "app", null);

    /** A provider that a user's jar brings along. */
    public static final class Echo implements CredentialsProviderFactory {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public CredentialsProvider create(String argument) {
            return request -> Credentials.ofPassword(request.user() + "@" + request.instance() + ' ' + argument);
        }
    }

    @Test
    void theEnvironmentIsAskedEachTime() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("DB_PASSWORD", "one"));
        CredentialsProvider provider = CredentialsProviders.environment("DB_PASSWORD", environment::get);
        assertThat(provider.credentials(REQUEST)).isEqualTo(Credentials.ofPassword("one"));
        environment.put("DB_PASSWORD", "two");
        assertThat(provider.credentials(REQUEST)).isEqualTo(Credentials.ofPassword("two"));
        environment.clear();
        assertThatThrownBy(() -> provider.credentials(REQUEST)).hasMessageContaining("DB_PASSWORD is not set");
    }

    @Test
    void aProviderOfTheApplicationIsFound(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CredentialsProviderFactory.class.getName()), Echo.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThat(CredentialsProviders.named("echo:a:b")
                            .credentials(REQUEST)
                            .password())
                    .isEqualTo("app@db1:3306 a:b");
            assertThatThrownBy(() -> CredentialsProviders.named("eco"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'eco'")
                    .hasMessageContaining("fixed, file, env, aws-secrets-manager, aws-rds-iam, echo");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file: ", "env", "custom", "vault:x"})
    void whatNamesNoProviderIsRefused(String option) {
        assertThatThrownBy(() -> CredentialsProviders.named(option))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"File:/a", "fixed:a", "a b", ""})
    void whatIsNoNameIsRefused(String option) {
        assertThatThrownBy(() -> ProxysqlConfig.builder()
                        .instance("db1")
                        .set(Options.CREDENTIALS, option)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'credentials'");
    }

    @Test
    void aPasswordBesideAProviderIsAMistake() {
        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1/?user=app&password=x&credentials=env:P"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'password'")
                .hasMessageContaining("credentials=env:P");
        ProxysqlConfig config = ProxysqlConfig.of("jdbc:proxysql://db1/?user=app&credentials=file:/run/secrets/db");
        assertThat(config.hasFixedCredentials()).isFalse();
        assertThat(config.get(Options.CREDENTIALS)).isEqualTo("file:/run/secrets/db");
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(Credentials.of("app", "s3cret")).asString().contains("app").doesNotContain("s3cret");
        assertThat(new Request(Instance.parse("db1"), "app", Credentials.of("app", "s3cret")))
                .asString()
                .doesNotContain("s3cret");
        assertThat(CredentialsSource.fixed("app", "s3cret")).asString().doesNotContain("s3cret");
    }
}
