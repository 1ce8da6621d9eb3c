package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.testkit.ServerInstance;
import java.time.Duration;
import java.util.List;

/** Random events, one after the other, until the time is up. Each leaves three instances that run, of which one writes. */
final class Flapping {
    private static final int LONGEST_MILLIS = 800;

    private final Stage stage;

    Flapping(Stage stage) {
        this.stage = stage;
    }

    /** Something that happens and passes. */
    private interface Event {
        void happen() throws Exception;
    }

    void run() throws Exception {
        List<Event> events = List.of(
                stage::switchOver,
                this::crash,
                this::freeze,
                this::cutWriter,
                this::readerDies,
                this::readerHangs,
                this::networkStalls,
                this::networkIsSlow);
        stage.fault();
        long end = System.nanoTime() + stage.pace().flapping().toNanos();
        while (System.nanoTime() - end < 0) {
            events.get(stage.random().nextInt(events.size())).happen();
            moment();
        }
    }

    private void moment() throws InterruptedException {
        stage.pause(Duration.ofMillis(stage.random().nextInt(LONGEST_MILLIS)));
    }

    /** Long enough for a client to have heard of the new writer when the old one is back: what it sends before then is lost by its servers. */
    private void fence() throws InterruptedException {
        stage.pause(stage.pace().fence());
        moment();
    }

    private ServerInstance writer() {
        return stage.cluster().writer();
    }

    private ServerInstance anyReader() {
        List<ServerInstance> replicas = stage.cluster().replicas();
        return replicas.get(stage.random().nextInt(replicas.size()));
    }

    private ServerInstance anyone() {
        return stage.random().nextBoolean() ? writer() : anyReader();
    }

    private void crash() throws Exception {
        ServerInstance old = writer();
        old.kill();
        moment();
        stage.failOver();
        moment();
        old.restart();
    }

    private void freeze() throws Exception {
        ServerInstance old = writer();
        old.freeze();
        moment();
        stage.failOver();
        fence();
        old.thaw();
        comeBack(old);
    }

    private void cutWriter() throws Exception {
        ServerInstance old = writer();
        old.cutNetwork();
        moment();
        stage.failOver();
        fence();
        old.healNetwork();
        comeBack(old);
    }

    /** An old writer goes on for a moment before its operators let it follow the new one. */
    private void comeBack(ServerInstance old) throws Exception {
        moment();
        old.setReadOnly(true);
        stage.inspect(old);
        old.restart();
    }

    private void readerDies() throws Exception {
        ServerInstance reader = anyReader();
        reader.kill();
        moment();
        reader.restart();
    }

    private void readerHangs() throws Exception {
        ServerInstance reader = anyReader();
        reader.freeze();
        moment();
        reader.thaw();
    }

    private void networkStalls() throws Exception {
        ServerInstance instance = anyone();
        instance.stallNetwork();
        moment();
        instance.healNetwork();
    }

    private void networkIsSlow() throws Exception {
        ServerInstance instance = anyone();
        instance.slowNetwork(Duration.ofMillis(20));
        moment();
        instance.healNetwork();
    }
}
