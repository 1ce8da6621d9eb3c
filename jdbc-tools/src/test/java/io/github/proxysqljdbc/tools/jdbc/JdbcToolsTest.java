package io.github.proxysqljdbc.tools.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tools that people use, started as they start them. */
@ClusterTest(replicas = 1)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdbcToolsTest {
    private static final String DRIVER = "io.github.proxysqljdbc.ProxysqlDriver";

    private final Cluster cluster;

    @TempDir
    Path folder;

    JdbcToolsTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void makeTables() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection();
                Statement statement = direct.createStatement()) {
            statement.execute(
                    "DROP TABLE IF EXISTS purchase, customer, animal, DATABASECHANGELOG, DATABASECHANGELOGLOCK");
            statement.execute("CREATE TABLE customer (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40) NOT NULL)");
            statement.execute("CREATE TABLE purchase (id INT PRIMARY KEY, customer_id INT NOT NULL,"
                    + " CONSTRAINT purchase_customer FOREIGN KEY (customer_id) REFERENCES customer (id))");
            statement.execute("INSERT INTO customer (name) VALUES ('Ada'), ('Grace')");
        }
        cluster.awaitReplication();
    }

    private String onWriter(String sql) throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection();
                Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    private String url() {
        return cluster.jdbcUrl() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** Runs a tool by the page's command for it, on our servers. */
    private Jvm.Ended run(String tool, String... further) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-cp", Jvm.classPathOf(tool)));
        arguments.addAll(Page.command(tool + ": command", List.of(url(), cluster.user(), cluster.password())));
        arguments.addAll(List.of(further));
        return Jvm.run(folder, "", arguments);
    }

    private Jvm.Ended sqlline(String script, String... further) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("script.sql"), script);
        return run("sqlline", further);
    }

    @Test
    void sqllinePrintsWhatThePageSays() throws Exception {
        Jvm.Ended ended = sqlline(Page.block("sqlline: script")).well();
        List<String> printed = ended.printed()
                .lines()
                .map(String::stripTrailing)
                .map(line -> line.replaceAll("\\(\\d+(\\.\\d+)? seconds\\)", "(… seconds)"))
                .dropWhile(line -> !line.startsWith("1/"))
                .toList();
        Page.says("sqlline: transcript", printed);
        assertThat(ended.printed()).contains("writes go to " + cluster.writer().hostAndPort());
        assertThat(onWriter("SELECT COUNT(*) FROM customer WHERE name = 'Edsger'"))
                .isEqualTo("1");
    }

    @Test
    void sqllineFindsTheDriverAndShowsTheServersErrors() throws Exception {
        Jvm.Ended ended = sqlline("""
                !scan
                !indexes customer
                !exportedkeys customer
                !metadata getDatabaseProductName
                SELECT @@server_id;
                SELECT nonsense FROM customer;
                """, "--force=true");
        assertThat(ended.printed())
                .contains("1 driver class found", DRIVER, "| PRIMARY ", "| FKTABLE_SCHEM | ", "MySQL", "42S22")
                .contains("| " + cluster.replica(0).serverId() + " ")
                .doesNotContain(cluster.password());
    }

    @Test
    void schemaCrawlerPrintsWhatThePageSays() throws Exception {
        Jvm.Ended ended = run("schemacrawler").well();
        List<String> printed = ended.printed()
                .lines()
                .map(String::stripTrailing)
                .dropWhile(line -> !line.equals("Tables"))
                .filter(line -> !line.isEmpty())
                .toList();
        Page.says("schemacrawler: transcript", printed);
    }

    @Test
    void liquibaseMigratesAsThePageSays() throws Exception {
        Files.writeString(folder.resolve("changelog.sql"), Page.block("liquibase: changelog"));
        Jvm.Ended ended = run("liquibase").well();
        List<String> printed = ended.printed()
                .lines()
                .map(String::stripTrailing)
                .dropWhile(line -> !line.equals("UPDATE SUMMARY"))
                .takeWhile(line -> !line.isEmpty())
                .toList();
        Page.says("liquibase: transcript", printed);
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM animal"))
                .isEqualTo("cat,dog");
    }
}
