package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server process on this machine, with a folder of its own for data and log. */
final class LocalServer implements Server {
    private static final int LONGEST_SHUTDOWN_SECONDS = 60;
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(30);

    private final String name;
    private final int serverId;
    private final Software software;
    private final ClusterOptions options;
    private final Path template;
    private final Path folder;
    private final Watchdog watchdog;
    private final HeldPort port = new HeldPort();
    private @Nullable Process process;

    LocalServer(
            String name,
            int serverId,
            Software software,
            ClusterOptions options,
            Path template,
            Path folder,
            Watchdog watchdog) {
        this.name = name;
        this.serverId = serverId;
        this.software = software;
        this.options = options;
        this.template = template;
        this.folder = folder;
        this.watchdog = watchdog;
    }

    @Override
    public String host() {
        return HeldPort.HOST;
    }

    @Override
    public int port() {
        return port.number();
    }

    @Override
    public String innerHost() {
        return HeldPort.HOST;
    }

    @Override
    public int innerPort() {
        return port.number();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    @Override
    public void start(List<String> furtherOptions) {
        if (!Files.isDirectory(data())) {
            reset();
        }
        List<String> command = new ArrayList<>(software.command(data(), serverId, port.number(), options));
        // Not the machine's: a server that starts deletes all temporary tables there, those of others, too.
        Path temporary = folder.resolve("tmp");
        command.add("--tmpdir=" + temporary);
        command.addAll(options.serverOptions());
        command.addAll(furtherOptions);
        port.makeWay();
        try {
            Files.createDirectories(temporary);
            Process started = new ProcessBuilder(command)
                    .directory(data().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            watchdog.watch(started.toHandle());
            started.getOutputStream().close();
        } catch (IOException e) {
            port.hold();
            throw new TestkitException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitExit(running);
        }
        process = null;
        port.hold();
    }

    private static boolean awaitExit(Process running) {
        try {
            return running.waitFor(LONGEST_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean awaitEnd() {
        Process running = process;
        boolean ended = running == null || awaitExit(running);
        kill();
        return ended;
    }

    @Override
    public void freeze() {
        long pid = signal("STOP");
        // The signal is sent when kill ends; each thread stops when it next looks, and until then it may answer.
        if (!Waiting.until(LONGEST_FREEZE, () -> Programs.stopped(pid))) {
            thaw();
            throw new TestkitException(name + " (process " + pid + ") did not stop within " + LONGEST_FREEZE.toSeconds()
                    + " s of SIGSTOP");
        }
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    private long signal(String signal) {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new TestkitException(name + " is not running, so it cannot get signal " + signal);
        }
        if (Programs.windows()) {
            throw new TestkitException("Windows has no signal " + signal + " (see Feature.FREEZE)");
        }
        Programs.run(List.of("sh", "-c", "kill -" + signal + ' ' + running.pid()), Programs.nothing(), log());
        return running.pid();
    }

    @Override
    public void reset() {
        try {
            Folders.delete(data());
            Files.createDirectories(folder);
            Folders.copy(template, data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + template + " to " + data(), e);
        }
    }

    @Override
    public List<String> afterFirstStart() {
        return List.of();
    }

    @Override
    public String logTail() {
        return Folders.tail(log(), 25);
    }

    @Override
    public void close() {
        kill();
        port.close();
    }
}
