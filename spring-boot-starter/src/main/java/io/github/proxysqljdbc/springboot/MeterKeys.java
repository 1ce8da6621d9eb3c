package io.github.proxysqljdbc.springboot;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values of tags, all that there can be. What a later version of the library counts beyond them is counted as {@link #OTHER}. Stateless. */
final class MeterKeys {
    static final String OTHER = "other";

    static final String READER = "reader";
    static final String WRITER = "writer";

    /** Why a statement runs on a reader. */
    static final List<String> REASONS_FOR_READER =
            List.of("plain_read", "transaction", "read_only_session", "pinned", "same_connection", "set", "use");

    /** Why a statement runs on the writer: its session, what speaks against a reader, or what the statement is by its verb. */
    static final List<String> REASONS_FOR_WRITER = List.of(
            "plain_read",
            "transaction",
            "read_only_session",
            "pinned",
            "same_connection",
            "locking_read",
            "read_that_writes",
            "writer_function",
            "unknown_function",
            "server_state",
            "not_understood",
            "write",
            "ddl",
            "begin",
            "commit",
            "rollback",
            "savepoint",
            "rollback_to_savepoint",
            "release_savepoint",
            "set",
            "use",
            "call",
            "lock",
            "unlock",
            "handler",
            "xa",
            "prepare",
            "deallocate",
            "do",
            "show",
            "explain",
            "kill",
            "admin",
            "multi",
            "empty",
            "unknown");

    static final List<String> PINS = List.of(
            "transaction",
            "open_result",
            "temporary_table",
            "table_lock",
            "global_read_lock",
            "instance_lock",
            "backup_stage",
            "named_lock",
            "handler",
            "xa",
            "text_prepare",
            "user_variable",
            "connection_id",
            "routine",
            "session_state",
            "unwrapped");

    private MeterKeys() {}

    /** The count under a key, whatever its case. */
    static long count(Map<String, Long> counts, String key) {
        return counts.entrySet().stream()
                .filter(entry -> key(entry.getKey()).equals(key))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What is counted under none of the keys. */
    static long countOthers(Map<String, Long> counts, List<String> keys) {
        return counts.entrySet().stream()
                .filter(entry -> !keys.contains(key(entry.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
