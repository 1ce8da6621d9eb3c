package io.github.proxysqljdbc.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A process that outlives this JVM for a moment, and ends what this JVM started. It reads process ids from its standard input and, at the
 * end of that, kills them forcibly; the operating system ends the input whichever way this JVM dies, {@code kill -9} included.
 *
 * <p>The same class is both sides. It must not use any other class of the testkit: it is copied into a folder and run from there, so that
 * a class path of any shape will do. Thread-safe.
 */
final class Watchdog implements AutoCloseable {
    private final Process process;
    private final OutputStream input;

    private Watchdog(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
    }

    /** Starts one that keeps its class in {@code folder}, and deletes {@code doomed} after the processes are gone. */
    static Watchdog start(Path folder, Path doomed) {
        try {
            String file = Watchdog.class.getName().replace('.', '/') + ".class";
            Path copy = folder.resolve(file);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            try (InputStream in =
                    Objects.requireNonNull(Watchdog.class.getClassLoader().getResourceAsStream(file), file)) {
                Files.copy(in, copy);
            }
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = List.of(
                    java,
                    "-Xmx12m",
                    "-Xss256k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-cp",
                    folder.toString(),
                    Watchdog.class.getName(),
                    doomed.toString());
            Path log = folder.resolve("watchdog.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
            return new Watchdog(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the watchdog in " + folder, e);
        }
    }

    /** Ends {@code watched} when this JVM is gone. */
    synchronized void watch(ProcessHandle watched) throws IOException {
        long start = watched.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        input.write((watched.pid() + " " + start + "\n").getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    /** Ends the watchdog, and with it whatever it watches that is still alive. */
    @Override
    public synchronized void close() {
        try {
            input.close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /** The watchdog's own side. */
    public static void main(String[] arguments) throws IOException {
        Map<Long, Long> watched = new LinkedHashMap<>();
        Thread end = new Thread(() -> endAll(watched, Path.of(arguments[0])), "end");
        Runtime.getRuntime().addShutdownHook(end);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int space = line.indexOf(' ');
            synchronized (watched) {
                watched.put(Long.valueOf(line.substring(0, space)), Long.valueOf(line.substring(space + 1)));
            }
        }
    }

    private static void endAll(Map<Long, Long> watched, Path doomed) {
        synchronized (watched) {
            watched.forEach((pid, start) -> ProcessHandle.of(pid)
                    .filter(found -> start == 0
                            || found.info()
                                    .startInstant()
                                    .map(Instant::toEpochMilli)
                                    .orElse(0L)
                                    .equals(start))
                    .ifPresent(Watchdog::end));
        }
        try (var files = Files.walk(doomed)) {
            for (Path file : (Iterable<Path>) files.sorted((a, b) -> b.compareTo(a))::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.out.println("left behind: " + doomed + ": " + e);
        }
    }

    private static void end(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            System.out.println("still there: " + process.pid() + ": " + e);
        }
    }
}
