package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A server takes the SQL in the pages, in their order. A block marked {@code mysql} or {@code mariadb} is for that server. Each page has its own user monitor. */
@ClusterTest(replicas = 0)
class SqlSnippetsTest {
    private final Cluster cluster;

    SqlSnippetsTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void theServerTakesThem() throws IOException, SQLException {
        int executed = 0;
        try (Connection admin = cluster.writer().openAdminConnection();
                Statement statement = admin.createStatement()) {
            String server = admin.getMetaData().getDatabaseProductVersion().contains("MariaDB") ? "mariadb" : "mysql";
            statement.execute("USE " + cluster.database());
            for (CodeBlock block : CodeBlock.in("sql")) {
                String ownUser = "'" + block.page().getFileName().toString().replace(".md", "") + "'@";
                if (!block.info().equals("sql") && !block.info().equals("sql " + server)) {
                    continue;
                }
                for (String text : block.text().split(";\\s*(?:--.*)?(?:\\n|$)", -1)) {
                    if (!text.isBlank()) {
                        execute(statement, text.replace("'monitor'@", ownUser), block);
                        executed++;
                    }
                }
            }
        }
        assertThat(executed).isPositive();
    }

    private static void execute(Statement statement, String text, CodeBlock block) throws SQLException {
        try {
            statement.execute(text);
        } catch (SQLException e) {
            throw new SQLException(block + ": " + text, e);
        }
    }
}
