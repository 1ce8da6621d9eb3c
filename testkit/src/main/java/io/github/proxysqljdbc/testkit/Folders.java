package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Folders of the testkit, and what is done with whole folders. Stateless. */
final class Folders {
    private Folders() {}

    /** Where clusters keep their data: system property {@code testkit.dir}, else {@code target/testkit} of the working directory. */
    static Path data() {
        return Path.of(System.getProperty("testkit.dir", "target/testkit")).toAbsolutePath();
    }

    /** Where programs and prepared data directories are kept for the next time: {@code testkit.cache}, else the user's cache folder. */
    static Path cache() {
        String chosen = System.getProperty("testkit.cache");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String xdg = System.getenv("XDG_CACHE_HOME");
        String local = System.getenv("LOCALAPPDATA");
        Path base;
        if (os.contains("win") && local != null) {
            base = Path.of(local);
        } else if (os.contains("mac")) {
            base = Path.of(home, "Library", "Caches");
        } else {
            base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(home, ".cache");
        }
        return base.resolve("proxysql-jdbc-testkit").toAbsolutePath();
    }

    /**
     * The folder {@code name} of the cache, filled by {@code filler} if it is not there. Several processes may ask at once: each fills a
     * folder of its own, the first one's is renamed into place, the others' are thrown away.
     */
    static Path cached(String name, Consumer<Path> filler) {
        Path wanted = cache().resolve(name);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        try {
            Files.createDirectories(cache());
            Path own = Files.createTempDirectory(cache(), "new-");
            try {
                filler.accept(own);
                Files.move(own, wanted, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(wanted)) {
                    throw e;
                }
            } finally {
                delete(own);
            }
            return wanted;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write to the testkit's cache " + cache() + " (system property testkit.cache)", e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes what can be deleted; what a dying process still writes is met again on the next pass, of three. */
    static void delete(Path folder) {
        for (int pass = 0; pass < 3 && Files.exists(folder); pass++) {
            try {
                deleteOnce(folder);
            } catch (IOException e) {
                if (pass == 2) {
                    throw new UncheckedIOException("cannot delete " + folder, e);
                }
            }
        }
    }

    private static void deleteOnce(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The last {@code lines} lines of a text file, or a sentence that says that there are none. */
    static String tail(Path file, int lines) {
        try {
            List<String> all =
                    Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log in " + file + ")";
        }
    }
}
