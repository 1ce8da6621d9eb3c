package io.github.proxysqljdbc.examples.benchmark.cluster;

import io.github.proxysqljdbc.examples.benchmark.Arguments;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Starts a cluster, where no servers are named, and the participants' JVMs, lets them load it in turns, and prints medians. */
public final class Load {
    private static final Map<String, String> DEFAULTS = Site.options(Map.of(
            "rounds", "30",
            "millis", "300",
            "warmup", "5000",
            "participants", "raw,hand,proxysql",
            "columns", "prepared:1,prepared:8,inlined:1,inlined:8,mixed:8,transaction:8"));

    private final Arguments arguments;
    private final List<Column> columns;
    private final Table table = new Table();

    private Load(Arguments arguments) {
        this.arguments = arguments;
        this.columns = arguments.list("columns").stream().map(Column::of).toList();
    }

    /** Runs all rounds. */
    public static void run(List<String> given) throws SQLException, IOException {
        Load load = new Load(Arguments.of(given, DEFAULTS));
        try (Site site = Site.open(load.arguments)) {
            load.onAll(site);
        }
    }

    private void onAll(Site site) throws IOException {
        List<ChildProcess> children = new ArrayList<>();
        try {
            for (String name : arguments.list("participants")) {
                children.add(new ChildProcess(name, site.servers()));
            }
            warmUp(children);
            int rounds = arguments.number("rounds");
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                round(children);
                Collections.rotate(children, 1);
            }
            table.print(columns, arguments.list("participants"), site + ", " + rounds + " rounds");
        } finally {
            for (ChildProcess child : children) {
                child.close();
            }
        }
    }

    private void warmUp(List<ChildProcess> children) throws IOException {
        for (Column column : columns) {
            System.err.println("warming up: " + column);
            for (ChildProcess child : children) {
                child.load(column, arguments.number("warmup"));
            }
        }
    }

    private void round(List<ChildProcess> children) throws IOException {
        for (Column column : columns) {
            for (ChildProcess child : children) {
                table.add(column, child.name(), child.load(column, arguments.number("millis")));
            }
        }
    }
}
