package io.github.proxysqljdbc.examples.lambda.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code template.yaml}: each value by its path, such as {@code Resources/OrderFunction/Properties/Handler}. Reads as much of YAML as it is written
 * in, one {@code name: value} a line, and refuses all else. Immutable.
 */
final class Template {
    static final Path FILE = Path.of("template.yaml");

    private static final String FUNCTION = "Resources/OrderFunction/Properties/";
    private static final String VARIABLES = FUNCTION + "Environment/Variables/";
    private static final Pattern LINE = Pattern.compile("( *)(- )?(\\w+):(?: (\\S.*))?");
    private static final Pattern VALUE =
            Pattern.compile("(?:!(?:Ref|Sub) )?(?:\"([^\"\\\\]*)\"|(?:(?!: | #)[^\"{}])+)");

    private final Map<String, String> values = new TreeMap<>();

    private record Parent(int indent, String name) {}

    private Template() {}

    static Template read() throws IOException {
        Template template = new Template();
        Deque<Parent> path = new ArrayDeque<>();
        boolean within = true;
        for (String line : Files.readAllLines(FILE)) {
            if (!line.isBlank()) {
                within = template.read(line, path, within);
            }
        }
        return template;
    }

    /**
     * Reads a line.
     *
     * @param within whether this line may belong to the one before
     * @return whether the next line may belong to this one
     */
    private boolean read(String line, Deque<Parent> path, boolean within) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        int indent = matcher.end(1) + (matcher.group(2) == null ? 0 : 2);
        int beside = indent;
        int parents = path.size();
        while (!path.isEmpty() && path.peek().indent() >= indent) {
            beside = path.pop().indent();
        }
        assertThat(beside).as("the column of: %s", line).isEqualTo(indent);
        assertThat(within || path.size() < parents)
                .as("where it belongs: %s", line)
                .isTrue();
        path.push(new Parent(indent, matcher.group(3)));
        String value = matcher.group(4);
        if (value == null) {
            return true;
        }
        assertThat(value).as(line).matches(VALUE);
        Iterator<Parent> names = path.descendingIterator();
        StringBuilder name = new StringBuilder(names.next().name());
        names.forEachRemaining(each -> name.append('/').append(each.name()));
        assertThat(values.put(name.toString(), value.replace("\"", "")))
                .as("twice: %s", line)
                .isNull();
        return false;
    }

    /** A property of the function. */
    String function(String name) {
        return Objects.requireNonNull(values.get(FUNCTION + name), name);
    }

    /** The function's environment, with {@code !Sub} where parts are to be filled in. */
    Map<String, String> environment() {
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith(VARIABLES))
                .collect(Collectors.toMap(each -> each.getKey().substring(VARIABLES.length()), Map.Entry::getValue));
    }

    /** The function's environment with its parts filled in; whatever names the secret is replaced. */
    Map<String, String> environment(String hosts, String database, String credentials) {
        Map<String, String> environment = new HashMap<>();
        environment()
                .forEach((name, value) -> environment.put(
                        name,
                        value.replace("!Sub ", "")
                                .replace("${DatabaseHosts}", hosts)
                                .replace("${DatabaseName}", database)
                                .replace("aws-secrets-manager:${DatabaseSecret}", credentials)));
        assertThat(environment.toString()).doesNotContain("${", "!");
        return environment;
    }

    /** The values by their paths. */
    Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }
}
