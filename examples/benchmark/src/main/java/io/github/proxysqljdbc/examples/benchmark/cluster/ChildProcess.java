package io.github.proxysqljdbc.examples.benchmark.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The other end of a {@link Child}. */
final class ChildProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    ChildProcess(String name, Servers servers) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xms256m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path")));
        command.add(Child.class.getName());
        command.add(name);
        command.addAll(servers.toArguments());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        answer();
    }

    String name() {
        return name;
    }

    Figures load(Column column, int millis) throws IOException {
        orders.println(column.work() + " " + column.threads() + " " + millis);
        return Figures.of(answer());
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Child.ANSWER)) {
                return line.substring(Child.ANSWER.length());
            }
        }
        throw new IOException("the JVM of " + name + " ended; what it wrote is above");
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
        answers.close();
    }
}
