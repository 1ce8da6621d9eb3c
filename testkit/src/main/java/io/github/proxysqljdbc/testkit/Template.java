package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data directory that every instance starts with a copy of: prepared once for each program and user. Stateless. */
final class Template {
    private Template() {}

    static Path of(Software software) {
        Path cached = Folders.cached(software.key(), folder -> {
            try {
                Path log = Files.createTempFile("testkit-initialise", ".log");
                software.initialise(folder.resolve("data"), log);
                Files.delete(log);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot prepare a data directory", e);
            }
        });
        return cached.resolve("data");
    }
}
