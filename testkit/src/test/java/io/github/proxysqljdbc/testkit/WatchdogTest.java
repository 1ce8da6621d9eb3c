package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers die with the JVM that started them, even if that is killed and they are frozen. */
class WatchdogTest {
    static List<ServerKind> servers() {
        return ServerKind.configured();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void serversDieWithAJvmThatIsKilled(ServerKind server, @TempDir Path folder) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtestkit.dir=" + folder,
                        "-Dtestkit.servers=" + server,
                        "-cp",
                        classPath,
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            List<ProcessHandle> started = read(child);
            assertThat(started).as("two servers and the watchdog").hasSize(3).allMatch(ProcessHandle::isAlive);
            child.destroyForcibly();
            assertThat(Waiting.until(
                            Duration.ofSeconds(60), () -> started.stream().noneMatch(WatchdogTest::runs)))
                    .as("all of %s are gone", started)
                    .isTrue();
            assertThat(Waiting.until(Duration.ofSeconds(60), () -> isEmpty(folder)))
                    .isTrue();
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    private static List<ProcessHandle> read(Process child) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("pids ")) {
                return Stream.of(line.substring(5).split(" ", -1))
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .toList();
            }
        }
        throw new AssertionError("the child ended without a word");
    }

    /** Whether a process runs; one whose parent has not asked for its end yet (a zombie) does not. */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            return !Files.readString(Path.of("/proc", "" + process.pid(), "stat"))
                    .matches("(?s).*\\) Z .*");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private static boolean isEmpty(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What runs in the JVM that is killed. */
    static final class Child {
        private Child() {}

        /** Starts a cluster, freezes a server, tells the processes, and waits for the end. */
        public static void main(String[] arguments) throws IOException {
            Cluster cluster = Cluster.start(ClusterOptions.defaults().withReplicas(1));
            if (cluster.supports(Feature.FREEZE)) {
                cluster.replica(0).freeze();
            }
            String pids = String.join(
                    " ",
                    ProcessHandle.current()
                            .descendants()
                            .map(process -> "" + process.pid())
                            .toList());
            System.out.println("pids " + Objects.requireNonNull(pids));
            if (System.in.read() < 0) {
                cluster.close();
            }
        }
    }
}
