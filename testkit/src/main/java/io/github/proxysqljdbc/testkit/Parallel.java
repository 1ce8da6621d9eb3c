package io.github.proxysqljdbc.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the same to several instances at once. Stateless. */
final class Parallel {
    private Parallel() {}

    /** Returns when all are done; the first failure is thrown, with the others as suppressed ones. */
    static <T> void forEach(List<T> items, Consumer<T> action) {
        if (items.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(items.size(), task -> {
            Thread thread = new Thread(task, "testkit-start");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            items.forEach(item -> running.add(threads.submit(() -> action.accept(item))));
            RuntimeException failure = null;
            for (Future<?> one : running) {
                failure = join(one, failure);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static @Nullable RuntimeException join(Future<?> future, @Nullable RuntimeException before) {
        RuntimeException failure;
        try {
            future.get();
            return before;
        } catch (ExecutionException e) {
            failure = e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new TestkitException("failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new TestkitException("interrupted", e);
        }
        if (before == null) {
            return failure;
        }
        before.addSuppressed(failure);
        return before;
    }
}
