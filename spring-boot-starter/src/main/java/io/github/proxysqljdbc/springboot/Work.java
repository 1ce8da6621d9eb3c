package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.stats.Holding;
import io.github.proxysqljdbc.stats.InstanceStats;
import io.github.proxysqljdbc.stats.StatsSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What sessions do at one moment that would fail if their data sources were closed: they use a physical connection, wait for one, or wait for a
 * writer. A connection that an idle session merely keeps is no work, as far as the statistics name it: five connections of each instance, those
 * that are held longest. Immutable.
 *
 * @param count how many sessions there are of that kind
 * @param words what each does, as far as that is known
 */
record Work(int count, List<String> words) {
    /** That of all data sources that are not closed. Asks no server. */
    static Work of(Collection<ProxysqlDataSource> dataSources) {
        int count = 0;
        List<String> words = new ArrayList<>();
        for (ProxysqlDataSource dataSource : dataSources) {
            if (!dataSource.isClosed()) {
                StatsSnapshot stats = dataSource.stats();
                count += stats.waitingForWriter();
                if (stats.waitingForWriter() > 0) {
                    words.add(stats.waitingForWriter() + " statements of " + dataSource.name() + " wait for a writer");
                }
                for (Map.Entry<String, InstanceStats> each : stats.instances().entrySet()) {
                    count += of(each.getKey(), each.getValue(), words);
                }
            }
        }
        return new Work(count, List.copyOf(words));
    }

    private static int of(String instance, InstanceStats stats, List<String> words) {
        List<Holding> working = stats.longest().stream()
                .filter(holding -> !holding.kind().equals(Holding.KEPT))
                .toList();
        working.forEach(holding -> words.add(holding.toString()));
        if (stats.waiting() > 0) {
            words.add(stats.waiting() + " statements wait for a connection to " + instance);
        }
        int kept = stats.longest().size() - working.size();
        // Counted one after the other: what was kept may have been given back meanwhile, so that it is not among those
        // in use.
        return Math.max(stats.inUse() - kept, working.size()) + stats.waiting();
    }

    boolean isUnderWay() {
        return count > 0;
    }

    @Override
    public String toString() {
        return count + " sessions" + (words.isEmpty() ? "" : ": " + String.join("; ", words));
    }
}
