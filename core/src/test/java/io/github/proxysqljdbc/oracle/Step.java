package io.github.proxysqljdbc.oracle;

import java.util.List;

/**
 * One thing that an application does in one session: a line of text, such as {@code 0 SQL SELECT 1}, so that a sequence can be printed,
 * pasted and replayed.
 *
 * @param text what the verb takes; {@code $s} stands for the schema of the side
 */
record Step(int session, Verb verb, String text) {
    static Step parse(String line) {
        String[] parts = line.strip().split(" ", 3);
        return new Step(
                Integer.parseInt(parts[0]),
                Verb.valueOf(parts[1]),
                parts.length == 3 ? parts[2].replace("\\n", "\n") : "");
    }

    /** One step on each line. */
    static List<Step> parseAll(String lines) {
        return lines.lines().filter(line -> !line.isBlank()).map(Step::parse).toList();
    }

    @Override
    public String toString() {
        return (session + " " + verb + ' ' + text.replace("\n", "\\n")).strip();
    }
}
