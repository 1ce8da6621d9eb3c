package io.github.proxysqljdbc.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Collects what the monitor logs while it is open. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Monitor.class);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    LogLines() {
        setContext(logger.getLoggerContext());
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (this) {
            events.add(event);
            notifyAll();
        }
    }

    /** Waits for a line that the condition accepts, for 10 s at most: listeners log after those who wait for a snapshot have it. */
    synchronized void await(Level level, Predicate<String> condition) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (at(level).stream().noneMatch(condition)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            assertThat(left).as("lines at %s: %s", level, at(level)).isPositive();
            wait(left);
        }
    }

    List<String> at(Level level) {
        return events.stream()
                .filter(e -> e.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
