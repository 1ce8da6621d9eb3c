package io.github.proxysqljdbc.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the few expressions that a client of Amazon Aurora asks about roles, so that a server which is not Aurora answers them. What
 * stands in quotes or comments is left alone, and so is every text that holds none of them. Stateless.
 *
 * <p>Aurora's names are those of the Amazon Aurora User Guide, "information_schema tables" and "Aurora MySQL configuration parameters".
 */
final class AuroraSql {
    /** The schema on each instance in which {@code replica_host_status} is. */
    static final String SCHEMA = "testkit_aurora";

    static final String VERSION = "8.0.mysql_aurora.3.10.0";

    private static final Pattern VARIABLE = Pattern.compile(
            "@@(?:(?:global|session|local)\\s*\\.\\s*)?`?(innodb_read_only|aurora_server_id|aurora_version)`?(?![\\w$.])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile(
            "`?information_schema`?\\s*\\.\\s*`?replica_host_status`?(?![\\w$])", Pattern.CASE_INSENSITIVE);
    private static final Pattern ITEM_BEFORE = Pattern.compile(
            "(?:,|\\bSELECT(?:\\s+(?:ALL|DISTINCT|SQL_NO_CACHE))*\\s|\\*/)\\s*\\z", Pattern.CASE_INSENSITIVE);
    private static final Pattern ITEM_AFTER =
            Pattern.compile("\\s*(?:,|;|\\z|(?:FROM|LIMIT|UNION|WHERE|INTO|ORDER)\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHOW = Pattern.compile(
            "(\\x00\\x01)?(?:\\s|/\\*[^!].*?\\*/)*SHOW\\s+(?:(?:GLOBAL|SESSION|LOCAL)\\s+)?VARIABLES\\s+"
                    + "(?:LIKE|WHERE\\s+`?variable_name`?\\s*(?:=|LIKE|IN))\\s*(\\(?\\s*['\"][\\w\\\\'\",\\s]+['\"]\\s*\\)?)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONGEST_LOOK_BEHIND = 200;

    private AuroraSql() {}

    /** The text to send instead of {@code sql}: the same object if nothing is to be changed. */
    static String rewrite(String sql, String serverId) {
        Matcher show = SHOW.matcher(sql);
        if (show.matches()) {
            String select = showAsSelect(show.group(2), serverId);
            if (select != null) {
                return (show.group(1) == null ? "" : show.group(1)) + select;
            }
        }
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int depth = 0;
        for (int i = 0; i < sql.length(); ) {
            char c = sql.charAt(i);
            Matcher table = c == 'i' || c == 'I' || c == '`' ? at(TABLE, sql, i) : null;
            Matcher variable = c == '@' ? at(VARIABLE, sql, i) : null;
            if (table != null) {
                out.append(sql, copied, i).append(SCHEMA).append(".replica_host_status");
                copied = table.end();
                i = copied;
            } else if (variable != null) {
                out.append(sql, copied, i).append(value(variable.group(1), serverId));
                copied = variable.end();
                if (depth == 0 && isWholeItem(sql, i, copied)) {
                    out.append(" AS `")
                            .append(variable.group().replace("`", ""))
                            .append('`');
                }
                i = copied;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                i = skip(sql, i, c);
            }
        }
        return copied == 0 ? sql : out.append(sql, copied, sql.length()).toString();
    }

    private static @Nullable Matcher at(Pattern pattern, String sql, int start) {
        if (start > 0 && Character.isJavaIdentifierPart(sql.charAt(start - 1)) && sql.charAt(start - 1) > 1) {
            return null;
        }
        Matcher matcher = pattern.matcher(sql).region(start, sql.length());
        return matcher.lookingAt() ? matcher : null;
    }

    /** Whether the expression is a column of the result by itself, whose name would change with its text. */
    private static boolean isWholeItem(String sql, int start, int end) {
        return ITEM_BEFORE
                        .matcher(sql.substring(Math.max(0, start - LONGEST_LOOK_BEHIND), start))
                        .find()
                && ITEM_AFTER.matcher(sql).region(end, sql.length()).lookingAt();
    }

    /** Where the next character that counts may be: behind a quoted text or a comment, else the next one. */
    private static int skip(String sql, int i, char c) {
        if (c == '\'' || c == '"' || c == '`') {
            return afterQuote(sql, i, c);
        }
        if (sql.startsWith("/*", i) && !sql.startsWith("/*!", i)) {
            return after(sql, "*/", i + 2);
        }
        if (c == '#' || sql.startsWith("-- ", i) || sql.startsWith("--\t", i)) {
            return after(sql, "\n", i);
        }
        return i + 1;
    }

    private static int after(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static int afterQuote(String sql, int start, char quote) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && quote != '`') {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private static String value(String variable, String serverId) {
        return switch (variable.toLowerCase(Locale.ROOT)) {
            case "innodb_read_only" -> "@@global.read_only";
            case "aurora_version" -> '\'' + VERSION + '\'';
            default -> '\'' + serverId + '\'';
        };
    }

    /** What {@code SHOW VARIABLES} of these names answers on Aurora; null if it would answer the same on any server. */
    private static @Nullable String showAsSelect(String quotedNames, String serverId) {
        List<String> selects = new ArrayList<>();
        boolean auroras = false;
        for (String quoted : quotedNames.replaceAll("[()\\s\\\\]", "").split(",", -1)) {
            String name = quoted.substring(1, quoted.length() - 1).toLowerCase(Locale.ROOT);
            boolean onOff = name.equals("innodb_read_only") || name.equals("read_only");
            if (!onOff && !name.equals("aurora_version") && !name.equals("aurora_server_id")) {
                return null;
            }
            auroras |= !name.equals("read_only");
            String value = onOff ? "IF(@@global.read_only,'ON','OFF')" : value(name, serverId);
            selects.add("SELECT '" + name + "' AS Variable_name, " + value + " AS Value");
        }
        return auroras ? String.join(" UNION ALL ", selects) : null;
    }
}
