package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.Explanation;
import io.github.proxysqljdbc.ProxysqlDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages have {@code explain} say, it says. */
class ExplanationsTest {
    /** Nobody listens there: {@code explain} asks no server. */
    private static final String URL = "jdbc:proxysql://127.0.0.1:1/shop?initialization=lazy";

    /** A call and what follows it, behind it or on the next line: with its method, and as a comment, in Java, without either in a transcript. */
    private static final Pattern CALL =
            Pattern.compile("explain\\(\"([^\"]+)\"\\)(\\.pins\\(\\))?\\)?;?\\s+(?://\\s*)?(\\S.*)");

    private static final String SECTION = "\n## Statements outside transactions\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    /** Where a row says so, explain's fresh session has no such connection: it would take one to the writer. */
    private static final String STATEMENT_BEFORE = "the connection of the statement before";

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    @Test
    void callsReturnWhatStandsBehindThem() throws IOException, SQLException {
        int calls = 0;
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(URL)) {
            for (Path page : Documents.pages()) {
                for (MatchResult call : all(CALL, Files.readString(page))) {
                    Explanation explanation = dataSource.explain(call.group(1));
                    Object returned = call.group(2) == null ? explanation : explanation.pins();
                    assertThat(returned.toString())
                            .as("%s in %s", call.group(1), page)
                            .isEqualTo(call.group(3));
                    calls++;
                }
            }
        }
        assertThat(calls).as("calls in the pages").isGreaterThanOrEqualTo(6);
    }

    /** A row's reasons are those of its statements, in their order; where there are more statements, their reasons begin like the last one. */
    @Test
    void theTableOfReasonsIsRight() throws IOException, SQLException {
        String page = Files.readString(Documents.folder().resolve("routing.md"));
        int begin = page.indexOf(SECTION) + SECTION.length();
        List<MatchResult> rows = all(ROW, page.substring(begin, page.indexOf("\n## ", begin)));
        assertThat(rows).as("rows, and the head").hasSizeGreaterThan(15);
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource(URL)) {
            for (MatchResult row : rows.subList(1, rows.size())) {
                List<MatchResult> statements = all(CODE, row.group(1));
                assertThat(statements).as("statements in %s", row.group()).isNotEmpty();
                String[] reasons = row.group(3).split("; ");
                for (int i = 0; i < statements.size(); i++) {
                    Explanation explanation =
                            dataSource.explain(statements.get(i).group(1).replace("…", "id FROM item"));
                    String where = statements.get(i).group(1) + " in " + row.group();
                    assertThat(explanation.hostgroup()).as(where).isEqualTo(hostgroup(row.group(2)));
                    if (i < reasons.length) {
                        assertThat(explanation.reason()).as(where).isEqualTo(reasons[i]);
                    } else {
                        assertThat(kind(explanation.reason())).as(where).isEqualTo(kind(reasons[reasons.length - 1]));
                    }
                }
            }
        }
    }

    private static String hostgroup(String goesTo) {
        return goesTo.equals(STATEMENT_BEFORE) ? "writer" : goesTo;
    }

    /** What statements have in common whose reasons name their verbs. */
    private static String kind(String reason) {
        return reason.replaceAll(":.*", "");
    }
}
