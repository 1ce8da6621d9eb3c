package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationMetadataTest {
    private static final Path FILE = Path.of(System.getProperty("basedir", "."))
            .resolve("src/main/resources/META-INF/spring-configuration-metadata.json");

    private static final String COMMAND = "./mvnw -q test -pl spring-boot-starter -am"
            + " -Dtest=ConfigurationMetadataTest -Dsurefire.failIfNoSpecifiedTests=false -Dmetadata.regenerate=true";

    @Test
    void metadataIsThatOfTheCatalogue() throws IOException {
        String expected = ConfigurationMetadata.json();
        if (Boolean.getBoolean("metadata.regenerate")) {
            Files.writeString(FILE, expected);
        }

        assertThat(Files.readString(FILE))
                .as("%s is out of date; regenerate it with %s", FILE.getFileName(), COMMAND)
                .isEqualTo(expected);
    }

    @Test
    void everyOptionCanBeCompleted() {
        List<String> names = JsonMapper.shared()
                .readTree(ConfigurationMetadata.json())
                .get("properties")
                .valueStream()
                .map(property -> property.get("name").asString())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
        for (Option<?> option : Options.all()) {
            assertThat(names).contains("proxysql." + PropertyNames.kebab(option.name()));
        }
    }

    @Test
    void namesInKebabCaseLeadBackToTheirOption() {
        for (Option<?> option : Options.all()) {
            assertThat(PropertyNames.uniform(PropertyNames.kebab(option.name())))
                    .isEqualTo(PropertyNames.uniform(option.name()));
        }
    }
}
