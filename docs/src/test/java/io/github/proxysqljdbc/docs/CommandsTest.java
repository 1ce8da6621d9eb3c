package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages tell the reader to type: URLs are accepted, Maven's profiles and our artifacts exist. */
class CommandsTest {
    private static final Pattern URL = Pattern.compile("jdbc:proxysql://[^\\s\"'`)<|]+");
    private static final Map<String, String> PASSWORDS = Map.of("user", "password", "monitorUser", "monitorPassword");
    private static final Pattern PROFILE = Pattern.compile("mvnw[^\\n`]* -P([a-z-]+)");
    private static final Pattern ARTIFACT =
            Pattern.compile("<groupId>io\\.github\\.proxysqljdbc</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    private static Set<String> all(Pattern pattern, int group) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path page : Documents.pages()) {
            Matcher matcher = pattern.matcher(Files.readString(page));
            while (matcher.find()) {
                found.add(matcher.group(group));
            }
        }
        assertThat(found).as("found by %s", pattern).isNotEmpty();
        return found;
    }

    @Test
    void urlsAreAccepted() throws IOException {
        for (String url : all(URL, 0)) {
            if (url.contains("[:port]")
                    || url.contains("{host}")
                    || url.replaceAll("\\?.*", "").contains("…")) {
                continue; // the grammar itself, a tool's template, or no whole URL
            }
            Properties secrets = new Properties();
            PASSWORDS.forEach((user, password) -> {
                if (url.contains(user + '=') && !url.contains(password + '=')) {
                    secrets.setProperty(password, "secret");
                }
            });
            assertThatCode(() -> ProxysqlConfig.of(url, secrets)).as(url).doesNotThrowAnyException();
        }
    }

    @Test
    void profilesExist() throws IOException {
        String pom = Files.readString(Documents.folder().resolveSibling("pom.xml"));
        assertThat(all(PROFILE, 1)).allSatisfy(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
    }

    @Test
    void artifactsAreOurs() throws IOException {
        String pom = Files.readString(Documents.folder().resolveSibling("pom.xml"));
        assertThat(all(ARTIFACT, 1))
                .allSatisfy(artifact -> assertThat(pom).contains("<artifactId>" + artifact + "</artifactId>"));
    }
}
