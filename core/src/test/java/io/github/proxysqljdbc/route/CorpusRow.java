package io.github.proxysqljdbc.route;

import io.github.proxysqljdbc.sql.Dialect;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of the corpus: a statement, what its session is like, and what is expected. */
record CorpusRow(int line, String sql, String context, Set<String> expected, String reason) {
    static CorpusRow of(int line, String text) {
        String[] columns = text.split("\t", -1);
        String sql = columns[0].replace("\\n", "\n").replace("\\t", "\t");
        return new CorpusRow(line, sql, columns[1], Set.of(columns[2].split("\\+")), columns[3]);
    }

    private List<String> words() {
        return List.of(context.split(",(?![A-Z_]+(,|$))"));
    }

    Dialect dialect() {
        for (String word : words()) {
            if (word.startsWith("sql_mode=")) {
                return Dialect.ofSqlMode(word.substring("sql_mode=".length()));
            }
        }
        return Dialect.STANDARD;
    }

    /** The session that the context describes. */
    SessionView session() {
        List<String> words = words();
        boolean any = words.contains("any");
        Binding binding = words.contains("txn_writer")
                ? Binding.WRITER_TRANSACTION
                : words.contains("txn_reader")
                        ? Binding.READER_TRANSACTION
                        : words.stream().anyMatch(word -> word.startsWith("pinned:"))
                                ? Binding.PINNED
                                : any || words.stream().anyMatch(word -> word.startsWith("after_"))
                                        ? Binding.SOFT
                                        : Binding.NONE;
        return new View(!words.contains("ac0"), words.contains("session_read_only"), null, binding);
    }

    record View(
            boolean autocommit, boolean readOnly, @Nullable Boolean nextTransactionReadOnly, Binding binding)
            implements SessionView {}

    @Override
    public String toString() {
        return "line " + line + ": " + sql.replace("\n", "\\n") + " [" + context + "]";
    }
}
