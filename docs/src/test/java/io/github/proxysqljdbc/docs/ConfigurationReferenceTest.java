package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    private static final String BEGIN = "<!-- generated: options -->\n";
    private static final String END = "<!-- end of generated -->\n";
    private static final String COMMAND = "./mvnw -q test -pl docs -am -Dtest=ConfigurationReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.regenerate=true";

    @Test
    void tablesAreThoseOfTheCatalogue() throws IOException {
        Path page = Documents.folder().resolve("configuration.md");
        String text = Files.readString(page);
        int mark = text.indexOf(BEGIN);
        int begin = mark < 0 ? text.length() : mark + BEGIN.length();
        int end = text.indexOf(END, begin);
        assertThat(end)
                .as("%s has the marks %s and %s", page, BEGIN.strip(), END.strip())
                .isGreaterThanOrEqualTo(begin);
        String expected = text.substring(0, begin) + '\n' + ConfigurationReference.markdown() + text.substring(end);
        if (Boolean.getBoolean("docs.regenerate")) {
            Files.writeString(page, expected);
        }

        assertThat(Files.readString(page))
                .as("configuration.md is out of date; regenerate it with %s", COMMAND)
                .isEqualTo(expected);
    }

    @Test
    void everyOptionStandsInATable() {
        String markdown = ConfigurationReference.markdown();

        for (Option<?> option : Options.all()) {
            assertThat(markdown).contains("\n| `" + option.name() + "` | ");
        }
    }
}
