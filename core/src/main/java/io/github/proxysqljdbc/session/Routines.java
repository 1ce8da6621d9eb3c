package io.github.proxysqljdbc.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.proxysqljdbc.error.Failures;
import io.github.proxysqljdbc.sql.StatementInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which stored routines may leave something in a session that no server reports: named and global locks, user variables that a SELECT assigns, the
 * characteristics of the next transaction, and whatever another routine or a prepared text does that they run. Their text tells, which is
 * read once a minute. One whose text the user may not read counts as one of them. Bounded; thread-safe.
 */
public final class Routines {
    private static final Pattern CALLED =
            Pattern.compile("\\bCALL\\s+(`[^`]+`|[\\w$]+)(?:\\s*\\.\\s*(`[^`]+`|[\\w$]+))?", Pattern.CASE_INSENSITIVE);

    private static final Pattern LEAVES_UNTOLD = Pattern.compile(
            "\\b(CALL|EXECUTE|GET_LOCK|SERVICE_GET_\\w+|XA|BACKUP|EXPORT|ROLE|READ\\s+LOCK|LOCK\\s+INSTANCE|SET\\s+TRANSACTION)\\b"
                    + "|(?<!@)@(?!@)|@@transaction_|@@tx_",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CHANGES =
            Pattern.compile("\\b(SET|TEMPORARY|PREPARE|USE)\\b", Pattern.CASE_INSENSITIVE);

    private static final long MOST = 1_000;
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    /** What a routine may leave in the session that called it, as far as its own text tells. */
    private enum Leaves {
        NOTHING,
        /** Only what the server reports after a success. */
        TOLD,
        UNTOLD
    }

    /** Made for the first CALL: most applications have none, and the cache's classes take some 50 ms to load in a new JVM. */
    private final AtomicReference<@Nullable Cache<String, Leaves>> known = new AtomicReference<>();

    /** A routine's schema and name. */
    private record Name(String schema, String routine) {
        String key() {
            return schema + '\0' + routine;
        }
    }

    /** Learns about the routine that a statement is going to call, at a round trip if it is not known. */
    void learn(Connection driver, StatementInfo info, @Nullable String catalog) throws SQLException {
        Name name = called(info, catalog);
        if (name != null && known().getIfPresent(name.key()) == null) {
            known().put(name.key(), read(driver, name));
        }
    }

    /** Whether a server reports all that the called routine may leave. */
    boolean areTold(StatementInfo info, @Nullable String catalog) {
        return leaves(info, catalog) != Leaves.UNTOLD;
    }

    /** Whether the text of the called routine changes nothing in the session. */
    boolean changeNothing(StatementInfo info, @Nullable String catalog) {
        return leaves(info, catalog) == Leaves.NOTHING;
    }

    private Leaves leaves(StatementInfo info, @Nullable String catalog) {
        Name name = called(info, catalog);
        Leaves leaves = name == null ? null : known().getIfPresent(name.key());
        return leaves == null ? Leaves.UNTOLD : leaves;
    }

    private Cache<String, Leaves> known() {
        Cache<String, Leaves> made = known.get();
        if (made != null) {
            return made;
        }
        known.compareAndSet(
                null,
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(KNOWN_FOR)
                        .executor(Runnable::run)
                        .build());
        return known();
    }

    private static @Nullable Name called(StatementInfo info, @Nullable String catalog) {
        Matcher matcher = CALLED.matcher(info.digest());
        if (!matcher.find()) {
            return null;
        }
        String first = unquoted(matcher.group(1));
        String second = matcher.group(2);
        if (second != null) {
            return new Name(first, unquoted(second));
        }
        return catalog == null ? null : new Name(catalog, first);
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1) : name;
    }

    private static Leaves read(Connection driver, Name name) throws SQLException {
        try (PreparedStatement statement = driver.prepareStatement(
                "SELECT ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_NAME = ? LIMIT 2")) {
            statement.setString(1, name.schema());
            statement.setString(2, name.routine());
            try (ResultSet row = statement.executeQuery()) {
                String text = row.next() ? row.getString(1) : null;
                return text == null || row.next() ? Leaves.UNTOLD : judge(text);
            }
        } catch (SQLException e) {
            if (Failures.judge(e).connectionUnusable()) {
                throw e;
            }
            return Leaves.UNTOLD;
        }
    }

    private static Leaves judge(String text) {
        if (LEAVES_UNTOLD.matcher(text).find()) {
            return Leaves.UNTOLD;
        }
        return CHANGES.matcher(text).find() ? Leaves.TOLD : Leaves.NOTHING;
    }
}
