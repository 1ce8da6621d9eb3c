package io.github.proxysqljdbc.examples.lambda.local;

import io.github.proxysqljdbc.examples.lambda.OrderHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A JVM with the function, which runs while it is called, and is frozen from its answer until the next call. */
final class Container implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream events;
    private boolean frozen;

    /** What a call came to. */
    record Answer(String text, double millis) {
        @Override
        public String toString() {
            return "%6.0f ms  %s".formatted(millis, text);
        }
    }

    /**
     * A container with the function as it was compiled.
     *
     * @param environment what the function finds in its environment
     */
    Container(Map<String, String> environment) throws IOException {
        this(System.getProperty("java.class.path"), environment);
    }

    /** A container with the function, and all that it needs, in these jars and folders. */
    Container(String classPath, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // as Lambda's runtimes do
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        LocalRuntime.class.getName(),
                        OrderHandler.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        events = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Calls the function with an event, which is {@code name=value} or empty. */
    Answer call(String event) throws IOException, InterruptedException {
        long began = System.nanoTime();
        if (frozen) {
            signal("CONT");
        }
        events.println(event);
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(LocalRuntime.ANSWER) || line.startsWith(LocalRuntime.FAILURE)) {
                double millis = (System.nanoTime() - began) / 1e6;
                signal("STOP");
                if (line.startsWith(LocalRuntime.FAILURE)) {
                    throw new IOException("the function failed: " + line);
                }
                return new Answer(line.substring(LocalRuntime.ANSWER.length()), millis);
            }
        }
        throw new IOException("the container ended; what it wrote is above");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
        frozen = name.equals("STOP");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
