package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages tell the reader to type: URLs are accepted, Maven's profiles and our artifacts exist. */
class CommandsTest {
    private static final Pattern URL = Pattern.compile("jdbc:proxysql://[^\\s\"'`)<|]+");
    private static final Map<String, String> PASSWORDS = Map.of("user", "password", "monitorUser", "monitorPassword");
    private static final Pattern PROFILE = Pattern.compile("mvnw[^\\n`]* -P([a-z-]+)");
    private static final Pattern MODULE = Pattern.compile("mvnw[^\\n`]* -pl ([a-z/-]+)");
    private static final Pattern TEST = Pattern.compile("mvnw[^\\n`]* -Dtest='?([A-Za-z]+)");
    private static final Pattern BENCHMARK = Pattern.compile("mvnw[^\\n`]* -Dbenchmark=([a-z]+)");
    private static final Pattern ARGUMENT = Pattern.compile("-D([a-z]+)\\.arguments=\"([^\"]+)\"");
    private static final Pattern JAR = Pattern.compile("proxysql-jdbc-([0-9][^/:' ]*)-all\\.jar");
    private static final Pattern SCRIPT = Pattern.compile("(?m)(?:^|`)(?:bash|java) ([a-zA-Z./-]+/[a-zA-Z.-]+)");
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
                if (url.contains(user + '=') && !url.contains(password + '=') && !url.contains("credentials=")) {
                    secrets.setProperty(password, "secret");
                }
            });
            assertThatCode(() -> ProxysqlConfig.of(url, secrets)).as(url).doesNotThrowAnyException();
        }
    }

    @Test
    void profilesExist() throws IOException {
        String pom = Documents.pom();
        assertThat(all(PROFILE, 1)).allSatisfy(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
    }

    @Test
    void modulesExist() throws IOException {
        String pom = Documents.pom();
        assertThat(all(MODULE, 1)).allSatisfy(module -> assertThat(pom).contains("<module>" + module + "</module>"));
    }

    @Test
    void testsExist() throws IOException {
        List<String> classes = sources("Test.java").stream()
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(all(TEST, 1)).allSatisfy(test -> assertThat(classes).anyMatch(name -> name.startsWith(test)));
    }

    @Test
    void theJarForToolsHasTheNameThatTheBuildGivesIt() throws IOException {
        String pom = Documents.pom();
        assertThat(all(JAR, 1)).allSatisfy(version -> assertThat(pom).contains("<version>" + version + "</version>"));
    }

    @Test
    void filesToRunExist() throws IOException {
        assertThat(all(SCRIPT, 1))
                .allSatisfy(
                        file -> assertThat(Documents.project().resolve(file)).exists());
    }

    @Test
    void benchmarksAndArgumentsOfExamplesAreKnownToThem() throws IOException {
        String benchmark = sourcesOf("benchmark");
        assertThat(all(BENCHMARK, 1)).allSatisfy(name -> assertThat(benchmark).contains("case \"" + name + '"'));
        for (Path page : Documents.pages()) {
            Matcher matcher = ARGUMENT.matcher(Files.readString(page));
            while (matcher.find()) {
                String sources = sourcesOf(matcher.group(1));
                for (String argument : matcher.group(2).split(" ")) {
                    String name = argument.replaceAll("=.*", "");
                    assertThat(sources).as("%s in %s", argument, page).contains('"' + name + '"');
                }
            }
        }
    }

    private static String sourcesOf(String example) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : sources(".java")) {
            if (file.startsWith(Documents.project().resolve("examples").resolve(example))) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static List<Path> sources(String end) throws IOException {
        try (Stream<Path> files = Files.walk(Documents.project())) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    @Test
    void artifactsAreOurs() throws IOException {
        String pom = Documents.pom();
        assertThat(all(ARTIFACT, 1))
                .allSatisfy(artifact -> assertThat(pom).contains("<artifactId>" + artifact + "</artifactId>"));
    }
}
