package io.github.proxysqljdbc.examples.benchmark.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The JVM of one participant: for each line {@code WORK threads millis} on its input it does that work, and writes a line of figures. */
public final class Child {
    /** What each answer begins with; the JVM itself may write to the same output. */
    static final String ANSWER = "> ";

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final com.sun.management.ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);

    private final Participant participant;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Child(Participant participant) {
        this.participant = participant;
    }

    /** What one thread did. */
    private record Done(long operations, long bytes) {}

    /** The participant's name, then the servers; ends with its input. */
    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        List<String> all = Arrays.asList(arguments);
        Child child = new Child(Participant.open(all.get(0), Servers.of(all.subList(1, all.size()))));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println(ANSWER + "ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] parts = order.split(" ");
            System.out.println(ANSWER
                    + child.load(Work.valueOf(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]))
                            .toLine());
        }
        System.exit(0);
    }

    private Figures load(Work work, int count, long millis) throws InterruptedException {
        System.gc();
        long start = System.nanoTime();
        long deadline = start + millis * 1_000_000;
        long cpu = SYSTEM.getProcessCpuTime();
        List<Future<Done>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(() -> repeat(work, deadline)));
        }
        long operations = 0;
        long bytes = 0;
        for (Future<Done> each : running) {
            try {
                operations += each.get().operations();
                bytes += each.get().bytes();
            } catch (ExecutionException e) {
                throw new IllegalStateException(work + " failed", e.getCause());
            }
        }
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Figures(operations / seconds, cpu / 1e3 / operations, (double) bytes / operations);
    }

    private Done repeat(Work work, long deadline) throws SQLException {
        SplittableRandom random = new SplittableRandom();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long operations = 0;
        do {
            work.once(participant, random);
            operations++;
        } while (System.nanoTime() - deadline < 0);
        return new Done(operations, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
}
