package io.github.proxysqljdbc.examples.benchmark.cluster;

import io.github.proxysqljdbc.examples.benchmark.Arguments;
import io.github.proxysqljdbc.examples.benchmark.Median;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long it takes from the start of a JVM to its first row, and how much processor time. */
public final class ColdStart {
    private final Servers servers;
    private final List<String> flags;
    private final String classPath;
    private final @Nullable Path archives;

    /** @param archives the folder for archives of classes, one for each participant; null if there are to be none */
    private ColdStart(Servers servers, List<String> flags, @Nullable Path archives) throws IOException {
        this.servers = servers;
        this.flags = flags;
        this.archives = archives;
        this.classPath = jars();
    }

    /** One start: milliseconds to the row, and milliseconds of processor time until the JVM had ended. */
    private record Start(double millis, double cpuMillis) {}

    /** Runs it; see the README. */
    public static void run(List<String> given) throws IOException, SQLException, InterruptedException {
        Arguments arguments = Arguments.of(
                given,
                Site.options(Map.of(
                        "rounds",
                        "10",
                        "participants",
                        "hikari,proxysql,lazy",
                        "flags",
                        "-Xmx256m",
                        "archive",
                        "false")));
        Path archives = Boolean.parseBoolean(arguments.text("archive")) ? Files.createTempDirectory("archives") : null;
        List<String> participants = arguments.list("participants");
        try (Site site = Site.open(arguments)) {
            ColdStart coldStart = new ColdStart(site.servers(), arguments.list("flags"), archives);
            Map<String, List<Start>> all = new HashMap<>();
            int rounds = arguments.number("rounds");
            for (int round = 0; round <= rounds; round++) {
                for (String participant : participants) {
                    Start start = coldStart.start(participant);
                    if (round > 0) { // The first one reads the files, and writes the archive.
                        all.computeIfAbsent(participant, absent -> new ArrayList<>())
                                .add(start);
                    }
                }
            }
            print(site + ", " + rounds + " rounds", participants, all);
        } finally {
            if (archives != null) {
                for (String participant : participants) {
                    Files.deleteIfExists(archive(archives, participant));
                }
                Files.delete(archives);
            }
        }
    }

    private static Path archive(Path folder, String participant) {
        return folder.resolve(participant + ".jsa");
    }

    /** This program's class path, with the jar beside a folder of classes, if there is one, in its place: an archive holds classes of jars only. */
    private static String jars() throws IOException {
        List<String> all = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(each);
            if (Files.isDirectory(path)) {
                try (DirectoryStream<Path> beside = Files.newDirectoryStream(path.resolveSibling(""), "*.jar")) {
                    Iterator<Path> jars = beside.iterator();
                    path = jars.hasNext() ? jars.next() : path;
                }
            }
            all.add(path.toString());
        }
        return String.join(File.pathSeparator, all);
    }

    private Start start(String participant) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(flags);
        if (archives != null) {
            Path archive = archive(archives, participant);
            command.add((Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive);
        }
        command.addAll(List.of("-cp", classPath, FirstRow.class.getName(), participant));
        command.addAll(List.of(FirstRow.url(participant, servers), servers.user(), servers.password()));
        double cpu = childrenCpuMillis();
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        double millis = Double.NaN;
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(FirstRow.SAYS)) {
                    millis = (System.nanoTime() - began) / 1e6;
                }
            }
        }
        if (process.waitFor() != 0 || Double.isNaN(millis)) {
            throw new IOException("the JVM of " + participant + " failed; what it wrote is above");
        }
        return new Start(millis, childrenCpuMillis() - cpu);
    }

    /** Processor time of the children that have ended, from Linux' proc(5); 0 elsewhere. */
    private static double childrenCpuMillis() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.isReadable(stat)) {
            return 0;
        }
        String all = Files.readString(stat);
        String[] fields = all.substring(all.lastIndexOf(')') + 2).split(" ");
        return 10.0
                * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])); // cutime, cstime in hundredths of a second
    }

    private static void print(String title, List<String> participants, Map<String, List<Start>> all) {
        System.out.printf(
                Locale.ROOT,
                "%s: JVM start to first row; medians, ratios to '%s' in the same round%n%-10s | %8s %6s | %8s %6s%n",
                title,
                FirstRow.HIKARI,
                "",
                "ms",
                "ratio",
                "CPU ms",
                "ratio");
        List<Start> base = all.getOrDefault(FirstRow.HIKARI, List.of());
        for (String participant : participants) {
            List<Start> mine = all.getOrDefault(participant, List.of());
            List<Double> ratios = new ArrayList<>();
            List<Double> cpuRatios = new ArrayList<>();
            for (int i = 0; i < base.size(); i++) {
                ratios.add(mine.get(i).millis() / base.get(i).millis());
                cpuRatios.add(mine.get(i).cpuMillis() / base.get(i).cpuMillis());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-10s | %8.0f %6.2f | %8.0f %6.2f   %s%n",
                    participant,
                    Median.of(mine.stream().map(Start::millis).toList()),
                    Median.of(ratios),
                    Median.of(mine.stream().map(Start::cpuMillis).toList()),
                    Median.of(cpuRatios),
                    Arrays.toString(mine.stream()
                            .mapToLong(each -> Math.round(each.millis()))
                            .toArray()));
        }
    }
}
