package io.github.proxysqljdbc.tools.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The blocks of {@code docs/jdbc-tools.md} that are run, and what they are said to print. Stateless. */
final class Page {
    private static final String FENCE = "```\n";

    private Page() {}

    private static Path page() {
        return Path.of(Objects.requireNonNull(System.getProperty("docs.page"), "system property docs.page"));
    }

    /** The block behind the mark of that name. */
    static String block(String mark) throws IOException {
        String text = Files.readString(page());
        int begin = begin(text, mark);
        return text.substring(begin, text.indexOf(FENCE, begin));
    }

    /**
     * What the command behind the mark says after its class path: the main class and its arguments.
     *
     * @param values what takes the place of the page's URL, user and password, in this order
     */
    static List<String> command(String mark, List<String> values) throws IOException {
        List<String> words = Stream.of(block(mark).replace("\\\n", "").strip().split("\\s+"))
                .map(word -> word.replace("'", ""))
                .toList();
        assertThat(words).as(mark).startsWith("java", "-cp");
        assertThat(words.toString()).as(mark).contains("jdbc:proxysql://db1,db2/test", "…");
        return words.stream()
                .skip(3)
                .map(word -> word.replace("jdbc:proxysql://db1,db2/test", values.get(0))
                        .replaceFirst("^(-.*=|)app$", "$1" + values.get(1))
                        .replace("…", values.get(2)))
                .toList();
    }

    private static int begin(String text, String mark) {
        String marked = "<!-- " + mark + " -->\n" + FENCE;
        int at = text.indexOf(marked);
        assertThat(at).as("%s has the mark %s", page(), mark).isNotNegative();
        return at + marked.length();
    }

    /** Checks that the page says what was printed; with {@code -Ddocs.regenerate=true} it is written there instead. */
    static void says(String mark, List<String> printed) throws IOException {
        String now = String.join("\n", printed) + '\n';
        if (Boolean.getBoolean("docs.regenerate")) {
            String text = Files.readString(page());
            int begin = begin(text, mark);
            Files.writeString(page(), text.substring(0, begin) + now + text.substring(text.indexOf(FENCE, begin)));
        }
        assertThat(now)
                .as("%s is out of date at '%s'; run this test with -Ddocs.regenerate=true", page(), mark)
                .isEqualTo(block(mark));
    }
}
