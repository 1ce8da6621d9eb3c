package io.github.proxysqljdbc.examples.lambda.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The template's environment on a cluster of the testkit: the secret is a file, and there is no TLS. */
final class TemplateEnvironment {
    private TemplateEnvironment() {}

    /** @param folder where the secret is written */
    static Map<String, String> of(Cluster cluster, Path folder) throws IOException {
        Path secret = Files.writeString(
                folder.resolve("secret.properties"),
                "username=" + cluster.user() + "\npassword=" + cluster.password() + "\n");
        Map<String, String> environment =
                new HashMap<>(Template.read().environment(cluster.hosts(), cluster.database(), "file:" + secret));
        String url = Objects.requireNonNull(environment.get("DB_URL"));
        assertThat(url).contains("sslMode=REQUIRED");
        environment.put("DB_URL", url.replace("sslMode=REQUIRED", "sslMode=DISABLED&allowPublicKeyRetrieval=true"));
        return environment;
    }
}
