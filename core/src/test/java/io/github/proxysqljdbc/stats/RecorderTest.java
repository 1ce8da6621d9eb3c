package io.github.proxysqljdbc.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RecorderTest {
    /** Keeps each event it hears. */
    private static final class Ear implements ProxysqlListener {
        final List<Object> heard = new ArrayList<>();

        @Override
        public void routed(RouteEvent event) {
            heard.add(event);
        }

        @Override
        public void roleChanged(RoleChangeEvent event) {
            heard.add(event);
        }

        @Override
        public void pinned(PinEvent event) {
            heard.add("pinned");
            heard.add(event);
        }

        @Override
        public void unpinned(PinEvent event) {
            heard.add("unpinned");
            heard.add(event);
        }

        @Override
        public void failed(FailureEvent event) {
            heard.add(event);
        }

        @Override
        public void waited(WaitEvent event) {
            heard.add(event);
        }

        @Override
        public void leaked(LeakEvent event) {
            heard.add(event);
        }

        @Override
        public void connectionsAborted(ConnectionsAbortedEvent event) {
            heard.add(event);
        }
    }

    private static final RoleChangeEvent PROMOTION =
            new RoleChangeEvent("db2:3306", "reader", "writer", "online", "online", "read_only=0");

    private static final LeakEvent LEAK = new LeakEvent(
            new Holding("transaction", "an open transaction", "main", 9), "writer", "db1:3306", List.of());

    private static void recordEverything(Recorder recorder) {
        recorder.routed("reader", "plain_read", "db2:3306", "a plain read", "SELECT ?");
        recorder.roleChanged(PROMOTION);
        recorder.pinned("lock_tables", "writer", "db1:3306", "LOCK TABLES");
        recorder.unpinned("lock_tables", "writer", "db1:3306", "UNLOCK TABLES", 7);
        recorder.failed("connection_lost", "reader", "db2:3306", "SELECT ?", "08S01", 0, Fate.READ_SENT_AGAIN);
        recorder.waited("reader", "db2:3306", 11, false);
        recorder.waited("reader", "db2:3306", 3, true);
        recorder.leaked(LEAK);
        recorder.connectionsAborted("db1:3306", 4, "no answer for 2000 ms");
    }

    @Test
    void listenerHearsEachEventWithItsFields() {
        Ear ear = new Ear();

        recordEverything(new Recorder(List.of(ear), () -> 0, () -> 0));

        assertThat(ear.heard)
                .containsExactly(
                        new RouteEvent("reader", "db2:3306", "a plain read", "SELECT ?"),
                        PROMOTION,
                        "pinned",
                        new PinEvent("lock_tables", "writer", "db1:3306", "LOCK TABLES", 0),
                        "unpinned",
                        new PinEvent("lock_tables", "writer", "db1:3306", "UNLOCK TABLES", 7),
                        new FailureEvent(
                                "connection_lost", "reader", "db2:3306", "SELECT ?", "08S01", 0, Fate.READ_SENT_AGAIN),
                        new WaitEvent("reader", "db2:3306", 11, false),
                        new WaitEvent("reader", "db2:3306", 3, true),
                        LEAK,
                        new ConnectionsAbortedEvent("db1:3306", 4, "no answer for 2000 ms"));
    }

    @Test
    void countsAreTheSameWhetherOrNotAnybodyListens() {
        Recorder unheard = new Recorder(List.of(), () -> 40, () -> 2);
        Recorder heard = new Recorder(List.of(new Ear(), new ProxysqlListener() {}), () -> 40, () -> 2);

        recordEverything(unheard);
        recordEverything(heard);

        assertThat(unheard.snapshot(Map.of(), 0))
                .isEqualTo(heard.snapshot(Map.of(), 0))
                .isEqualTo(new StatsSnapshot(
                        Map.of("reader", Map.of("plain_read", 1L)),
                        Map.of("lock_tables", 1L),
                        Map.of("connection_lost", 1L),
                        Map.of("read_sent_again", 1L),
                        1,
                        4,
                        1,
                        Map.of(),
                        new StatsSnapshot.Waits(2, 1, 14, 11),
                        new StatsSnapshot.Waits(0, 0, 0, 0),
                        0,
                        new StatsSnapshot.Failovers(0, 0, 0, 0),
                        new StatsSnapshot.Classifications(40, 2),
                        7,
                        1,
                        Map.of()));
        assertThat(unheard.snapshot(Map.of(), 0).routes()).isEqualTo(1);
        assertThat(unheard.waits("db2:3306")).isEqualTo(new StatsSnapshot.Waits(2, 1, 14, 11));
        assertThat(unheard.waits("db1:3306")).isEqualTo(new StatsSnapshot.Waits(0, 0, 0, 0));
    }

    @Test
    void whatAListenerThrowsReachesNeitherCallerNorOtherListenersAndIsLoggedOnce() {
        Ear ear = new Ear();
        ProxysqlListener broken = new ProxysqlListener() {
            @Override
            public void routed(RouteEvent event) {
                throw new IllegalStateException("listener's own mistake");
            }
        };
        Recorder recorder = new Recorder(List.of(broken, ear), () -> 0, () -> 0);
        Logger logger = (Logger) LoggerFactory.getLogger(ProxysqlListener.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            recorder.routed("reader", "plain_read", "db2:3306", "a plain read", "SELECT ?");
            recorder.routed("reader", "plain_read", "db2:3306", "a plain read", "SELECT ?");
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(log);
        }

        assertThat(ear.heard).hasSize(2);
        assertThat(log.list).hasSize(1);
        assertThat(recorder.snapshot(Map.of(), 0).routes()).isEqualTo(2);
    }

    @Test
    void keysAreBounded() {
        Recorder recorder = Recorder.unheard();

        for (int i = 0; i < 10 * KeyedCounter.MOST_KEYS; i++) {
            recorder.routed("hostgroup" + i, "read", "db1:3306", "", "");
        }

        Map<String, Long> routes = recorder.snapshot(Map.of(), 0).routesByHostgroup();
        assertThat(routes).hasSize(KeyedCounter.MOST_KEYS + 1);
        assertThat(routes).containsEntry(KeyedCounter.OTHER, 9L * KeyedCounter.MOST_KEYS);
        assertThat(recorder.snapshot(Map.of(), 0).routes()).isEqualTo(10L * KeyedCounter.MOST_KEYS);

        for (int i = 0; i < 10 * KeyedCounter.MOST_KEYS; i++) {
            recorder.routed("hostgroup1", "reason" + i, "db1:3306", "", "");
        }
        assertThat(recorder.snapshot(Map.of(), 0).routesByReason().get("hostgroup1"))
                .hasSize(KeyedCounter.MOST_KEYS + 1);
    }

    @Test
    void countsOfManyThreadsAddUp() throws Exception {
        Recorder recorder = Recorder.unheard();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                done.add(threads.submit(() -> {
                    for (int j = 0; j < 10_000; j++) {
                        recorder.routed(j % 2 == 0 ? "writer" : "reader", "read", "db1:3306", "", "");
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(recorder.snapshot(Map.of(), 0).routesByHostgroup())
                .isEqualTo(Map.of("reader", 20_000L, "writer", 20_000L));
    }

    @Test
    void snapshotCannotBeChanged() {
        StatsSnapshot snapshot = Recorder.unheard().snapshot(Map.of(), 0);

        assertThatThrownBy(() -> snapshot.pinsByKind().put("x", 1L)).isInstanceOf(UnsupportedOperationException.class);
    }
}
