package io.github.proxysqljdbc.tools.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Programs, each in a JVM of its own that knows nothing of the tests' class path. Stateless. */
final class Jvm {
    private Jvm() {}

    /** The jar that core has made, with all of its dependencies. */
    static Path allJar() {
        Path jar = Path.of(Objects.requireNonNull(System.getProperty("all.jar"), "system property all.jar"));
        assertThat(jar).as("made by core's package phase: run ./mvnw verify").exists();
        return jar;
    }

    /** The class path of a tool: the jar that holds everything, and what the tool consists of. */
    static String classPathOf(String tool) {
        String folder = Objects.requireNonNull(System.getProperty("tools.folder"), "system property tools.folder");
        return allJar() + File.pathSeparator + Path.of(folder, tool) + File.separator + '*';
    }

    /** How a program ended, and what it printed to both of its outputs. */
    record Ended(int code, String printed) {
        Ended well() {
            assertThat(code).as(printed).isZero();
            return this;
        }
    }

    /**
     * Runs {@code java} with these arguments, and waits for its end, for two minutes at most.
     *
     * @param folder where its output and input are kept
     * @param input what it reads
     */
    static Ended run(Path folder, String input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-Duser.home=" + folder);
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(arguments);
        Path output = folder.resolve("output");
        Path script = Files.writeString(folder.resolve("input"), input);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(script.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended).as("it ended: %s", printed).isTrue();
            return new Ended(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }
}
