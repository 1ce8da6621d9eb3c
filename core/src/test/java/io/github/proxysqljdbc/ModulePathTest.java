package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a module: a small modular program is compiled against it and run. */
class ModulePathTest {
    private static final List<String> LIBRARIES =
            List.of("HikariCP", "mysql-connector-j", "jsqlparser", "caffeine", "slf4j-api", "jspecify");

    private static final String PROGRAM = """
            package app;

            import io.github.proxysqljdbc.ProxysqlDataSource;
            import io.github.proxysqljdbc.config.ConfigurationException;
            import io.github.proxysqljdbc.config.ProxysqlConfig;
            import io.github.proxysqljdbc.error.NoInstanceException;
            import io.github.proxysqljdbc.stats.ProxysqlListener;
            import io.github.proxysqljdbc.topology.Topology;
            import java.sql.Connection;
            import java.sql.DriverManager;

            public class Main {
                static final String URL = "jdbc:proxysql://127.0.0.1:1/?initialization=lazy&connectionTimeout=250ms";

                public static void main(String[] arguments) throws Exception {
                    System.out.println("crac " + ModuleLayer.boot().findModule("org.crac").isPresent());
                    System.out.println("driver " + DriverManager.getDriver(URL).getClass().getName());
                    try (ProxysqlDataSource dataSource = new ProxysqlDataSource(URL)) {
                        System.out.println("read to " + dataSource.explain("SELECT a FROM t WHERE b = 1").hostgroup());
                        System.out.println("write to " + dataSource.explain("DELETE FROM t").hostgroup());
                        Topology topology = dataSource.topology();
                        System.out.println("instances " + topology.instances().size());
                        System.out.println("routes " + dataSource.stats().routes());
                        try (Connection connection = dataSource.getConnection()) {
                            connection.createStatement().executeQuery("SELECT 1");
                        } catch (NoInstanceException e) {
                            System.out.println("state " + e.getSQLState());
                        }
                    }
                    try {
                        ProxysqlConfig.of("jdbc:proxysql://");
                    } catch (ConfigurationException e) {
                        System.out.println("module " + ProxysqlListener.class.getModule().getName());
                    }
                    open("&credentials=aws-secrets-manager:shop");
                    open("&credentials=aws-rds-iam");
                }

                static void open(String credentials) throws Exception {
                    try (ProxysqlDataSource dataSource = new ProxysqlDataSource(URL + "&user=app" + credentials)) {
                        System.out.println("opened " + credentials);
                    } catch (ConfigurationException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Path classes;
    private String modulePath;

    @BeforeEach
    void findModules() throws Exception {
        classes = folder.resolve("classes");
        Path library = Path.of(ProxysqlConfig.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        modulePath = library
                + File.pathSeparator
                + classPath(entry ->
                        LIBRARIES.stream().anyMatch(name -> entry.getName().startsWith(name)));
    }

    /** Some entries of the tests' class path. */
    private static String classPath(Predicate<File> wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.test(new File(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Compiles a module {@code app}, and returns what the compiler says; nothing if all is well. */
    private String compile(String program) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Path module = source.resolve("module-info.java");
        Files.writeString(module, "module app { requires io.github.proxysqljdbc; }");
        Path main = Files.createDirectories(source.resolve("app")).resolve("Main.java");
        Files.writeString(main, program);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
        int code =
                compiler.run(out, out, "-p", modulePath, "-d", classes.toString(), module.toString(), main.toString());
        out.flush();
        return code == 0 ? "" : said.toString();
    }

    @Test
    void aModularProgramRuns() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();
        String said = run(modulePath);
        assertThat(said.lines())
                .contains(
                        "crac false",
                        "driver io.github.proxysqljdbc.ProxysqlDriver",
                        "read to reader",
                        "write to writer",
                        "instances 1",
                        "routes 0",
                        "state 08001",
                        "module io.github.proxysqljdbc");
    }

    @Test
    void whereTheAwsSdkIsAbsentItsCoordinatesAreNamed() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();
        assertThat(run(modulePath))
                .contains("'aws-secrets-manager' needs software.amazon.awssdk:secretsmanager and"
                        + " software.amazon.awssdk:url-connection-client")
                .contains("'aws-rds-iam' needs software.amazon.awssdk:rds,")
                .doesNotContain("opened");
    }

    @Test
    void whereTheAwsSdkIsAModuleItIsUsed() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();
        String sdk = classPath(
                entry -> entry.getPath().contains("awssdk") || entry.getName().startsWith("reactive-streams"));
        assertThat(sdk).contains("secretsmanager");
        assertThat(run(
                        modulePath + File.pathSeparator + sdk,
                        "--add-modules=software.amazon.awssdk.services.secretsmanager",
                        "-Daws.disableEc2Metadata=true",
                        "-Daws.endpointUrl=http://127.0.0.1:1"))
                .contains("opened &credentials=aws-secrets-manager:shop", "opened &credentials=aws-rds-iam");
    }

    /** What the program says with these modules. */
    private String run(String modules, String... options) throws Exception {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-p", modules + File.pathSeparator + classes, "-m", "app/app.Main"));
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = program.waitFor(60, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(said).isTrue();
            assertThat(program.exitValue()).as(said).isZero();
            return said;
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void whatIsInsideStaysInside() throws IOException {
        assertThat(compile("package app; class Main { io.github.proxysqljdbc.session.Session session; }"))
                .contains("io.github.proxysqljdbc.session", "not");
    }
}
