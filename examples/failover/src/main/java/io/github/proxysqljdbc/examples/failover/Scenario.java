package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.ServerInstance;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What happens to the servers while the load runs. */
enum Scenario {
    /** The writer is killed ({@code kill -9}), a replica is promoted, and the old writer comes back as a reader. */
    CRASH(true) {
        @Override
        void run(Stage stage) throws Exception {
            ServerInstance old = stage.cluster().writer();
            old.kill();
            stage.fault();
            stage.pause(stage.pace().detection());
            stage.failOver();
            stage.pause(stage.pace().watch());
            old.restart();
        }
    },
    /** The writer becomes read-only, a replica catches up and takes over. Nothing dies. */
    SWITCHOVER(false) {
        @Override
        void run(Stage stage) throws Exception {
            stage.switchOver();
        }
    },
    /** The writer's process is stopped in its tracks; when it goes on, another one writes, and it still thinks that it does. */
    FREEZE(true) {
        @Override
        void run(Stage stage) throws Exception {
            awayAndBack(stage, ServerInstance::freeze, ServerInstance::thaw);
        }
    },
    /** Packets to and from the writer are swallowed: open connections fall silent, attempts to connect hang. */
    PARTITION(true) {
        @Override
        void run(Stage stage) throws Exception {
            awayAndBack(stage, ServerInstance::loseNetwork, ServerInstance::healNetwork);
        }
    },
    /** Open connections to the writer fall silent; new ones are accepted, and hear nothing. */
    SILENCE(true) {
        @Override
        void run(Stage stage) throws Exception {
            awayAndBack(stage, ServerInstance::stallNetwork, ServerInstance::healNetwork);
        }
    },
    /** The writer's connections are reset and new ones refused; when it can be reached again, another one writes, and it thinks that it does. */
    TWO_WRITERS(true) {
        @Override
        void run(Stage stage) throws Exception {
            awayAndBack(stage, ServerInstance::cutNetwork, ServerInstance::healNetwork);
        }
    },
    /** A reader is killed, and comes back. */
    READER(false) {
        @Override
        void run(Stage stage) throws Exception {
            ServerInstance reader = stage.cluster().replica(0);
            stage.fault();
            reader.kill();
            stage.pause(stage.pace().watch());
            reader.restart();
            stage.awaitReadsFrom(reader);
        }
    },
    /** All readers are killed; reads go to the writer until they come back. */
    READERS(false) {
        @Override
        void run(Stage stage) throws Exception {
            stage.fault();
            stage.cluster().replicas().forEach(ServerInstance::kill);
            stage.awaitReadsFrom(stage.cluster().writer());
            stage.pause(stage.pace().watch());
            stage.cluster().replicas().forEach(ServerInstance::restart);
            stage.awaitReadsFrom(stage.cluster().replicas().toArray(ServerInstance[]::new));
        }
    },
    /** The application's connections to a reader are killed, and others take all that it accepts. */
    EXHAUSTED(false) {
        @Override
        void run(Stage stage) throws Exception {
            ServerInstance reader = stage.cluster().replica(0);
            stage.fault();
            try (Exhaustion exhaustion = Exhaustion.of(reader, stage.cluster().user())) {
                stage.pause(stage.pace().watch());
                stage.expect("the reader refused connections", exhaustion.refused());
            }
            stage.awaitReadsFrom(reader);
        }
    },
    /** Whatever can happen happens, in random order. */
    FLAPPING(true) {
        @Override
        void run(Stage stage) throws Exception {
            new Flapping(stage).run();
        }
    };

    private final boolean writerLost;

    Scenario(boolean writerLost) {
        this.writerLost = writerLost;
    }

    abstract void run(Stage stage) throws Exception;

    /** The writer is away while a replica is promoted, and comes back as it was: it still takes writes from whoever sends them. */
    private static void awayAndBack(Stage stage, Consumer<ServerInstance> away, Consumer<ServerInstance> back)
            throws Exception {
        ServerInstance old = stage.cluster().writer();
        away.accept(old);
        stage.fault();
        stage.pause(stage.pace().detection());
        stage.failOver();
        stage.pause(stage.pace().watch());
        back.accept(old);
        stage.demote(old);
    }

    /** Whether the writer is lost with what was under way there, so that some work has to fail. */
    boolean writerLost() {
        return writerLost;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such scenario; the message names all */
    static Scenario of(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario '" + name + "'; there are: "
                        + Arrays.stream(values()).map(Scenario::toString).collect(Collectors.joining(","))));
    }
}
