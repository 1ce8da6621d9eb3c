package io.github.proxysqljdbc.tools.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar that holds everything: what is in it, and that nothing else is needed. */
@ClusterTest(replicas = 1, leaks = ClusterTest.Leaks.NONE)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AllJarTest {
    /** What {@link Program} prints, among other lines. */
    static final List<String> SEEN = List.of(
            "driver io.github.proxysqljdbc.ProxysqlDriver",
            "choices affinity,least_outstanding,round_robin,random,weighted,lowest_latency",
            "mysql 08001",
            "url jdbc:mysql://…/test",
            "inserted 1",
            "selected 2026-11-20 12:00:00.0 größer",
            "table program",
            "column id INT",
            "column at DATETIME",
            "column note TEXT",
            "refused 42000 java.sql.SQLSyntaxErrorException");

    private final Cluster cluster;

    @TempDir
    Path folder;

    AllJarTest(Cluster cluster) {
        this.cluster = cluster;
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(Jvm.allJar().toFile())) {
            return Collections.list(jar.entries()).stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
        }
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(Jvm.allJar().toFile())) {
            ZipEntry found = Objects.requireNonNull(jar.getEntry(entry), entry);
            return new String(jar.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String testClasses() throws Exception {
        return Path.of(Program.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private List<String> program(String... jvmArguments) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(jvmArguments));
        arguments.add(Program.class.getName());
        arguments.add(cluster.jdbcUrl() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&useServerPrepStmts=true"
                + "&logger=com.mysql.cj.log.NullLogger&connectionTimeZone=CET");
        arguments.add(cluster.user());
        arguments.add(cluster.password());
        return Jvm.run(folder, "", arguments).well().printed().lines().toList();
    }

    @Test
    void everyClassIsOursOrUnderOurName() throws IOException {
        List<String> entries = entries();
        assertThat(entries).doesNotHaveDuplicates();
        assertThat(entries)
                .allMatch(name -> name.startsWith("io/github/proxysqljdbc/") || name.startsWith("META-INF/"));
        assertThat(entries)
                .contains(
                        "io/github/proxysqljdbc/shaded/mysql/cj/jdbc/ConnectionImpl.class",
                        "io/github/proxysqljdbc/shaded/hikari/pool/HikariPool.class",
                        "io/github/proxysqljdbc/shaded/jsqlparser/parser/CCJSqlParser.class",
                        "io/github/proxysqljdbc/shaded/caffeine/cache/Caffeine.class",
                        "io/github/proxysqljdbc/shaded/slf4j/Logger.class")
                .noneMatch(
                        name -> name.endsWith("module-info.class") || name.matches(".*\\.(SF|RSA|DSA)|.*INDEX.LIST"));
    }

    @Test
    void onlyOurDriverIsOffered() throws IOException {
        assertThat(text("META-INF/services/java.sql.Driver").strip())
                .isEqualTo("io.github.proxysqljdbc.ProxysqlDriver");
    }

    @Test
    void theLicencesAreKept() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
        assertThat(text("META-INF/NOTICE"))
                .contains(
                        "MySQL Connector/J", "Universal FOSS Exception", "HikariCP", "JSqlParser", "Caffeine", "SLF4J");
        assertThat(text("META-INF/licences/mysql-connector-j/LICENSE"))
                .containsIgnoringCase("GNU General Public License")
                .contains("Universal FOSS Exception");
        assertThat(entries())
                .contains(
                        "META-INF/licences/mysql-connector-j/INFO_BIN",
                        "META-INF/licences/mysql-connector-j/INFO_SRC",
                        "META-INF/licences/mysql-connector-j/README",
                        "META-INF/licences/caffeine/LICENSE",
                        "META-INF/licences/slf4j/LICENSE.txt");
    }

    @Test
    void aProgramWithNothingElseOnItsClassPathRunsAndEnds() throws Exception {
        List<String> printed = program("-cp", Jvm.allJar() + File.pathSeparator + testClasses());
        assertThat(printed).containsAll(SEEN).contains("module null");
        assertThat(printed)
                .as("words of Connector/J, from its own file")
                .anyMatch(line -> line.startsWith("message ") && !line.contains("!"));
        assertThat(printed)
                .as("the log, through java.util.logging")
                .anyMatch(
                        line -> line.contains("writes go to " + cluster.writer().hostAndPort()));
    }

    @Test
    void aModulePathServesAsWell() throws Exception {
        List<String> printed =
                program("-p", Jvm.allJar().toString(), "--add-modules", "io.github.proxysqljdbc", "-cp", testClasses());
        assertThat(printed).containsAll(SEEN).contains("module io.github.proxysqljdbc");
    }

    @Test
    void aToolMayLoadItInAClassLoaderOfItsOwn() throws Exception {
        URL[] urls = {Jvm.allJar().toUri().toURL()};
        Properties properties = new Properties();
        properties.setProperty("user", cluster.user());
        properties.setProperty("password", cluster.password());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        // Left open, as a tool leaves it: the data source lives for a minute longer.
        URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Driver driver = ServiceLoader.load(Driver.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.getClass().getName().contains("Proxysql"))
                .findFirst()
                .orElseThrow();
        assertThat(driver.getClass().getClassLoader()).isSameAs(loader);
        try (Connection connection = Objects.requireNonNull(driver.connect(cluster.jdbcUrl(), properties));
                ResultSet rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM DUAL")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }
}
