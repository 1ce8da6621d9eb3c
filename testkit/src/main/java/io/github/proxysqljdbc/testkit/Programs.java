package io.github.proxysqljdbc.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that the testkit runs to their end. Stateless. */
final class Programs {
    private static final int LONGEST_RUN_SECONDS = 120;
    /** Stopped by a signal or a debugger, zombie, dead. */
    private static final String STOPPED_STATES = "TtZX";

    private Programs() {}

    static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
    }

    /** An empty standard input. */
    static File nothing() {
        return new File(windows() ? "NUL" : "/dev/null");
    }

    /** The option that a server refuses to be root without; empty for other users. */
    static List<String> userOption() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    /**
     * Returns whether no thread of process {@code pid} runs any more, by the states that Linux tells in {@code /proc} (proc_pid_stat(5)). Elsewhere
     * nobody tells, and the answer is true.
     */
    static boolean stopped(long pid) {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> each = Files.list(threads)) {
            return each.allMatch(thread -> STOPPED_STATES.indexOf(state(thread)) >= 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + threads, e);
        }
    }

    /** The letter behind the thread's name, which stands in brackets and may itself hold some; one for “gone” where the thread has ended. */
    private static char state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }

    /**
     * Runs {@code command} with {@code input} as its standard input.
     *
     * @throws TestkitException if it cannot be started, or ends with anything but 0; the message holds the end of {@code log}
     */
    static void run(List<String> command, File input, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            try {
                if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                    throw new TestkitException(
                            command.get(0) + " did not end in " + LONGEST_RUN_SECONDS + " s\n" + Folders.tail(log, 30));
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new TestkitException(
                        command.get(0) + " ended with status " + process.exitValue() + "\n" + Folders.tail(log, 30));
            }
        } catch (IOException e) {
            throw new TestkitException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("interrupted while " + command.get(0) + " ran", e);
        }
    }
}
